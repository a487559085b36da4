"""Rows of a list as a file: CSV, or a workbook of one sheet."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, TypeVar

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
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
ROWS_AT_ONCE = 500
# A cell that begins so is taken for a formula by who opens the file in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def list_file(
    rows: Sequence[Sequence[Any]], *, stem: str, title: str, format_name: str
) -> HttpResponse:
    """Return the download of rows, the first of which are the headings."""
    write = {"csv": _csv, "xlsx": _workbook}[format_name]
    response = HttpResponse(write(rows, title), content_type=FILES[format_name])
    return _named(response, stem, format_name)


def streamed_file(
    rows: Iterable[Sequence[Any]], *, stem: str, title: str, format_name: str
) -> HttpResponseBase:
    """Return the download of rows without ever holding all of them; the first are the headings.

    `rows` are read while the file is sent, after the view has returned: what they need of the
    request (its timezone, its language) they bring themselves.
    """
    response: HttpResponseBase
    if format_name == "csv":
        response = StreamingHttpResponse(_csv_parts(rows), content_type=FILES["csv"])
    else:
        response = FileResponse(_workbook_file(rows, title), content_type=FILES["xlsx"])
    return _named(response, stem, format_name)


Response = TypeVar("Response", bound=HttpResponseBase)


def _named(response: Response, stem: str, format_name: str) -> Response:
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


def _csv_parts(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    out = io.StringIO("\ufeff")
    out.seek(1)
    writer = csv.writer(out)
    for number, row in enumerate(rows, 1):
        # Most cells of a wide file are empty: nothing is to be done about those.
        writer.writerow([_csv_cell(plain(value)) if value else value for value in row])
        if number % ROWS_AT_ONCE == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _workbook(rows: Iterable[Sequence[Any]], title: str) -> bytes:
    out = io.BytesIO()
    _write_workbook(rows, title, out)
    return out.getvalue()


def _workbook_file(rows: Iterable[Sequence[Any]], title: str) -> IO[bytes]:
    out = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    _write_workbook(rows, title, out)
    out.seek(0)
    return out


def _write_workbook(rows: Iterable[Sequence[Any]], title: str, out: IO[bytes]) -> None:
    # Written so, the sheet goes to a temporary file row by row.
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        cells = [plain(value) if value else value for value in row]
        sheet.append([_cell(sheet, value, heading=number == 0) for value in cells])
    workbook.save(out)


def _sheet_title(title: str) -> str:
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return kept[:31].strip() or "list"


def _cell(sheet: Any, value: Any, *, heading: bool) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        cut = _(" … (cut here; the CSV file has it whole)")
        value = value[: LONGEST_TEXT - len(cut)] + cut
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    if heading:
        cell.font = Font(bold=True)
    return cell
