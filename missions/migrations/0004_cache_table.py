"""The table of the cache, which keeps the limits of signing in."""

from django.core.management import call_command
from django.db import migrations

TABLE = "cache"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0003_links_and_contacts'),
    ]

    operations = [migrations.RunPython(make, drop)]
