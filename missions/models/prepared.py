"""Queries that are composed once and then only run.

Composing the SQL of a queryset takes Django several times what a database needs to answer it.
Where a request asks many small questions, as the intake of a visit does, that is most of its time.
PostgreSQL also plans each anew, unless the connection holds it prepared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import count
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

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
        with connection.cursor() as cursor:
            if _may_hold():
                self._run_held(cursor, given)
            else:
                cursor.execute(sql, [_value(each, given) for each in places])
            rows = cursor.fetchall()
            columns = self._columns = self._columns or _columns(model, cursor.description)
        return [_record(model, columns, row) for row in rows]

    def first(self, **given: Any) -> Found | None:
        """Run the query with these values and return its first record, if there is one."""
        return next(iter(self.all(**given)), None)

    def _run_held(self, cursor: Any, given: dict[str, Any]) -> None:
        """Run it by its name, in one errand to PostgreSQL even where it has to prepare it first."""
        # The cursor has just been opened, so there is a connection.
        held = _held.setdefault(connection.connection, {})
        prepare, name = "", held.get(self)
        if name is None:
            query = self._numbered(cursor)
            # Never the same again: the name may stay with the connection though the run then fails.
            # By the query too: where connections are exchanged, no other one must answer to it.
            name = f"query_{sha256(query.encode()).hexdigest()[:16]}_{next(_numbers)}"
            prepare = f"PREPARE {name} AS {query}; "
        # The name is made here; every value is a parameter.
        execute = f"EXECUTE {name}({', '.join(['%s'] * len(self._wanted))})"
        # Whatever fails, it is prepared anew the next time: a column may have another type now.
        held.pop(self, None)
        cursor.execute(prepare + execute, [_stored(given[each]) for each in self._wanted])
        held[self] = name

    @cached_property
    def _wanted(self) -> list[str]:
        """The names of what is given, each once."""
        _model, _sql, places = self._composed
        return list(dict.fromkeys(each.name for each in places if isinstance(each, Given)))

    def _numbered(self, cursor: Any) -> str:
        """Return it with $1, $2, … for what is given; what it always says is written out."""
        # Where the database is SQLite, nothing of PostgreSQL's is loaded.
        from psycopg2.extensions import AsIs

        numbers = {name: AsIs(f"${n}") for n, name in enumerate(self._wanted, 1)}
        _model, sql, places = self._composed
        written = cursor.mogrify(sql, [_value(each, numbers) for each in places]).decode()
        # Composed once more when it is sent: a percent sign of its own must outlast that.
        return str(written.replace("%", "%%"))


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


def _value(place: Any, given: dict[str, Any]) -> Any:
    """Return what stands at a place of a query: what is given, or what it always says."""
    return _stored(given[place.name]) if isinstance(place, Given) else place


def _stored(value: Any) -> Any:
    """Return a value as the database takes it; SQLite has no times of its own."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


# What each connection to PostgreSQL holds prepared, under which name.
_held: WeakKeyDictionary[Any, dict[Prepared[Any], str]] = WeakKeyDictionary()
_numbers = count(1)


def _may_hold() -> bool:
    """Return whether a connection can hold queries; not where a pooler hands it on in between."""
    if connection.vendor != "postgresql":
        return False
    return not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
