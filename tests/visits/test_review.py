"""A review belongs to a revision; a verified one keeps counting while its successor waits."""

import pytest
from django.db import IntegrityError, transaction

from missions.enumerations import Role
from missions.models import AuditRecord, Membership
from missions.rules import NotAllowed
from tests.factories import ReviewFactory, VisitFactory
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    answers_of,
    changed,
    enter,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import record_imported_review, return_visit, set_aside_visit, verify_visit
from visits.models import Review, ReviewDecision, Source, Visit, VisitState

pytestmark = pytest.mark.django_db


def verified(payload, cast, **how):
    receipt = send(payload, cast, **how)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    return receipt


def evidence_version(cast) -> int:
    cast.mission.refresh_from_db()
    return cast.mission.evidence_version


def test_a_verified_visit_counts(cast):
    receipt = verified(a_visit(), cast)
    visit = stored(receipt)
    assert visit.state == VisitState.VERIFIED
    assert not visit.awaits_review
    assert list(Visit.objects.verified()) == [visit]


def test_a_review_says_who_decided_what_on_which_revision(cast):
    receipt = send(a_visit(), cast)
    verify_visit(revision_of(receipt), by=cast.secretariat, note="Called the team.")
    review = Review.objects.get()
    assert review.revision == revision_of(receipt)
    assert (review.decision, review.note) == (ReviewDecision.VERIFIED, "Called the team.")
    assert (review.account, review.reviewed_by) == (cast.secretariat, "Secretariat")


def test_a_review_is_audited_with_the_state_before_and_after(cast):
    receipt = send(a_visit(), cast)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    told = AuditRecord.objects.latest("pk")
    assert (told.action, told.account_id) == ("visit verified", cast.secretariat.pk)
    assert told.changes == {"state": ["submitted", "verified"], "revision": 1}


def test_review_moves_the_evidence_version_and_intake_does_not(cast):
    receipt = send(a_visit(), cast)
    assert evidence_version(cast) == 0
    verify_visit(revision_of(receipt), by=cast.secretariat)
    assert evidence_version(cast) == 1


def test_a_successor_of_a_verified_revision_waits_while_the_verified_one_counts(cast):
    payload = a_visit()
    first = verified(payload, cast)
    send(following(first, payload, answers=URGENT_ANSWERS, comments="Wait!"), cast)
    visit = stored(first)
    assert (visit.state, visit.awaits_review) == (VisitState.VERIFIED, True)
    assert (visit.standing_revision, visit.latest_revision) == (1, 2)
    assert answers_of(visit)["voting.interference"] == ["no"]
    assert visit.comments == ""
    assert list(Visit.objects.waiting()) == [visit]


def test_an_urgent_successor_is_known_to_wait(cast):
    payload = a_visit()
    first = verified(payload, cast)
    assert not stored(first).urgent_waits
    second = send(following(first, payload, answers=URGENT_ANSWERS), cast)
    assert stored(first).urgent_waits
    verify_visit(revision_of(second), by=cast.secretariat)
    assert not stored(first).urgent_waits


def test_once_the_successor_is_verified_it_is_the_one_that_counts(cast):
    payload = a_visit()
    first = verified(payload, cast)
    second = send(following(first, payload, answers=URGENT_ANSWERS), cast)
    verify_visit(revision_of(second), by=cast.secretariat)
    visit = stored(first)
    assert (visit.state, visit.awaits_review) == (VisitState.VERIFIED, False)
    assert visit.standing_revision == 2
    assert answers_of(visit) == {"voting.interference": ["yes"]}
    assert visit.urgent


@pytest.mark.parametrize("decision", ["returned", "set aside"])
def test_a_successor_that_is_not_accepted_leaves_the_verified_one_counting(cast, decision):
    payload = a_visit()
    first = verified(payload, cast)
    second = revision_of(send(following(first, payload, comments="No."), cast))
    if decision == "returned":
        return_visit(second, question="Why?", by=cast.secretariat)
    else:
        set_aside_visit(second, reason="duplicate", by=cast.secretariat)
    visit = stored(first)
    assert (visit.state, visit.awaits_review) == (VisitState.VERIFIED, False)
    assert (visit.standing_revision, visit.comments) == (1, "")


def test_a_visit_returned_with_a_question_does_not_count_and_waits_for_its_team(cast):
    receipt = send(a_visit(), cast)
    return_visit(revision_of(receipt), question="Which door was it?", by=cast.secretariat)
    visit = stored(receipt)
    assert (visit.state, visit.awaits_review) == (VisitState.RETURNED, False)
    assert Review.objects.get().note == "Which door was it?"


def test_a_returned_visit_that_comes_again_waits_for_review_again(cast):
    payload = a_visit()
    first = send(payload, cast)
    return_visit(revision_of(first), question="Which door?", by=cast.secretariat)
    second = send(following(first, payload, comments="The side door."), cast)
    visit = stored(first)
    assert (visit.state, visit.awaits_review) == (VisitState.SUBMITTED, True)
    assert (visit.standing_revision, visit.comments) == (2, "The side door.")
    verify_visit(revision_of(second), by=cast.secretariat)
    assert stored(first).state == VisitState.VERIFIED


@pytest.mark.parametrize("question", ["", "  \n"])
def test_a_visit_is_returned_with_a_question_or_not_at_all(cast, question):
    receipt = send(a_visit(), cast)
    with pytest.raises(NotAllowed, match="question"):
        return_visit(revision_of(receipt), question=question, by=cast.secretariat)
    assert not Review.objects.exists()


def test_a_revision_that_has_a_newer_one_after_it_is_not_decided_on(cast):
    payload = a_visit()
    first = send(payload, cast)
    send(following(first, payload, comments="More."), cast)
    with pytest.raises(NotAllowed, match="newer revision"):
        verify_visit(revision_of(first), by=cast.secretariat)


def test_a_verified_visit_can_still_be_returned(cast):
    receipt = verified(a_visit(), cast)
    return_visit(revision_of(receipt), question="Are you sure?", by=cast.secretariat)
    assert stored(receipt).state == VisitState.RETURNED


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.HEAD_OF_MISSION])
def test_nobody_reviews_their_own_teams_visit_whatever_else_they_are(cast, role):
    Membership.objects.filter(account=cast.observer).update(role=role)
    revision = revision_of(send(a_visit(), cast))
    acts = [
        lambda: verify_visit(revision, by=cast.observer),
        lambda: return_visit(revision, question="Why?", by=cast.observer),
        lambda: set_aside_visit(revision, reason="duplicate", by=cast.observer),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="somebody else reviews it"):
            act()
    assert not Review.objects.exists()


def test_a_conflicting_copy_does_not_disturb_a_verified_visit(cast):
    payload = a_visit()
    first = verified(payload, cast)
    assert send(changed(payload, comments="Other."), cast).outcome == "conflict"
    visit = stored(first)
    assert (visit.state, visit.awaits_review, visit.comments) == (VisitState.VERIFIED, True, "")


def test_a_successor_at_a_station_not_listed_cannot_take_the_place_of_a_listed_one(cast):
    payload = a_visit()
    first = verified(payload, cast)
    second = send(following(first, payload, station="", station_number="77"), cast)
    with pytest.raises(NotAllowed, match="not listed"):
        verify_visit(revision_of(second), by=cast.secretariat)
    visit = stored(first)
    assert (visit.state, visit.station, visit.standing_revision) == ("verified", cast.station, 1)


def test_a_team_corrected_by_the_secretariat_stays_corrected_once_verified(cast):
    payload = a_visit(station="s1")
    first = verified(payload, cast)
    second = enter(following(first, payload, team="T2"), cast)
    verify_visit(revision_of(second), by=cast.second_secretariat)
    assert stored(first).team == cast.south_team


def test_no_unlisted_station_is_verified_past_the_rules(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(station=None, state=VisitState.VERIFIED)


def test_setting_aside_has_a_reason_past_the_rules_too(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory(decision=ReviewDecision.SET_ASIDE, reason="")


class TestImported:
    """A mission folder brings decisions made elsewhere."""

    def take_in(self, cast, **told):
        told = {"station": "n1", **told}
        return send(a_visit(**told), cast, by="import", source=Source.IMPORT, team=None)

    def test_a_state_is_kept_as_written_with_who_and_why(self, cast):
        receipt = self.take_in(cast)
        record_imported_review(
            revision_of(receipt), state="set_aside", by="import", reviewed_by="A. Analyst"
        )
        review = Review.objects.get()
        assert stored(receipt).state == VisitState.SET_ASIDE
        assert (review.reason, review.note) == ("imported", "imported, no reason given")
        assert (review.account, review.reviewed_by) == (None, "A. Analyst")

    @pytest.mark.parametrize("state", ["submitted", "returned"])
    def test_an_import_never_moves_a_review_back(self, cast, state):
        receipt = self.take_in(cast)
        verify_visit(revision_of(receipt), by=cast.secretariat)
        record_imported_review(revision_of(receipt), state=state, by="import")
        assert stored(receipt).state == VisitState.VERIFIED

    def test_importing_the_same_state_again_adds_no_review(self, cast):
        revision = revision_of(self.take_in(cast))
        record_imported_review(revision, state="verified", by="import")
        assert record_imported_review(revision, state="verified", by="import") is None
        assert Review.objects.count() == 1

    def test_a_visit_at_a_station_not_listed_comes_in_as_submitted(self, cast):
        receipt = self.take_in(cast, station="", station_number="77")
        record_imported_review(revision_of(receipt), state="verified", by="import")
        assert stored(receipt).state == VisitState.SUBMITTED


def test_a_corrected_visit_imported_as_verified_counts_with_its_correction(cast):
    sent = a_visit()
    first = send(sent, cast, source=Source.IMPORT)
    record_imported_review(revision_of(first), state="verified", by="import")
    again = following(first, sent, answers=URGENT_ANSWERS)
    second = send(again, cast, source=Source.IMPORT)
    record_imported_review(revision_of(second), state="verified", by="import")
    visit = stored(second)
    assert (visit.state, visit.awaits_review, visit.standing_revision) == ("verified", False, 2)
    assert answers_of(visit)["voting.interference"] == ["yes"]
