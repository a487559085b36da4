"""Queries that are composed once and then only run.

Composing the SQL of a queryset takes Django several times what a database needs to answer it.
Where a request asks many small questions, as the intake of a visit does, that is most of its time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet

Found = TypeVar("Found", bound=Model)


class Given(Expression):
    """Stands in a prepared query for a value that is given each time it runs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Return a place for the value, and this expression as what to put there."""
        return "%s", [self]


class Prepared(Generic[Found]):
    """A queryset, made by `build`, whose SQL is composed when it first runs.

    In `build`, `Given("name")` stands for a value. Related records are not joined in; what is
    annotated becomes an attribute, as the database gives it.
    """

    def __init__(self, build: Callable[[], "QuerySet[Found]"]) -> None:
        self._build = build
        self._columns: _Columns | None = None

    @cached_property
    def _composed(self) -> tuple[type[Found], str, tuple[Any, ...]]:
        rows = self._build()
        return rows.model, *rows.query.sql_with_params()

    def all(self, **given: Any) -> list[Found]:
        """Run the query with these values and return its records."""
        model, sql, places = self._composed
        params = [_stored(given[each.name]) if isinstance(each, Given) else each for each in places]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
            columns = self._columns = self._columns or _columns(model, cursor.description)
        return [_record(model, columns, row) for row in rows]

    def first(self, **given: Any) -> Found | None:
        """Run the query with these values and return its first record, if there is one."""
        return next(iter(self.all(**given)), None)


@dataclass(frozen=True)
class _Columns:
    """What a query returns: the model's fields, then what is annotated.

    `conversions` are the places of the values that Python has in another way, and how.
    """

    fields: tuple[str, ...]
    annotated: tuple[str, ...]
    conversions: tuple[tuple[int, list[Any], Any], ...]


def _columns(model: type[Model], description: Any) -> _Columns:
    known = {field.column: field for field in model._meta.concrete_fields}
    names = [column[0] for column in description]
    fields = [known[name] for name in names if name in known]
    places = [field.get_col(model._meta.db_table) for field in fields]
    converters = [
        connection.ops.get_db_converters(place) + field.get_db_converters(connection)
        for place, field in zip(places, fields, strict=True)
    ]
    return _Columns(
        fields=tuple(field.attname for field in fields),
        annotated=tuple(names[len(fields) :]),
        conversions=tuple((at, each, places[at]) for at, each in enumerate(converters) if each),
    )


def _record(model: type[Found], columns: _Columns, row: tuple[Any, ...]) -> Found:
    values = list(row)
    for at, converters, place in columns.conversions:
        for convert in converters:
            values[at] = convert(values[at], place, connection)
    count = len(columns.fields)
    record = model.from_db(connection.alias, columns.fields, values[:count])
    record.__dict__.update(zip(columns.annotated, values[count:], strict=True))
    return record


def _stored(value: Any) -> Any:
    """Return a value as the database takes it; SQLite has no times of its own."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
