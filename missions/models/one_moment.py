"""Reading many tables as they are at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_BEGIN = {
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    # Not IMMEDIATE, as every transaction that writes begins: readers hold nobody up.
    "sqlite": "BEGIN DEFERRED",
}


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all that is read within be of one moment, whatever others store meanwhile.

    Nothing may be written within. In a transaction of the caller's own nothing is begun: who
    decides by what is read there locks the mission first. Not to be nested.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    # SQLite is asked for this once a connection, in a transaction that must not be within this one.
    _known = connection.features.supports_json_field
    _run(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        # Ends it after an error too; there is nothing to keep.
        _run("ROLLBACK")


def _run(statement: str) -> None:
    # Past Django, which knows only transactions that write, and takes these for none.
    with connection.wrap_database_errors:
        cursor = connection.connection.cursor()
        cursor.execute(statement)
        cursor.close()
