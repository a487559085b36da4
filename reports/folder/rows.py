"""Understanding the rows of a file: columns, types and required cells, all problems at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from reports.folder.columns import Column, Table
from reports.folder.problems import Problems
from reports.folder.sheets import Sheet
from reports.folder.tables import TABLES


@dataclass(slots=True)
class Row:
    """One row: the values of its cells that are not empty, and where they stand."""

    file: str
    line: int
    values: dict[str, Any]
    # Only mission.csv has a line of its own for each value.
    lines: dict[str, int] = field(default_factory=dict)
    # Columns whose cells could not be read: told already, and never held against other rows.
    unread: set[str] = field(default_factory=set)

    def line_of(self, column: str) -> int:
        """Return the line of a value."""
        return self.lines.get(column, self.line)


def texts_of(table: Table, values: dict[str, Any]) -> dict[str, str]:
    """Return the canonical texts of values that were read."""
    texts = {}
    for name, value in values.items():
        column = table.column(name)
        if column is not None:
            texts[name] = column.cell.write(value)
    return texts


def read_rows(sheet: Sheet, problems: Problems) -> list[Row]:
    """Return the rows of a sheet; what cannot be read is noted in `problems`."""
    table = TABLES[sheet.name]
    rows = [row for row in sheet.rows if _says_something(row[1])]
    if not rows:
        return []
    head_line, head = rows[0]
    columns = _columns(sheet, table, head_line, head, problems)
    read = [_read(sheet, columns, head, line, cells, problems) for line, cells in rows[1:]]
    present = {column.name for position, column in columns}
    missing = [name for name in table.required if name not in present]
    for name in missing:
        problems.add(sheet.label, head_line, name, "", _("this column, which is required"))
    _require(table, [name for name in table.required if name not in missing], read, problems)
    return _unrepeated(table, read, problems)


def _says_something(cells: list[str]) -> bool:
    return any(cell and not cell.isspace() for cell in cells)


def _columns(
    sheet: Sheet, table: Table, line: int, head: list[str], problems: Problems
) -> list[tuple[int, Column]]:
    found: dict[str, tuple[int, Column]] = {}
    for position, cell in enumerate(head):
        name = cell.strip()
        column = table.column(name)
        if name in found:
            problems.add(sheet.label, line, name, name, _("each column once"))
        elif column is not None:
            found[name] = (position, column)
        elif name:
            known = ", ".join(table.by_name)
            expected = _("one of the columns %(known)s, separated by commas") % {"known": known}
            problems.add(sheet.label, line, name, name, expected)
    return list(found.values())


def _read(
    sheet: Sheet,
    columns: list[tuple[int, Column]],
    head: list[str],
    line: int,
    cells: list[str],
    problems: Problems,
) -> Row:
    values: dict[str, Any] = {}
    width = len(cells)
    for position, column in columns:
        text = cells[position] if position < width else ""
        if text and not text.isspace():
            try:
                values[column.name] = column.cell.read(text)
            except ValueError as expected:
                values[column.name] = None
                problems.add(sheet.label, line, column.name, text, str(expected))
    if width > len(head) or not all(head):
        _refuse_surplus(sheet, head, line, cells, problems)
    return Row(sheet.label, line, values)


def _refuse_surplus(
    sheet: Sheet, head: list[str], line: int, cells: list[str], problems: Problems
) -> None:
    """Refuse what stands under no column name: a row with a comma too many, most often."""
    for position, text in enumerate(cells):
        if text.strip() and not (position < len(head) and head[position].strip()):
            expected = _("as many cells as there are columns (%(count)d)") % {"count": len(head)}
            problems.add(sheet.label, line, "", text, expected)


def _require(table: Table, names: Iterable[str], rows: Iterable[Row], problems: Problems) -> None:
    for row in rows:
        for name in names:
            if name not in row.values:
                expected = _("a value, which is required")
                problems.add(row.file, row.line_of(name), name, "", expected)


def _unrepeated(table: Table, rows: list[Row], problems: Problems) -> list[Row]:
    """Return the rows whose keys are whole; a key that was there before is a problem."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if any(row.values.get(name) is None for name in table.key):
            continue
        key = table.key_of(row.values)
        if key in first:
            expected = _("each only once; it stands in line %(line)d already") % {
                "line": first[key].line
            }
            problems.add(row.file, row.line, ", ".join(table.key), ", ".join(key), expected)
        else:
            first[key] = row
    return list(first.values())


def read_mission(sheet: Sheet | None, problems: Problems) -> Row | None:
    """Return mission.csv, which has a line for each detail, as one row; None where none is."""
    rows = [row for row in sheet.rows if _says_something(row[1])] if sheet else []
    if sheet is None or not rows:
        problems.say(_("There is no mission.csv, or it is empty; it must name the mission."))
        return None
    if [cell.strip() for cell in rows[0][1]][:2] != ["key", "value"]:
        found = ",".join(rows[0][1])
        problems.add(sheet.label, rows[0][0], "", found, _("the columns key,value"))
        return None
    row = Row(sheet.label, 0, {})
    for line, cells in rows[1:]:
        _read_detail(row, line, (cells + [""])[:2], problems)
    _require(TABLES["mission"], TABLES["mission"].required, [row], problems)
    return row


def _read_detail(row: Row, line: int, cells: list[str], problems: Problems) -> None:
    name, text = cells[0].strip(), cells[1]
    column = TABLES["mission"].column(name)
    if column is None:
        known = ", ".join(TABLES["mission"].by_name)
        problems.add(row.file, line, "key", name, _("one of %(known)s") % {"known": known})
    elif name in row.lines:
        problems.add(row.file, line, name, text, _("each key only once"))
    else:
        row.lines[name] = line
        if text and not text.isspace():
            try:
                row.values[name] = column.cell.read(text)
            except ValueError as expected:
                row.values[name] = None
                problems.add(row.file, line, name, text, str(expected))
