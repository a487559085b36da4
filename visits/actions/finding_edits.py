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
from visits.actions.finding_proposals import locked, waits_for_a_second
from visits.actions.findings import decide_finding, log_finding
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
def edit_finding(
    finding: Finding, *, by: Account, shown: str | None = None, **fields: Any
) -> Finding:
    """Write what the secretariat changes of a finding, and return it.

    What was told first is kept beside, field by field. What makes a confirmed grave one weigh less
    takes two people: of the first one it is kept as `proposed`. `shown` is the finding as it was
    when `fields` were made of it. Raises NotAllowed where it is another one by now, or where the
    person is of the team that logged it or may not say this otherwise.
    """
    finding = locked(finding)
    rules.check_as_shown(finding, shown)
    before = {name: getattr(finding, name) for name in fields}
    changed = {name: old for name, old in before.items() if old != fields[name]}
    rules.check_can_edit_finding(finding, {name: fields[name] for name in changed}, by)
    lighter = {
        name: _plain(fields[name])
        for name in changed
        if rules.takes_two(finding, {name: fields[name]})
    }
    if waits_for_a_second(finding, lighter, by):
        changed = {name: old for name, old in changed.items() if name not in lighter}
    elif all(fields.get(name) == value for name, value in finding.proposed.items()):
        finding.proposed, finding.proposed_by = {}, None
    if not changed:
        return finding
    for name, old in changed.items():
        finding.told.setdefault(name, _plain(old))
        setattr(finding, name, fields[name])
    finding.save(update_fields=[*changed, "told", "proposed", "proposed_by"])
    Mission.objects.filter(pk=finding.mission_id).update(evidence_version=F("evidence_version") + 1)
    changes = {name: [_plain(old), _plain(fields[name])] for name, old in changed.items()}
    audit.record(
        by=by, action="finding edited", record=finding, mission=finding.mission, changes=changes
    )
    return finding


@transaction.atomic
def agree_to_proposal(
    finding: Finding, *, proposed: Any, by: Account, shown: str | None = None
) -> Finding:
    """Do as the second person what somebody proposed of a finding, and return it.

    `proposed` is what the page had shown of that, `shown` of the finding. Raises NotAllowed.
    """
    finding = locked(finding)
    wanted = dict(finding.proposed)
    if not wanted or wanted != proposed:
        raise NotAllowed(rules.NOTHING_PROPOSED)
    rules.check_second_person(finding, by)
    rules.check_as_shown(finding, shown)
    if "state" not in wanted:
        return edit_finding(finding, by=by, **wanted)
    others = Finding.objects.filter(mission=finding.mission_id, code=wanted["duplicate_of"])
    return decide_finding(finding, state=wanted["state"], duplicate_of=others.first(), by=by)


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; a station or an area by its code."""
    if isinstance(value, models.Model):
        return getattr(value, "code", str(value.pk))
    return value.isoformat() if isinstance(value, datetime) else value
