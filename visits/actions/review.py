"""Reviewing visits: verifying, returning with a question, setting aside."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from missions import audit
from missions.models import Account, Mission
from missions.rules import NotAllowed
from visits import rules
from visits.actions.standing import drops_urgent, settle
from visits.imported_reviews import Verdict, verdict, with_what_is_left_out
from visits.models import (
    PROPOSALS,
    Review,
    ReviewDecision,
    SetAsideReason,
    Visit,
    VisitRevision,
    VisitState,
)

NO_REASON_GIVEN = "imported, no reason given"


def _locked(revision: VisitRevision) -> Visit:
    # The mission first, as an import does: the other order round, the two wait for each other.
    Mission.objects.select_for_update(no_key=True).get(visits=revision.visit_id)
    visits = Visit.objects.select_for_update(of=("self",))
    return visits.select_related("mission", "team").get(pk=revision.visit_id)


@transaction.atomic
def verify_visit(revision: VisitRevision, *, by: Account, note: str = "") -> Review:
    """Verify one revision of a visit: from now on it counts. Raises NotAllowed.

    Where it lacks an urgent answer that was verified, the first person proposes and a second one
    verifies: nobody takes such an answer out of the count alone.
    """
    visit = _locked(revision)
    rules.check_can_verify(visit, revision, by)
    proposed = rules.proposed_by(revision, ReviewDecision.VERIFY_PROPOSED) is not None
    alone = not proposed and drops_urgent(visit, revision)
    decision = ReviewDecision.VERIFY_PROPOSED if alone else ReviewDecision.VERIFIED
    return _decide(visit, revision, by=by, decision=decision, note=note)


@transaction.atomic
def return_visit(revision: VisitRevision, *, question: str, by: Account) -> Review:
    """Return a revision to its team with a question. Raises NotAllowed."""
    visit = _locked(revision)
    rules.check_can_review(visit, revision, by)
    rules.check_no_objection(visit, by)
    if not question.strip():
        raise NotAllowed(rules.NO_QUESTION)
    return _decide(visit, revision, by=by, decision=ReviewDecision.RETURNED, note=question.strip())


@transaction.atomic
def set_aside_visit(revision: VisitRevision, *, reason: str, by: Account, note: str = "") -> Review:
    """Set a revision aside, for a reason of the list. Raises NotAllowed.

    Where it holds an urgent answer, or the visit a confirmed grave finding, the first person
    proposes and a second one sets aside.
    """
    visit = _locked(revision)
    rules.check_can_set_aside(visit, revision, reason, by)
    rules.check_no_objection(visit, by)
    proposed = rules.proposed_by(revision, ReviewDecision.SET_ASIDE_PROPOSED) is not None
    grave = any(rules.is_grave(finding) for finding in visit.findings.all())
    alone = (revision.urgent or grave) and not proposed
    decision = ReviewDecision.SET_ASIDE_PROPOSED if alone else ReviewDecision.SET_ASIDE
    return _decide(visit, revision, by=by, decision=decision, reason=reason, note=note.strip())


def _decide(
    visit: Visit,
    revision: VisitRevision,
    *,
    by: Account,
    decision: ReviewDecision,
    reason: str = "",
    note: str = "",
) -> Review:
    before = visit.state
    review = Review.objects.create(
        revision=revision,
        decision=decision,
        reason=reason,
        note=note,
        account=by,
        reviewed_by=by.name,
    )
    _settle(visit, by, str(decision), {"state": [before], "revision": revision.number})
    return review


def _settle(visit: Visit, by: Account | str | None, action: str, told: dict[str, object]) -> None:
    before = visit.state
    settle(visit)
    mission = Mission.objects.filter(pk=visit.mission_id)
    mission.update(evidence_version=F("evidence_version") + 1)
    changes = {**told, "state": [before, visit.state]}
    audit.record(
        by=by, action=f"visit {action}", record=visit, mission=visit.mission, changes=changes
    )


def _decisions(revision: VisitRevision) -> list[Review]:
    """Return what was decided on just this revision; a newer one may wait beside a verified."""
    return list(revision.reviews.exclude(decision__in=PROPOSALS).order_by("pk"))


@transaction.atomic
def record_imported_review(
    revision: VisitRevision,
    *,
    state: str,
    by: Account | str | None,
    note: str = "",
    reviewed_by: str = "",
    reviewed_at: datetime | None = None,
) -> Review | None:
    """Keep a review as a mission folder has it; None where what was decided here stays.

    The rules of two people and of reasons bind the screens, not what was decided elsewhere; but a
    visit at a station that is not listed stays submitted.
    """
    visit = _locked(revision)
    wanted, made = VisitState(state), _decisions(revision)
    told = {"state": state, "note": note, "reviewed_by": reviewed_by, "reviewed_at": reviewed_at}
    if visit.station_id is None or verdict(made, told) != Verdict.HOLDS:
        return None
    details = with_what_is_left_out(made[-1] if made else None, told)
    needs_note = wanted in (VisitState.RETURNED, VisitState.SET_ASIDE)
    review = Review.objects.create(
        revision=revision,
        decision=wanted.value,
        reason=SetAsideReason.IMPORTED if wanted == VisitState.SET_ASIDE else "",
        note=details["note"] or (NO_REASON_GIVEN if needs_note else ""),
        reviewed_by=details["reviewed_by"],
        reviewed_at=details["reviewed_at"] or timezone.now(),
    )
    _settle(visit, by, str(wanted.value), {"revision": revision.number})
    return review


@transaction.atomic
def correct_arrival(
    revision: VisitRevision, *, received_at: datetime, by: Account | str | None
) -> VisitRevision:
    """Keep when a revision that an import brought was received, as the folder has it now."""
    visit = _locked(revision)
    changes = {"received_at": [revision.received_at, received_at], "revision": revision.number}
    revision.received_at = received_at
    revision.save(update_fields=["received_at"])
    if revision.number == 1:
        visit.received_at = received_at
        visit.save(update_fields=["received_at"])
    audit.record(
        by=by, action="arrival corrected", record=visit, mission=visit.mission, changes=changes
    )
    return revision
