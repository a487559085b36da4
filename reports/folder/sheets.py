"""The rows of a mission folder as they stand in its files, before anything is understood."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from reports.folder.archives import read_archive
from reports.folder.cells import tidy
from reports.folder.problems import FolderRefused, Problems
from reports.folder.tables import TABLES
from reports.folder.workbooks import read_workbook

LONGEST_CELL = 10_000_000
LARGEST_FILE = 200_000_000


@dataclass(frozen=True)
class Sheet:
    """One file or one sheet of a workbook: its name for people, and its rows with their lines."""

    name: str
    label: str
    rows: list[tuple[int, list[str]]]


def open_sheets(path: Path, problems: Problems) -> dict[str, Sheet]:
    """Return the sheets of a folder, .zip or .xlsx by name; raises FolderRefused for others."""
    if not path.exists():
        raise FolderRefused(_("There is no %(path)s.") % {"path": path})
    if path.is_dir():
        return _csv_sheets(_folder_files(path, problems), problems)
    if path.suffix.lower() == ".zip":
        return _csv_sheets(read_archive(path), problems)
    if path.suffix.lower() == ".xlsx":
        return _workbook_sheets(path, problems)
    raise FolderRefused(
        _("%(path)s is no mission folder: a folder, a .zip or an .xlsx was expected.")
        % {"path": path}
    )


def _folder_files(path: Path, problems: Problems) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.iterdir()):
        if file.suffix.lower() == ".csv" and file.is_file() and not file.name.startswith("."):
            if file.stat().st_size > LARGEST_FILE:
                problems.say(_("%(file)s is larger than 200 MB.") % {"file": file.name})
            else:
                yield file.name, file.read_bytes()


def _csv_sheets(files: Iterator[tuple[str, bytes]], problems: Problems) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for label, content in files:
        name = label[:-4].lower()
        if _is_expected(name, label, sheets, problems):
            rows = _read_csv(label, content, problems)
            sheets[name] = Sheet(name, label, rows)
    return sheets


def _is_expected(name: str, label: str, sheets: dict[str, Sheet], problems: Problems) -> bool:
    if name in sheets:
        problems.say(_("%(file)s is there twice.") % {"file": label})
    elif name not in TABLES:
        problems.say(
            _("%(file)s is no file of a mission folder; expected one of %(files)s.")
            % {"file": label, "files": ", ".join(TABLES)}
        )
    return name in TABLES and name not in sheets


def _read_csv(label: str, content: bytes, problems: Problems) -> list[tuple[int, list[str]]]:
    text = _decoded(label, content, problems)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        expected = _("cells separated by commas, quotes closed and doubled within quotes")
        problems.add(label, line, "", "".join(text.split("\n")[line - 1 : line]), expected)
    return rows


def _decoded(label: str, content: bytes, problems: Problems) -> str:
    at, text = content.find(b"\0"), ""
    if at < 0:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # The codec counts from behind the mark at the beginning, where there is one.
            at = content.find(error.object[error.start :])
    if at >= 0:
        line = content[:at].count(b"\n") + 1
        problems.add(label, line, "", _("text in another encoding"), _("UTF-8"))
    return tidy(text)


def _workbook_sheets(path: Path, problems: Problems) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for title, rows in read_workbook(path, problems):
        name = title.strip().lower()
        label = _("sheet %(title)s") % {"title": title}
        if rows and _is_expected(name, label, sheets, problems):
            sheets[name] = Sheet(name, label, rows)
    return sheets
