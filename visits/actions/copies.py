"""Deciding what becomes of a copy that was kept beside a visit.

The secretariat takes it as a revision or leaves it aside; the visit's team merges it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from missions import audit
from missions.models import Account, Mission
from missions.rules import NotAllowed
from observers.models import Team
from visits import rules
from visits.actions.intake import Arrival, Receipt, follow, take_in_visit
from visits.actions.standing import mark_waiting, read_again, urgent_answers
from visits.copies_beside import merge_of
from visits.flags import Flag
from visits.models import CopyDecision, Source, Visit, VisitConflict, VisitRevision
from visits.payload import build_payload, told_answer, told_answers


def _locked(copy: VisitConflict) -> VisitConflict:
    # The mission first, as an import does: the other order round, the two wait for each other.
    Mission.objects.select_for_update(no_key=True).get(visits=copy.visit_id)
    visits = Visit.objects.select_for_update(of=("self",)).select_related("mission", "team")
    visit = visits.get(pk=copy.visit_id)
    copy = visit.conflicts.select_related("account").get(pk=copy.pk)
    copy.visit = visit
    return copy


@transaction.atomic
def adopt_copy(copy: VisitConflict, *, by: Account) -> VisitRevision:
    """Take a copy as the next revision of its visit, which waits for review, and return it.

    The bytes, the way they came, when and from whom stay as they were. Raises NotAllowed.
    """
    copy = _locked(copy)
    rules.check_can_decide_copy(copy, by)
    revision = follow(_arrival(copy), copy.visit)
    _resolve(copy, CopyDecision.ADOPTED, by)
    _audit(copy, by, {"revision": revision.number})
    return revision


def _arrival(copy: VisitConflict) -> Arrival:
    return Arrival(
        reading=read_again(copy),
        payload=bytes(copy.payload),
        sha256=copy.sha256,
        by=copy.account,
        source=Source(copy.source),
        received_at=copy.received_at,
        code=copy.visit.code,
        clock_off=copy.clock_off,
    )


@transaction.atomic
def leave_copy(copy: VisitConflict, *, note: str, by: Account) -> VisitConflict:
    """Leave a copy aside, with a note why, and return it. Raises NotAllowed.

    Not where it holds an urgent answer that the visit lacks: that takes two people.
    """
    copy = _locked(copy)
    rules.check_can_decide_copy(copy, by)
    if not note.strip():
        raise NotAllowed(rules.COPY_WITHOUT_NOTE)
    if copy.urgent and not urgent_answers(copy) <= _told(copy.visit):
        raise NotAllowed(rules.COPY_URGENT)
    _resolve(copy, CopyDecision.LEFT, by, note.strip())
    mark_waiting(copy.visit)
    copy.visit.save(update_fields=["awaits_review", "urgent_waits"])
    _audit(copy, by, {})
    return copy


@transaction.atomic
def merge_copy(
    copy: VisitConflict, *, parent: str, chosen: Mapping[str, str], team: Team, by: Account
) -> Receipt:
    """Send what the team chose of a copy and the revision `parent`, and return the receipt.

    It comes in by the one intake: the next revision, or a copy of its own where another one came
    meanwhile, with all that was chosen. The copy stays, merged. Raises NotAllowed.
    """
    copy = _locked(copy)
    rules.check_can_merge(copy, team)
    shown = copy.visit.revisions.filter(sha256=parent).first()
    if shown is None:
        raise NotAllowed(rules.COPY_DECIDED)
    merge = merge_of(copy, shown)
    if merge.undecided(chosen):
        raise NotAllowed(rules.CHOOSE_EACH)
    keys = merge.merged(chosen) | {"parent": parent, "mission": copy.visit.mission.slug}
    receipt = take_in_visit(
        build_payload(**keys),
        mission=copy.visit.mission,
        by=by,
        source=Source.FORM,
        team=team,
        uuid=copy.visit.uuid,
        flags=_left_out(copy, keys),
        # Of two copies merged with one revision, the second does not undo the first.
        may_replace_own=False,
    )
    _resolve(copy, CopyDecision.MERGED, by)
    copy.visit.refresh_from_db()
    mark_waiting(copy.visit)
    copy.visit.save(update_fields=["awaits_review", "urgent_waits"])
    _audit(copy, by, {"revision": receipt.revision, "merged": receipt.sha256})
    return receipt


def _left_out(copy: VisitConflict, keys: dict[str, Any]) -> set[Flag]:
    """Return the flag for the reviewer where an urgent answer of the copy was not chosen."""
    if not copy.urgent:
        return set()
    answers = told_answers(keys)
    lost = [
        code
        for code, value in urgent_answers(copy)
        if value not in told_answer(answers.get(code))[0].split(";")
    ]
    return {Flag.URGENT_MERGED_AWAY} if lost else set()


def _told(visit: Visit) -> set[tuple[str, str]]:
    """Return the urgent answers of the revision that came last."""
    return urgent_answers(visit.revisions.get(number=visit.latest_revision))


def _resolve(copy: VisitConflict, decision: CopyDecision, by: Account, note: str = "") -> None:
    copy.decision, copy.note = decision, note
    copy.resolved_at, copy.resolved_by = timezone.now(), by
    copy.save(update_fields=["decision", "note", "resolved_at", "resolved_by"])


def _audit(copy: VisitConflict, by: Account, told: dict[str, object]) -> None:
    mission = copy.visit.mission
    Mission.objects.filter(pk=mission.pk).update(evidence_version=F("evidence_version") + 1)
    audit.record(
        by=by,
        action=f"conflicting copy {copy.decision}",
        record=copy.visit,
        mission=mission,
        changes={**told, "sha256": copy.sha256},
    )
