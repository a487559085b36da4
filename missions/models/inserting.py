"""Inserting records with statements that are made once.

Django composes the SQL of every INSERT anew and prepares value by value; for the two dozen rows
of one visit that takes longer than the database does. Defaults, constraints and what is stored
are the same; no signal is sent (the project has none).
"""

from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model

# What every SQLite takes in one statement.
MOST_VALUES = 999
# What would end a value or a line of COPY, or begin an escape.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


@lru_cache(maxsize=64)
def _statement(model: type[Model]) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    """Return a model's INSERT and the fields whose values it takes: all but the number."""
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Table and columns are the model's own; every value is a parameter.
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', fields  # nosec B608


def _values(record: Model, fields: Sequence["Field[Any, Any]"]) -> list[Any]:
    values = (getattr(record, field.attname) for field in fields)
    return [
        # Plain values are stored as they are; dates, numbers, JSON and bytes each in their way.
        value
        if value is None or type(value) in (str, int, bool)
        else field.get_db_prep_save(value, connection)
        for value, field in zip(values, fields, strict=True)
    ]


def insert(record: Model, *, unless_there: bool = False) -> bool:
    """Insert a record, give it its number, and return whether it was inserted.

    `unless_there`: False where a stored record has one of its unique values, and nothing is
    undone; a transaction that is storing one is waited for. Without it that raises
    IntegrityError, as any other constraint does.
    """
    statement, fields = _statement(type(record))
    if unless_there:
        statement += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(f'{statement} RETURNING "{record._meta.pk.column}"', _values(record, fields))
        returned = cursor.fetchone()
    if returned is None:
        return False
    record.pk, record._state.adding, record._state.db = returned[0], False, connection.alias
    return True


def insert_all(records: Sequence[Model]) -> None:
    """Insert records of one model; they are not given their numbers.

    Their values are plain: texts, numbers, times, yes and no; no JSON and no bytes.
    """
    if records:
        put = _copy if connection.vendor == "postgresql" else _insert_together
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            put(cursor, records)


def _insert_together(cursor: Any, records: Sequence[Model]) -> None:
    statement, fields = _statement(type(records[0]))
    head, row = statement.split(" VALUES ")
    batch = MOST_VALUES // len(fields)
    for first in range(0, len(records), batch):
        part = records[first : first + batch]
        values = [value for record in part for value in _values(record, fields)]
        cursor.execute(f"{head} VALUES {', '.join([row] * len(part))}", values)


def _copy(cursor: Any, records: Sequence[Model]) -> None:
    """COPY the records: PostgreSQL then has no long statement to read and to plan."""
    _insert, fields = _statement(type(records[0]))
    names = ", ".join(f'"{field.column}"' for field in fields)
    values_of = attrgetter(*(field.attname for field in fields))
    lines = "\n".join(["\t".join(map(_text, values_of(record))) for record in records])
    with connection.wrap_database_errors:
        table = records[0]._meta.db_table
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', StringIO(lines))


def _text(value: Any) -> str:
    """Return a plain value as a line of COPY has it."""
    if isinstance(value, str):
        # Most of them are empty.
        return str(value).translate(_ESCAPED) if value else ""
    return "\\N" if value is None else str(value)
