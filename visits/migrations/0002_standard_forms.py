"""After `migrate` alone the four standard forms exist."""

from django.db import migrations

from visits.form_versions import publish_standard_forms


def publish(apps, schema_editor):
    publish_standard_forms(apps.get_model("visits", "FormVersion"))


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
