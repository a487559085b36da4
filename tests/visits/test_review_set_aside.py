"""Evidence is set aside for a reason of the list, and an urgent answer by two people."""

import pytest

from missions.rules import NotAllowed
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import set_aside_visit, verify_visit
from visits.models import Review, ReviewDecision, SetAsideReason, VisitState

pytestmark = pytest.mark.django_db

REASONS = [reason.value for reason in SetAsideReason if reason != SetAsideReason.IMPORTED]


@pytest.fixture
def urgent(cast):
    """A revision with an answer marked urgent."""
    return revision_of(send(a_visit(answers=URGENT_ANSWERS), cast))


def decisions() -> list[str]:
    return list(Review.objects.order_by("pk").values_list("decision", flat=True))


@pytest.mark.parametrize("reason", REASONS)
def test_one_person_sets_aside_what_is_not_urgent(cast, reason):
    receipt = send(a_visit(), cast)
    review = set_aside_visit(revision_of(receipt), reason=reason, by=cast.secretariat, note="x")
    assert (review.reason, review.note) == (reason, "x")
    visit = stored(receipt)
    assert (visit.state, visit.awaits_review) == (VisitState.SET_ASIDE, False)


@pytest.mark.parametrize("reason", ["", "inconvenient", "imported", "Duplicate"])
def test_a_reason_that_is_not_on_the_list_sets_nothing_aside(cast, reason):
    revision = revision_of(send(a_visit(), cast))
    with pytest.raises(NotAllowed, match="reason from the list"):
        set_aside_visit(revision, reason=reason, by=cast.secretariat)
    assert decisions() == []


def test_one_person_only_proposes_to_set_an_urgent_answer_aside(cast, urgent):
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    assert decisions() == [ReviewDecision.SET_ASIDE_PROPOSED]
    urgent.visit.refresh_from_db()
    assert urgent.visit.state == VisitState.SUBMITTED
    assert urgent.visit.awaits_review
    assert urgent.visit.urgent_waits


def test_the_same_person_cannot_be_the_second(cast, urgent):
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    with pytest.raises(NotAllowed, match="second person"):
        set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    assert decisions() == [ReviewDecision.SET_ASIDE_PROPOSED]


def test_a_second_person_sets_it_aside(cast, urgent):
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    set_aside_visit(urgent, reason="hearsay", by=cast.head_of_mission)
    urgent.visit.refresh_from_db()
    assert urgent.visit.state == VisitState.SET_ASIDE
    assert not urgent.visit.awaits_review
    assert not urgent.visit.urgent_waits


def test_a_second_person_may_verify_it_instead(cast, urgent):
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    verify_visit(urgent, by=cast.head_of_mission)
    urgent.visit.refresh_from_db()
    assert urgent.visit.state == VisitState.VERIFIED


def test_after_a_verification_setting_aside_begins_anew_with_a_proposal(cast, urgent):
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    verify_visit(urgent, by=cast.head_of_mission)
    set_aside_visit(urgent, reason="hearsay", by=cast.second_secretariat)
    assert decisions()[-1] == ReviewDecision.SET_ASIDE_PROPOSED


def test_one_person_alone_cannot_stop_a_verified_urgent_answer_from_counting(cast, urgent):
    verify_visit(urgent, by=cast.secretariat)
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    urgent.visit.refresh_from_db()
    assert urgent.visit.state == VisitState.VERIFIED
    assert urgent.visit.awaits_review
    set_aside_visit(urgent, reason="hearsay", by=cast.head_of_mission)
    urgent.visit.refresh_from_db()
    assert urgent.visit.state == VisitState.SET_ASIDE


def test_a_proposal_on_one_revision_is_none_on_its_successor(cast):
    payload = a_visit(answers=URGENT_ANSWERS)
    first = send(payload, cast)
    set_aside_visit(revision_of(first), reason="hearsay", by=cast.secretariat)
    second = revision_of(send(following(first, payload, comments="We saw it."), cast))
    set_aside_visit(second, reason="hearsay", by=cast.head_of_mission)
    assert decisions() == [ReviewDecision.SET_ASIDE_PROPOSED] * 2
    assert stored(first).state == VisitState.SUBMITTED


def test_somebody_of_the_team_is_neither_the_first_nor_the_second_person(cast, urgent):
    with pytest.raises(NotAllowed):
        set_aside_visit(urgent, reason="hearsay", by=cast.observer)
    set_aside_visit(urgent, reason="hearsay", by=cast.secretariat)
    with pytest.raises(NotAllowed):
        set_aside_visit(urgent, reason="hearsay", by=cast.observer)


def test_what_was_set_aside_can_be_verified_after_all(cast):
    receipt = send(a_visit(), cast)
    set_aside_visit(revision_of(receipt), reason="duplicate", by=cast.secretariat)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    assert stored(receipt).state == VisitState.VERIFIED
