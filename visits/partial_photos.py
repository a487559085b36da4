"""Photos of which only a part has come: one file each, until the whole is there.

A file is named by the photo's number and hash. Chunks of one photo are written one at a time,
whichever process takes them in; nothing here knows the database.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

# A phone that was lost or emptied never sends the rest.
KEPT_FOR = 30 * 24 * 60 * 60
PRIVATE = 0o700


@dataclass(frozen=True)
class PartialPhoto:
    """The part of a photo that has come; whoever writes holds `alone`."""

    uuid: UUID
    sha256: str

    @property
    def path(self) -> Path:
        """Where the part lies, whether or not there is one yet."""
        return _folder() / f"{self.uuid.hex}-{self.sha256}.part"

    @property
    def received(self) -> int:
        """How many bytes of it are here."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else writes this photo, and keep others waiting.

        Photos share 256 files to lock, which stay: a lock on the part itself would be held on a
        file that is deleted when the photo is whole.
        """
        with (_folder() / f"{self.uuid.hex[:2]}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def add(self, chunk: bytes) -> None:
        """Append a chunk; with the first one, forget what others left long ago."""
        if not self.path.exists():
            _forget_old()
        with self.path.open("ab") as file:
            file.write(chunk)

    def forget(self) -> None:
        """Delete what is here."""
        self.path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.PARTIAL_PHOTOS_ROOT)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder


def _forget_old() -> None:
    oldest = time.time() - KEPT_FOR
    for path in _folder().glob("*.part*"):
        # Somebody else may be forgetting it just now.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; only a piece of it is ever in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written_through(path: Path) -> None:
    """Return only when a file and its name are on the disk: a phone forgets its photo then.

    Its folder may be new as well.
    """
    for each in (path, *path.parents[:2]):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
