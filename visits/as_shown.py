"""What a page showed, as a short hash: who decides on a record decides on just what they read."""

import hashlib
import json
from collections.abc import Iterable

from django.db.models import Model

from visits.models import Finding, Visit

# What says nothing of a finding to who reads it, or never changes. The rest decides.
UNREAD = frozenset(
    {"id", "uuid", "sha256", "mission", "code", "import_digest", "told", "received_at", "account"}
)

# Where a visit counts and as what. Its answers are named by the revision, its reviews by the last.
PLACED = ("station", "area", "team", "stage", "state", "standing_revision", "form_version")


def finding_as_shown(finding: Finding) -> str:
    """Return the hash of what is told of a finding, how far it has come and what is proposed."""
    return _hash(finding, [f.name for f in finding._meta.concrete_fields if f.name not in UNREAD])


def visit_as_shown(visit: Visit) -> str:
    """Return the hash of where a visit counts and as what."""
    return _hash(visit, PLACED)


def _hash(record: Model, names: Iterable[str]) -> str:
    fields = (record._meta.get_field(name) for name in names)
    # mypy counts fields of other models that point here among them.
    said = {field.name: getattr(record, field.attname) for field in fields}  # type: ignore[union-attr]
    written = json.dumps(said, default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
