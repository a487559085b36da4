"""Loading many rows quickly: COPY on PostgreSQL, one prepared INSERT on SQLite."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

CHUNK = 50_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Row = Sequence[Any]


@transaction.atomic
def load(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Store rows of these columns; every other column that needs a value gets its default."""
    names, full = completed(model, columns, rows)
    put = _copy if connection.vendor == "postgresql" else _insert
    put(model._meta.db_table, names, full)
    reset_sequence(model)


def completed(
    model: type[Model], columns: Sequence[str], rows: Iterable[Row]
) -> tuple[list[str], Iterator[Row]]:
    """Return the columns and rows with the defaults of what they leave out."""
    left_out = [
        field
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and not field.primary_key
    ]
    defaults = tuple(plain(field.get_default()) for field in left_out)
    return [*columns, *(field.column for field in left_out)], ((*row, *defaults) for row in rows)


def plain(value: Any) -> Any:
    """Return a value as both databases take it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dict | list):
        return json.dumps(value)
    return int(value) if isinstance(value, bool) else value


def next_number(model: type[Model]) -> int:
    """Return the first primary key that is free above all others."""
    return (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def reset_sequence(model: type[Model]) -> None:
    """Let the database number new rows above those that came with numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _insert(table: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _copy(table: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
    while chunk := list(islice(rows, CHUNK)):
        copy_lines(table, columns, lines(chunk))


def lines(rows: Iterable[Row]) -> str:
    """Return rows in COPY's text format."""
    return "".join("\t".join(map(_text, row)) + "\n" for row in rows)


def copy_lines(table: str, columns: Sequence[str], text: str) -> None:
    """COPY finished lines into a table (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", StringIO(text))


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return str(value).translate(_ESCAPED)
