"""Queries that are composed once and then only run.

Composing the SQL of a queryset takes Django several times what a database needs to answer it.
Where a request asks many small questions, as the intake of a visit does, that is most of its time.
"""

from collections.abc import Callable
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
        self._columns: list[tuple[str, list[Any], Any]] = []

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
            self._columns = self._columns or _columns(model, cursor.description)
            return [self._record(model, row) for row in cursor.fetchall()]

    def first(self, **given: Any) -> Found | None:
        """Run the query with these values and return its first record, if there is one."""
        return next(iter(self.all(**given)), None)

    def _record(self, model: type[Found], row: tuple[Any, ...]) -> Found:
        stored: dict[str, Any] = {}
        told: dict[str, Any] = {}
        for (name, converters, field), value in zip(self._columns, row, strict=True):
            for convert in converters:
                value = convert(value, field, connection)
            (told if field is None else stored)[name] = value
        record = model.from_db(connection.alias, stored.keys(), stored.values())
        record.__dict__.update(told)
        return record


def _columns(model: type[Model], description: Any) -> list[tuple[str, list[Any], Any]]:
    """Return for each column its attribute, what turns its values into Python's, and its field.

    What is annotated has no field.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    columns: list[tuple[str, list[Any], Any]] = []
    for name, *_rest in description:
        field = fields.get(name)
        if field is None:
            columns.append((name, [], None))
        else:
            column = field.get_col(model._meta.db_table)
            converters = connection.ops.get_db_converters(column)
            columns.append(
                (field.attname, converters + field.get_db_converters(connection), column)
            )
    return columns


def _stored(value: Any) -> Any:
    """Return a value as the database takes it; SQLite has no times of its own."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
