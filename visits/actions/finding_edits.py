"""What the secretariat writes of a finding: one of its own, or a better wording of a team's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from missions import audit
from missions.models import Account, Mission
from missions.rules import NotAllowed
from visits import rules
from visits.actions.findings import log_finding
from visits.models import Finding


@transaction.atomic
def add_finding(*, mission: Mission, uuid: UUID, by: Account, **fields: Any) -> Finding:
    """Store a finding of the secretariat's own once, however often it is sent, and return it.

    Raises NotAllowed where the page was sent before with something else on it.
    """
    at = timezone.now()
    finding = log_finding(uuid=uuid, by=by, received_at=at, mission=mission, **fields)
    same = all(getattr(finding, name) == value for name, value in fields.items())
    if finding.mission_id != mission.pk or not same:
        raise NotAllowed(rules.ADDED_ALREADY)
    return finding


@transaction.atomic
def edit_finding(finding: Finding, *, by: Account, **fields: Any) -> Finding:
    """Write what the secretariat changes of a finding, and return it.

    What was told first is kept beside, field by field. Raises NotAllowed where the person is of
    the team that logged it, or may not say this otherwise.
    """
    # The mission first, as an import does; no_key: an intake need not wait.
    Mission.objects.select_for_update(no_key=True).get(pk=finding.mission_id)
    findings = Finding.objects.select_for_update(of=("self",)).select_related(
        "mission", "visit", "station", "area"
    )
    finding = findings.get(pk=finding.pk)
    before = {name: getattr(finding, name) for name in fields}
    changed = {name: old for name, old in before.items() if old != fields[name]}
    rules.check_can_edit_finding(finding, {name: fields[name] for name in changed}, by)
    if not changed:
        return finding
    for name, old in changed.items():
        finding.told.setdefault(name, _plain(old))
        setattr(finding, name, fields[name])
    finding.save(update_fields=[*changed, "told"])
    Mission.objects.filter(pk=finding.mission_id).update(evidence_version=F("evidence_version") + 1)
    changes = {name: [_plain(old), _plain(fields[name])] for name, old in changed.items()}
    audit.record(
        by=by, action="finding edited", record=finding, mission=finding.mission, changes=changes
    )
    return finding


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; a station or an area by its code."""
    if isinstance(value, models.Model):
        return getattr(value, "code", str(value.pk))
    return value.isoformat() if isinstance(value, datetime) else value
