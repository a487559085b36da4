"""Writing a mission folder as a folder, a .zip or a workbook: the same rows, the same bytes."""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from reports.folder.exporting import Part
from reports.folder.problems import FolderRefused

# The earliest time a .zip can tell: a file must not differ by when it was written.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_WORKBOOK_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767


def write_folder(path: Path, parts: Iterable[Part]) -> None:
    """Write the parts to `path`: .zip or .xlsx by its suffix, else a folder, new or empty.

    Raises FolderRefused where something is there already or cannot be written; then nothing is
    left half written.
    """
    into = _is_empty_folder(path)
    if not into and (path.exists() or path.is_symlink()):
        raise FolderRefused(_("%(path)s exists already; name a new one.") % {"path": path})
    if not path.parent.is_dir():
        raise FolderRefused(_("There is no folder %(path)s.") % {"path": path.parent})
    with _unfinished(path, path if into else path.parent) as unfinished:
        _WRITERS.get(path.suffix.lower(), _write_files)(unfinished, parts)
        if into:
            _move_into(unfinished, path)
        else:
            unfinished.rename(path)


def _is_empty_folder(path: Path) -> bool:
    plain = path.suffix.lower() not in _WRITERS and not path.is_symlink()
    return plain and path.is_dir() and not any(path.iterdir())


def _move_into(written: Path, folder: Path) -> None:
    """Move finished files into an empty folder, which stays the same folder: all or none."""
    moved: list[Path] = []
    try:
        for file in sorted(written.iterdir()):
            moved.append(file.rename(folder / file.name))
    except OSError:
        for file in moved:
            file.unlink()
        raise


@contextmanager
def _unfinished(path: Path, at: Path) -> Iterator[Path]:
    """Yield a place on the same disk to write to, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".export-", dir=at))
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_rows(file: IO[str], part: Part) -> None:
    # RFC 4180; a text that holds an old line end is quoted because the line end here has both.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(part.header)
    writer.writerows(part.rows)


def _write_files(path: Path, parts: Iterable[Part]) -> None:
    path.mkdir()
    for part in parts:
        with (path / f"{part.name}.csv").open("w", encoding="utf-8", newline="") as file:
            _write_rows(file, part)


def _write_zip(path: Path, parts: Iterable[Part]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part in parts:
            entry = _entry(f"{part.name}.csv")
            with (
                archive.open(entry, "w", force_zip64=True) as raw,
                io.TextIOWrapper(raw, encoding="utf-8", newline="") as file,
            ):
                _write_rows(file, part)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _write_workbook(path: Path, parts: Iterable[Part]) -> None:
    workbook = Workbook(write_only=True)
    try:
        for part in parts:
            _write_sheet(workbook, part)
    except Exception:
        # openpyxl complains on standard error of sheets that are left unfinished.
        workbook.save(io.BytesIO())
        raise
    with tempfile.TemporaryFile(dir=path.parent) as timed:
        workbook.save(timed)
        _without_times(timed, path)


def _write_sheet(workbook: Workbook, part: Part) -> None:
    sheet = workbook.create_sheet(part.name)
    sheet.append(part.header)
    for line, row in enumerate(part.rows, start=2):
        if line > MOST_ROWS:
            raise FolderRefused(
                _("%(name)s has more rows than a sheet holds; export to a .zip.")
                % {"name": part.name}
            )
        sheet.append([_cell(sheet, part, line, text) for text in row])


def _cell(sheet: Any, part: Part, line: int, text: str) -> Any:
    """Return a cell that is a text and stays one: never a formula, whatever it begins with."""
    if len(text) > LONGEST_TEXT:
        raise FolderRefused(
            _("%(name)s, row %(line)d: a text is longer than a cell holds; export to a .zip.")
            % {"name": part.name, "line": line}
        )
    if not text.startswith(("=", "#")):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _without_times(timed: IO[bytes], path: Path) -> None:
    """Copy a workbook without the times at which it was made."""
    with ZipFile(timed) as made, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            if name == "docProps/core.xml":
                plain = _WORKBOOK_TIME.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", made.read(name))
                kept.writestr(_entry(name), plain)
                continue
            with made.open(name) as source, kept.open(_entry(name), "w") as target:
                shutil.copyfileobj(source, target)


_WRITERS: dict[str, Callable[[Path, Iterable[Part]], None]] = {
    ".zip": _write_zip,
    ".xlsx": _write_workbook,
}
