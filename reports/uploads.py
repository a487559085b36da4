"""Uploads between the check and the confirmation: kept for an hour, known by a secret name."""

import hashlib
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

KEPT_FOR = 60 * 60
SESSION = "upload"


@dataclass(frozen=True)
class Upload:
    """A file that was sent: what it is called, its bytes' hash, and what it was sent for.

    `slug`: the mission it may change, "" for a new one. `over_changes`: as in Bounds.
    """

    token: str
    name: str
    sha256: str
    slug: str
    over_changes: bool

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return _folder() / f"{self.token}{Path(self.name).suffix.lower()}"


def keep_upload(
    file: UploadedFile, session: Any, *, slug: str, over_changes: bool = False
) -> Upload:
    """Keep the bytes of a file for an hour, in place of what the session sent before; return it."""
    _forget_old()
    if before := session.get(SESSION):
        forget_upload(Upload(**before), session)
    digest = hashlib.sha256()
    token = secrets.token_hex(16)
    name = Path(str(file.name)).name
    upload = Upload(token, name, "", slug, over_changes)
    with upload.path.open("wb") as kept:
        upload.path.chmod(0o600)
        for chunk in file.chunks():
            digest.update(chunk)
            kept.write(chunk)
    upload = Upload(token, name, digest.hexdigest(), slug, over_changes)
    session[SESSION] = asdict(upload)
    return upload


def kept_upload(session: Any, *, token: str, slug: str) -> Upload | None:
    """Return what this session sent for this mission, byte for byte; None where it is gone."""
    known = session.get(SESSION)
    if not known or known["token"] != token or known["slug"] != slug:
        return None
    upload = Upload(**known)
    _forget_old()
    try:
        same = hashlib.sha256(upload.path.read_bytes()).hexdigest() == upload.sha256
    except FileNotFoundError:
        return None
    return upload if same else None


def forget_upload(upload: Upload, session: Any) -> None:
    """Delete what was kept."""
    upload.path.unlink(missing_ok=True)
    session.pop(SESSION, None)


def _folder() -> Path:
    folder = Path(settings.UPLOADS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _forget_old() -> None:
    oldest = time.time() - KEPT_FOR
    for path in _folder().iterdir():
        # Somebody else may be forgetting it just now.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
