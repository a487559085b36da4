"""Texts, placements, approvals, sign-offs and publications are only ever added to."""

from django.db import migrations

from missions.models.append_only import append_only

TABLES = (
    "reports_blocktext",
    "reports_blockplacement",
    "reports_approval",
    "reports_signoff",
    "reports_publication",
    "reports_publishedfile",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_statements_under_work")]
    operations = [append_only(*TABLES)]
