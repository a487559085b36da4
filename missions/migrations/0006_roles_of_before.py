"""Every role that counts today goes on counting: it was given before anybody was asked."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def mark_as_taken_up(apps: Any, schema_editor: Any) -> None:
    """Mark the roles there are as taken up."""
    memberships = apps.get_model("missions", "Membership").objects.filter(taken_up_at=None)
    memberships.update(taken_up_at=timezone.now(), taken_up_how="before")


class Migration(migrations.Migration):
    dependencies = [("missions", "0005_roles_are_taken_up")]
    operations = [migrations.RunPython(mark_as_taken_up, migrations.RunPython.noop)]
