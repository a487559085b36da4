"""What a verified successor replaced never counts again, and urgent answers go by two people."""

import pytest

from missions.rules import NotAllowed
from reports.drafting import draft_statement
from tests.visits.reviewing import decide, page_of, said, text_of
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    answers_of,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import return_visit, set_aside_visit, verify_visit
from visits.models import ReviewDecision, VisitState
from visits.rules import SECOND_TO_VERIFY

pytestmark = pytest.mark.django_db

READY = {"voting.station_ready": {"value": "yes"}}
NOT_READY = {"voting.station_ready": {"value": "no"}}
QUIET = {"voting.interference": {"value": "no"}}


def two(cast, before=READY, after=NOT_READY):
    """A verified revision and a successor that waits: their receipts."""
    payload = a_visit(answers=before)
    one = send(payload, cast)
    verify_visit(revision_of(one), by=cast.secretariat)
    return one, send(following(one, payload, answers=after), cast)


def keys_of_blockers(cast):
    return " ".join(blocker.why for blocker in draft_statement(cast.mission).blockers)


class TestWhatWasReplaced:
    @pytest.fixture
    def replaced(self, cast):
        """A verified visit with a verified successor: the successor's receipt."""
        _one, second = two(cast)
        verify_visit(revision_of(second), by=cast.secretariat)
        return second

    def test_it_does_not_come_back_when_its_successor_is_set_aside(self, cast, replaced):
        set_aside_visit(revision_of(replaced), reason="withdrawn", by=cast.secretariat)
        visit = stored(replaced)
        assert (visit.state, visit.standing_revision) == (VisitState.SET_ASIDE, 2)
        assert answers_of(visit)["voting.station_ready"] == ["no"]

    def test_it_does_not_come_back_when_its_successor_is_returned(self, cast, replaced):
        return_visit(revision_of(replaced), question="Really?", by=cast.secretariat)
        visit = stored(replaced)
        assert (visit.state, visit.standing_revision) == (VisitState.RETURNED, 2)

    def test_the_successor_can_be_verified_again(self, cast, replaced):
        set_aside_visit(revision_of(replaced), reason="withdrawn", by=cast.secretariat)
        verify_visit(revision_of(replaced), by=cast.secretariat)
        assert stored(replaced).state == VisitState.VERIFIED

    def test_a_third_revision_is_shown_when_the_second_no_longer_counts(self, cast, replaced):
        payload = bytes(revision_of(replaced).payload)
        send(following(replaced, payload, comments="Once more."), cast)
        set_aside_visit(revision_of(replaced), reason="withdrawn", by=cast.secretariat)
        visit = stored(replaced)
        assert (visit.state, visit.standing_revision) == (VisitState.SUBMITTED, 3)


class TestWhatThePageSays:
    def test_a_waiting_successor_set_aside_leaves_the_verified_one_counting(self, cast, signed_in):
        one, _second = two(cast)
        client = signed_in(cast.secretariat)
        assert "revision 1 keeps counting" in text_of(page_of(client, stored(one)))
        response = decide(client, stored(one), "set_aside", reason="duplicate")
        assert "Revision 2 of" in said(response)
        assert "Revision 1 keeps counting" in said(response)
        assert stored(one).state == VisitState.VERIFIED

    def test_a_verified_successor_set_aside_does_not_count(self, cast, signed_in):
        one, second = two(cast)
        verify_visit(revision_of(second), by=cast.secretariat)
        client = signed_in(cast.secretariat)
        response = decide(client, stored(one), "set_aside", reason="withdrawn")
        assert "is set aside: it does not count" in said(response)

    @pytest.mark.parametrize("decision", ["return", "set_aside"])
    def test_the_counting_one_decided_on_beside_a_waiting_one_says_which_is_shown(
        self, cast, signed_in, decision
    ):
        one, _second = two(cast)
        told = {"revision": 1, "note": "Why?", "reason": "duplicate"}
        response = decide(signed_in(cast.secretariat), stored(one), decision, **told)
        assert "Revision 2 is shown now; the visit does not count" in said(response)
        assert stored(one).state == VisitState.SUBMITTED


class TestUrgentAnswersTakenBack:
    def test_one_person_only_proposes_to_verify_what_takes_one_back(self, cast):
        one, second = two(cast, URGENT_ANSWERS, QUIET)
        review = verify_visit(revision_of(second), by=cast.secretariat)
        assert review.decision == ReviewDecision.VERIFY_PROPOSED
        visit = stored(one)
        assert (visit.state, visit.standing_revision) == (VisitState.VERIFIED, 1)
        assert visit.awaits_review
        assert answers_of(visit)["voting.interference"] == ["yes"]

    def test_the_same_person_cannot_be_the_second(self, cast):
        _one, second = two(cast, URGENT_ANSWERS, QUIET)
        verify_visit(revision_of(second), by=cast.secretariat)
        with pytest.raises(NotAllowed, match="second person must verify"):
            verify_visit(revision_of(second), by=cast.secretariat)

    def test_a_second_person_verifies_it(self, cast):
        one, second = two(cast, URGENT_ANSWERS, QUIET)
        verify_visit(revision_of(second), by=cast.secretariat)
        verify_visit(revision_of(second), by=cast.second_secretariat)
        visit = stored(one)
        assert (visit.standing_revision, visit.awaits_review) == (2, False)
        assert not visit.urgent_waits

    def test_the_page_says_that_it_takes_two(self, cast, signed_in):
        one, _second = two(cast, URGENT_ANSWERS, QUIET)
        first, other = signed_in(cast.secretariat), signed_in(cast.second_secretariat)
        assert "Propose to verify revision 2" in text_of(page_of(first, stored(one)))
        assert "once a second person agrees" in said(decide(first, stored(one), "verify"))
        assert str(SECOND_TO_VERIFY) in text_of(page_of(first, stored(one)))
        assert "the urgent answer that it takes back" in text_of(page_of(other, stored(one)))
        assert "is verified: it counts" in said(decide(other, stored(one), "verify"))

    @pytest.mark.parametrize(
        ("before", "after"),
        [(QUIET, URGENT_ANSWERS), (URGENT_ANSWERS, {**URGENT_ANSWERS, **READY})],
    )
    def test_one_person_verifies_what_takes_none_back(self, cast, before, after):
        one, second = two(cast, before, after)
        verify_visit(revision_of(second), by=cast.secretariat)
        assert stored(one).standing_revision == 2

    def test_returning_the_verified_one_first_does_not_save_the_second_person(self, cast):
        one, second = two(cast, URGENT_ANSWERS, QUIET)
        return_visit(revision_of(one), question="Sure?", by=cast.secretariat)
        verify_visit(revision_of(second), by=cast.secretariat)
        visit = stored(one)
        assert (visit.state, visit.urgent_waits) == (VisitState.SUBMITTED, True)

    def test_a_returned_verified_urgent_answer_still_stands_in_the_way(self, cast):
        payload = a_visit(answers=URGENT_ANSWERS)
        one = send(payload, cast)
        verify_visit(revision_of(one), by=cast.secretariat)
        assert one.code not in keys_of_blockers(cast)
        return_visit(revision_of(one), question="Sure?", by=cast.secretariat)
        assert stored(one).urgent_waits
        second = send(following(one, payload, answers=QUIET), cast)
        assert stored(one).urgent_waits
        set_aside_visit(revision_of(second), reason="duplicate", by=cast.secretariat)
        visit = stored(one)
        assert (visit.state, visit.standing_revision) == (VisitState.RETURNED, 1)
        assert one.code in keys_of_blockers(cast)
        verify_visit(revision_of(one), by=cast.secretariat)
        assert not stored(one).urgent_waits

    def test_after_two_people_set_it_aside_one_verifies_the_next(self, cast):
        one, second = two(cast, URGENT_ANSWERS, QUIET)
        set_aside_visit(revision_of(one), reason="hearsay", by=cast.secretariat)
        set_aside_visit(revision_of(one), reason="hearsay", by=cast.second_secretariat)
        verify_visit(revision_of(second), by=cast.secretariat)
        assert stored(one).state == VisitState.VERIFIED
