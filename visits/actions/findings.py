"""Logging findings and deciding on them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from missions import audit
from missions.models import Account, Mission
from visits import rules
from visits.actions.finding_proposals import locked, waits_for_a_second
from visits.definition import FormDefinition
from visits.finding_payload import told_fields
from visits.flags import Flag
from visits.form_versions import definition_of
from visits.models import Finding, FindingState, Visit
from visits.payload import load_payload, told_findings
from visits.reading import Reading, readable_finding


def take_in_findings(
    visit: Visit, reading: Reading, by: Account | str | None, received_at: datetime
) -> set[str]:
    """Log the findings that came with a visit, each once, and return the flags they give it.

    Those unreadable are flagged already. An entry without an id only says that a finding is on
    its way by itself.
    """
    form, flags = definition_of(reading.version), set[str]()
    for told in reading.findings:
        if told.get("id") and readable_finding(told):
            flags |= _take_in(visit, _by_form(told, form), by, received_at)
    return flags


def _by_form(told: dict[str, Any], form: FormDefinition) -> dict[str, Any]:
    """Return a finding with its question's theme; a question of another stage is left out."""
    question = told.get("question")
    if question in form.codes:
        theme = form.question(str(question)).theme
        return {**told, "theme": told.get("theme") or theme}
    return {**told, "question": ""}


def _take_in(
    visit: Visit, told: dict[str, Any], by: Account | str | None, received_at: datetime
) -> set[str]:
    uuid, fields = UUID(str(told["id"])), told_fields(told)
    known = Finding.objects.filter(uuid=uuid).first()
    if known is None:
        known = log_finding(uuid=uuid, visit=visit, by=by, received_at=received_at, **fields)
    if known.visit_id != visit.pk:
        # Whose it is, and that it is there at all, is nothing to tell.
        return {Flag.FINDING_ELSEWHERE}
    return set() if _revise(known, fields, by) else {Flag.FINDING_CHANGED_LATE}


def flags_of_withdrawn(visit: Visit, reading: Reading) -> set[str]:
    """Return the flag of a visit that no longer tells a finding it told in an earlier revision."""
    left = set(visit.findings.values_list("uuid", flat=True)) - _numbers(reading.findings)
    if not left:
        return set()
    sent = (load_payload(bytes(revision.payload)) for revision in visit.revisions.all())
    withdrawn = any(left & _numbers(told_findings(raw)) for raw in sent)
    return {Flag.FINDING_WITHDRAWN} if withdrawn else set()


def _numbers(findings: list[Any]) -> set[UUID]:
    readable = (each for each in findings if isinstance(each, dict) and readable_finding(each))
    return {UUID(str(each["id"])) for each in readable}


@transaction.atomic
def log_finding(
    *,
    uuid: UUID,
    by: Account | str | None,
    received_at: datetime,
    visit: Visit | None = None,
    mission: Mission | None = None,
    **fields: Any,
) -> Finding:
    """Store a finding once and return it; the same id again returns the stored one."""
    finding = Finding(uuid=uuid, received_at=received_at, **fields)
    if visit is not None:
        finding.visit, finding.station, finding.area = visit, visit.station, visit.area
        finding.team, finding.stage = visit.team, visit.stage
        finding.occurred_at = visit.arrived_at
    # A finding without a visit comes with its mission.
    finding.mission = visit.mission if visit else mission  # type: ignore[assignment]
    finding.account = by if isinstance(by, Account) else None
    known = _insert(finding)
    if known is not None:
        return known
    audit.record(by=by, action="finding logged", record=finding, mission=finding.mission)
    return finding


def _insert(finding: Finding) -> Finding | None:
    """Insert a finding under a code made of its number; return the one there already, if any."""
    finding.code = f"f{finding.uuid.hex[:12]}"
    try:
        with transaction.atomic():
            finding.save(force_insert=True)
    except IntegrityError:
        known = Finding.objects.filter(uuid=finding.uuid).first()
        if known is None:
            # Numbers that begin with the time begin alike within a moment: the whole number then.
            finding.code = f"f{finding.uuid.hex}"
            finding.save(force_insert=True)
        return known
    return None


@transaction.atomic
def _revise(finding: Finding, fields: dict[str, Any], by: Account | str | None) -> bool:
    """Write what is told otherwise; False where the secretariat has come further meanwhile."""
    # Locked and read again: a decision made since it was read must find what it decided on.
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    # What the secretariat has worded otherwise is compared as it was told.
    before = {name: finding.told.get(name, getattr(finding, name)) for name in fields}
    changed = {name: [old, fields[name]] for name, old in before.items() if old != fields[name]}
    if not changed:
        return True
    if finding.state != FindingState.NEW or finding.told:
        return False
    for name in changed:
        setattr(finding, name, fields[name])
    finding.save(update_fields=list(changed))
    audit.record(
        by=by,
        action="finding revised",
        record=finding,
        mission=finding.mission,
        changes=changed,
    )
    return True


@transaction.atomic
def decide_finding(
    finding: Finding,
    *,
    state: str,
    by: Account,
    duplicate_of: Finding | None = None,
    shown: str | None = None,
) -> Finding:
    """Set how far the secretariat has come with a finding and return it.

    A confirmed grave one is taken back by two people: the first one's word is kept as `proposed`.
    `shown` is what the page said it had shown (`finding_as_shown`); None where none was read.
    Raises NotAllowed where the person is of the team that logged it, the finding is no longer what
    was shown, or a duplicate names no finding that stays.
    """
    finding = locked(finding)
    rules.check_can_decide_finding(finding, by)
    rules.check_as_shown(finding, shown)
    rules.check_no_objection(finding, by)
    other = Finding.objects.get(pk=duplicate_of.pk) if duplicate_of else None
    rules.check_duplicate(finding, state, other)
    wanted = {"state": str(state), "duplicate_of": other.code if other else ""}
    if waits_for_a_second(finding, wanted, by):
        return finding
    changes = {"state": [finding.state, state]}
    if other or finding.duplicate_of:
        changes["duplicate_of"] = [str(finding.duplicate_of or ""), str(other or "")]
    finding.state, finding.duplicate_of = state, other
    finding.proposed, finding.proposed_by = {}, None
    finding.save(update_fields=["state", "duplicate_of", "proposed", "proposed_by"])
    mission = Mission.objects.filter(pk=finding.mission_id)
    mission.update(evidence_version=F("evidence_version") + 1)
    audit.record(
        by=by,
        action="finding decided",
        record=finding,
        mission=finding.mission,
        changes=changes,
    )
    return finding
