"""Rows of a list as a file: CSV, or a workbook of one sheet."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

# The format's name, and what the browser is told of it.
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a cell of a workbook holds at most.
LONGEST_TEXT = 32_767
# A cell that begins so is taken for a formula by who opens the file in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def list_file(
    rows: Sequence[Sequence[Any]], *, stem: str, title: str, format_name: str
) -> HttpResponse:
    """Return the download of rows, the first of which are the headings."""
    write = {"csv": _csv, "xlsx": _workbook}[format_name]
    response = HttpResponse(write(rows, title), content_type=FILES[format_name])
    filename = f"{slugify(stem) or 'list'}.{format_name}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def plain(value: Any) -> Any:
    """Return a value as a file holds it: local times without a zone, text that is no formula."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date | time):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))


def _csv(rows: Sequence[Sequence[Any]], title: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_csv_cell(plain(value)) for value in row])
    # The mark at the start is how spreadsheets know UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _workbook(rows: Sequence[Sequence[Any]], title: str) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, plain(value), heading=number == 0) for value in row])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _sheet_title(title: str) -> str:
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return kept[:31].strip() or "list"


def _cell(sheet: Any, value: Any, *, heading: bool) -> WriteOnlyCell:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        cut = _(" … (cut here; the CSV file has it whole)")
        value = value[: LONGEST_TEXT - len(cut)] + cut
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    if heading:
        cell.font = Font(bold=True)
    return cell
