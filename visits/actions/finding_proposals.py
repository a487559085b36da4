"""Two people for a confirmed grave finding: one proposes to take it back, another agrees."""

from typing import Any

from django.db import transaction

from missions import audit
from missions.models import Account, Mission
from missions.rules import NotAllowed
from visits import rules
from visits.models import Finding

Changes = dict[str, Any]


def locked(finding: Finding) -> Finding:
    """Return a finding as it is stored, held until the act is done."""
    # The mission first, as an import does; no_key: an intake need not wait.
    Mission.objects.select_for_update(no_key=True).get(pk=finding.mission_id)
    findings = Finding.objects.select_for_update(of=("self",)).select_related(
        "mission", "visit", "station", "area", "duplicate_of"
    )
    return findings.get(pk=finding.pk)


def waits_for_a_second(finding: Finding, changes: Changes, by: Account) -> bool:
    """Return whether these changes of a locked finding wait for a second person now.

    The first person's word is kept as a proposal; the second one's, where it is the same, lets
    them through. Raises NotAllowed where the same person says so twice.
    """
    if not rules.takes_two(finding, changes):
        return False
    if finding.proposed == changes:
        rules.check_second_person(finding, by)
        return False
    finding.proposed, finding.proposed_by = changes, by
    _store(finding, by, "finding change proposed", _told(finding, changes))
    return True


@transaction.atomic
def drop_proposal(finding: Finding, *, by: Account, shown: str | None = None) -> Finding:
    """Leave a finding as it is: what was proposed of it is not done.

    `shown` is what the page said it had shown. Raises NotAllowed.
    """
    finding = locked(finding)
    rules.check_can_decide_finding(finding, by)
    if not finding.proposed:
        raise NotAllowed(rules.NOTHING_PROPOSED)
    rules.check_as_shown(finding, shown)
    told = {name: [now, was] for name, (was, now) in _told(finding, finding.proposed).items()}
    finding.proposed, finding.proposed_by = {}, None
    _store(finding, by, "finding proposal dropped", told)
    return finding


def _store(finding: Finding, by: Account, action: str, told: Changes) -> None:
    finding.save(update_fields=["proposed", "proposed_by"])
    audit.record(by=by, action=action, record=finding, mission=finding.mission, changes=told)


def _told(finding: Finding, changes: Changes) -> Changes:
    now = {name: getattr(finding, name) for name in changes if name != "duplicate_of"}
    now["duplicate_of"] = finding.duplicate_of.code if finding.duplicate_of else ""
    return {name: [now[name], value] for name, value in changes.items() if now[name] != value}
