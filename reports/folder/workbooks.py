"""Reading a mission folder from one XLSX workbook: values only, as their text."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from reports.folder.archives import open_archive
from reports.folder.cells import tidy
from reports.folder.problems import FolderRefused, Problems

Rows = list[tuple[int, list[str]]]
# What a sheet has at most, and what of it is read: a few bytes can claim any row and any column.
LAST_ROW = 1_048_576
MOST_CELLS = 12_000_000


def read_workbook(path: Path, problems: Problems) -> Iterator[tuple[str, Rows]]:
    """Yield the title and the rows of every sheet; raises FolderRefused for what is no workbook.

    A formula or an error value is a problem: the file says what to compute, not what is so.
    """
    # A workbook is a .zip, and may be a bomb as well as one.
    open_archive(path).close()
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            # Sizes a workbook claims for its sheets are not to be trusted.
            sheet.reset_dimensions()
            yield sheet.title, list(_rows(sheet, problems))
    except FolderRefused:
        raise
    except Exception:  # openpyxl raises whatever a damaged part happens to break
        raise FolderRefused(_("%(path)s cannot be read as a workbook.") % {"path": path}) from None
    book.close()


def _rows(sheet: Any, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    header: list[str] = []
    read = 0
    for line, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW), start=1):
        read += len(cells)
        if read > MOST_CELLS:
            said = _("%(title)s has more cells than a mission fills.")
            raise FolderRefused(said % {"title": sheet.title})
        if not any(cell.value is not None for cell in cells):
            continue
        texts = [_text(cell) for cell in cells]
        for position, cell in enumerate(cells):
            if cell.data_type in ("f", "e"):
                column = header[position] if position < len(header) else ""
                _refuse(
                    sheet.title, line, column or get_column_letter(position + 1), cell, problems
                )
        header = header or texts
        yield line, texts


def _refuse(title: str, line: int, column: str, cell: Any, problems: Problems) -> None:
    found = _("a formula") if cell.data_type == "f" else str(cell.value)
    problems.add(_("sheet %(title)s") % {"title": title}, line, column, found, _("a value"))


def _text(cell: Any) -> str:
    """Return a cell as it would stand in a CSV file."""
    value = cell.value
    if value is None or cell.data_type in ("f", "e"):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | time | date | timedelta):
        return _time_text(value)
    return tidy(str(value))


def _time_text(value: datetime | time | date | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime):
        # A workbook counts in fractions of days, so a second may come as 59.9999.
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat()
