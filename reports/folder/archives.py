"""Reading a mission folder from a .zip without trusting what the .zip says of itself."""

import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from reports.folder.problems import FolderRefused

# A mission with 50,000 visits of 25 answers stays well below; nothing is unpacked to the disk.
LARGEST = 200_000_000
MOST_ENTRIES = 1_000
# Even a file of one repeated line rarely packs this tightly.
DENSEST = 200
SMALL_ENOUGH = 1_000_000
_CHUNK = 1 << 20
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def open_archive(path: Path) -> ZipFile:
    """Return an archive whose names and sizes were checked; raises FolderRefused."""
    try:
        archive = ZipFile(path)
    except _BROKEN:
        raise _refused(path, _("it cannot be opened as a .zip")) from None
    entries = archive.infolist()
    for entry in entries:
        _check_name(path, entry)
    if len(entries) > MOST_ENTRIES:
        raise _refused(path, _("it has more than %(most)d files") % {"most": MOST_ENTRIES})
    if sum(entry.file_size for entry in entries) > LARGEST or any(map(_too_dense, entries)):
        raise _refused(path, _("it would unpack to far more than a mission holds (200 MB)"))
    return archive


def _refused(path: Path, why: str) -> FolderRefused:
    return FolderRefused(_("%(path)s was not read: %(why)s.") % {"path": path, "why": why})


def _check_name(path: Path, entry: ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name.split("/", 1)[0]:
        raise _refused(path, _("its file “%(name)s” lies outside it") % {"name": entry.filename})


def _too_dense(entry: ZipInfo) -> bool:
    if entry.file_size <= SMALL_ENOUGH:
        return False
    return entry.file_size > DENSEST * max(entry.compress_size, 1)


def read_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every CSV file of a .zip; raises FolderRefused.

    The files lie at the top or together in one folder.
    """
    with open_archive(path) as archive:
        entries = sorted(filter(_is_table, archive.infolist()), key=lambda each: each.filename)
        if len({_folder(entry) for entry in entries}) > 1:
            raise _refused(path, _("its CSV files lie in more than one folder"))
        left = LARGEST
        for entry in entries:
            content = _content(path, archive, entry, left)
            left -= len(content)
            yield PurePosixPath(entry.filename.replace("\\", "/")).name, content


def _is_table(entry: ZipInfo) -> bool:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = "__MACOSX" in name.parts or name.name.startswith(".")
    return name.suffix.lower() == ".csv" and not hidden and not entry.is_dir()


def _folder(entry: ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/")).parent


def _content(path: Path, archive: ZipFile, entry: ZipInfo, left: int) -> bytes:
    chunks: list[bytes] = []
    try:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                chunks.append(chunk)
                left -= len(chunk)
                if left < 0:
                    raise _refused(path, _("it unpacks to more than 200 MB"))
    except _BROKEN:
        broken = _("its file “%(name)s” is damaged or locked") % {"name": entry.filename}
        raise _refused(path, broken) from None
    return b"".join(chunks)
