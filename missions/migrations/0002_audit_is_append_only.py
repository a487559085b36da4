"""Triggers that refuse to change or delete an audit record or a seal, on both databases.

Emptying a table is refused too (PostgreSQL's TRUNCATE), and so is SQLite's INSERT OR REPLACE, which
deletes the old row without asking the trigger for deletes.
"""

from django.db import migrations

TABLES = ("missions_auditrecord", "missions_auditseal")
REFUSAL = "The audit is append-only: no record is changed or deleted."
REPLACES = {
    "missions_auditrecord": "id = NEW.id",
    "missions_auditseal": "number = NEW.number OR record_id = NEW.record_id",
}

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}';
END
$$ LANGUAGE plpgsql
"""


def _statements(vendor):
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
        for table in TABLES:
            yield (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
            )
            yield (
                f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
            )
    else:
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN "
                    f"SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
            yield (
                # Tables and conditions are this file's own, never anybody's input.
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # nosec B608
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {REPLACES[table]}) BEGIN "
                f"SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _undo(vendor):
    for table in TABLES:
        if vendor == "postgresql":
            for name in ("append_only", "never_emptied"):
                yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
        else:
            for name in ("no_update", "no_delete", "no_replace"):
                yield f"DROP TRIGGER IF EXISTS {table}_{name}"


def protect(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def release(apps, schema_editor):
    for statement in _undo(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
