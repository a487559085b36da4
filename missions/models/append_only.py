"""Triggers that refuse to change or delete what was once written, on both databases."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

REFUSAL = "This table is append-only: nothing in it is changed or deleted."
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION this_table_is_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}';
END
$$ LANGUAGE plpgsql
"""


def protecting(vendor: str, *tables: str) -> Iterator[str]:
    """Yield the statements that make these tables append-only: a row may only be added."""
    if vendor == "postgresql":
        yield _FUNCTION
    for table in tables:
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION this_table_is_append_only()"
            )
            continue
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def releasing(vendor: str, *tables: str) -> Iterator[str]:
    """Yield the statements that undo `protecting`."""
    for table in tables:
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_no_update"
            yield f"DROP TRIGGER IF EXISTS {table}_no_delete"


def append_only(*tables: str) -> migrations.RunPython:
    """Return the migration operation that makes tables append-only."""

    def protect(apps: Any, schema_editor: Any) -> None:
        for statement in protecting(schema_editor.connection.vendor, *tables):
            schema_editor.execute(statement)

    def release(apps: Any, schema_editor: Any) -> None:
        for statement in releasing(schema_editor.connection.vendor, *tables):
            schema_editor.execute(statement)

    return migrations.RunPython(protect, release)
