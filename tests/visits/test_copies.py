"""A copy kept beside a visit waits until it is decided on."""

import pytest
from django.urls import reverse

from missions.enumerations import Role
from missions.models import AuditRecord
from missions.rules import NotAllowed
from reports.drafting import draft_statement
from tests.visits.log_pages import open_log
from tests.visits.reviewing import listed, page_of, said, text_of, waiting
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    answers_of,
    changed,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import adopt_copy, leave_copy, return_visit, verify_visit
from visits.models import Finding, Visit, VisitState
from visits.payload import payload_sha256
from visits.rules import COPY_DECIDED, COPY_URGENT, COPY_WITHOUT_NOTE, OWN_TEAM

pytestmark = pytest.mark.django_db

FINDING = {"id": "0195a1b2-c3d4-7100-8000-000000000001", "summary": "A man with a list."}


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


def beside(cast, **told):
    """A verified visit with another copy beside it."""
    payload = a_visit()
    receipt = send(payload, cast)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    assert send(changed(payload, **told), cast).outcome == "conflict"
    return stored(receipt)


def post(client, visit, decision, **told):
    """Press a button beside a copy."""
    sha256 = visit.conflicts.get().sha256
    address = reverse("copy_decide", args=["here", visit.uuid, sha256])
    return client.post(address, {"decision": decision, **told})


def evidence_version(cast) -> int:
    cast.mission.refresh_from_db()
    return cast.mission.evidence_version


class TestWaiting:
    def test_a_verified_visit_with_a_copy_waits_and_keeps_counting(self, cast, desk):
        visit = beside(cast, comments="Other.")
        assert (visit.state, visit.awaits_review, visit.comments) == ("verified", True, "")
        assert listed(waiting(desk)) == [visit.code]
        assert "Another copy" in text_of(waiting(desk))

    def test_the_list_is_narrowed_to_visits_with_a_copy(self, cast, desk):
        visit = beside(cast, comments="Other.")
        send(a_visit(), cast)
        assert listed(waiting(desk, state="conflict")) == [visit.code]
        leave_copy(visit.conflicts.get(), note="A test.", by=cast.secretariat)
        assert listed(waiting(desk, state="conflict")) == []

    def test_an_urgent_answer_in_a_copy_stands_in_the_way_of_the_statement(self, cast):
        visit = beside(cast, answers=URGENT_ANSWERS)
        assert visit.urgent_waits
        assert any(visit.code in each.why for each in draft_statement(cast.mission).blockers)

    def test_a_review_does_not_hide_a_copy(self, cast):
        visit = beside(cast, answers=URGENT_ANSWERS)
        return_visit(visit.revisions.get(), question="Which?", by=cast.secretariat)
        verify_visit(visit.revisions.get(), by=cast.secretariat)
        visit.refresh_from_db()
        assert (visit.awaits_review, visit.urgent_waits) == (True, True)

    def test_a_team_is_asked_its_question_though_a_copy_waits(self, cast, signed_in):
        visit = beside(cast, comments="Other.")
        return_visit(visit.revisions.get(), question="Which door?", by=cast.secretariat)
        page = signed_in(cast.observer).get(reverse("station_list", args=["here"]))
        assert "Which door?" in text_of(page)


class TestDeciding:
    def test_the_page_shows_what_differs_and_two_buttons(self, cast, desk, signed_in):
        visit = beside(cast, comments="We came back.")
        shown = text_of(page_of(desk, visit))
        assert "We came back." in shown
        assert "Take this copy as the next revision" in shown
        assert "Leave it aside" in shown
        assert "Leave it aside" not in text_of(page_of(signed_in(cast.observer), visit))

    def test_a_copy_taken_waits_for_review_as_the_next_revision(self, cast, desk):
        visit = beside(cast, answers=URGENT_ANSWERS, findings=[FINDING])
        copy = visit.conflicts.get()
        assert "waits for review" in said(post(desk, visit, "adopted"))
        revision = visit.revisions.get(number=2)
        assert bytes(revision.payload) == bytes(copy.payload)
        assert (revision.sha256, revision.account) == (copy.sha256, cast.observer)
        assert revision.received_at == copy.received_at
        visit.refresh_from_db()
        assert (visit.state, visit.standing_revision, visit.latest_revision) == ("verified", 1, 2)
        assert (visit.awaits_review, visit.urgent_waits) == (True, True)
        assert Finding.objects.get().summary == FINDING["summary"]
        verify_visit(revision, by=cast.second_secretariat)
        visit.refresh_from_db()
        assert (visit.standing_revision, visit.awaits_review) == (2, False)
        assert answers_of(visit)["voting.interference"] == ["yes"]

    def test_a_copy_taken_is_shown_at_once_where_nothing_is_verified(self, cast):
        payload = a_visit()
        receipt = send(payload, cast)
        send(changed(payload, comments="Other."), cast)
        adopt_copy(stored(receipt).conflicts.get(), by=cast.secretariat)
        visit = stored(receipt)
        assert (visit.state, visit.standing_revision) == (VisitState.SUBMITTED, 2)
        assert visit.comments == "Other."

    def test_a_device_that_sends_a_copy_taken_once_more_gets_its_revision(self, cast):
        visit = beside(cast, comments="Other.")
        payload = bytes(visit.conflicts.get().payload)
        adopt_copy(visit.conflicts.get(), by=cast.secretariat)
        again = send(payload, cast)
        assert (again.outcome, again.revision) == ("repeated", 2)
        assert send(following(again, payload, comments="More."), cast).revision == 3

    def test_a_copy_left_aside_no_longer_waits(self, cast, desk):
        visit = beside(cast, comments="Other.")
        assert "is left aside" in said(post(desk, visit, "left", note="An older phone."))
        visit.refresh_from_db()
        assert (visit.state, visit.awaits_review) == (VisitState.VERIFIED, False)
        assert "An older phone." in text_of(page_of(desk, visit))

    def test_a_note_on_a_copy_is_not_shown_to_the_team(self, cast, signed_in):
        visit = beside(cast, comments="Other.")
        leave_copy(visit.conflicts.get(), note="Unreliable.", by=cast.secretariat)
        assert "Unreliable." not in text_of(page_of(signed_in(cast.observer), visit))

    def test_it_is_left_aside_with_a_note_or_not_at_all(self, cast, desk):
        visit = beside(cast, comments="Other.")
        response = post(desk, visit, "left", note=" ")
        assert response.status_code == 409
        assert str(COPY_WITHOUT_NOTE) in text_of(response)
        assert visit.conflicts.filter(resolved_at=None).exists()

    def test_an_urgent_answer_is_not_left_aside_by_one_person(self, cast, desk):
        visit = beside(cast, answers=URGENT_ANSWERS)
        response = post(desk, visit, "left", note="I do not believe it.")
        assert str(COPY_URGENT) in text_of(response)
        assert "I do not believe it." in text_of(response)
        visit.refresh_from_db()
        assert visit.urgent_waits

    def test_an_urgent_answer_that_the_visit_holds_too_may_be_left(self, cast):
        payload = a_visit(answers=URGENT_ANSWERS)
        receipt = send(payload, cast)
        send(changed(payload, comments="Other."), cast)
        leave_copy(stored(receipt).conflicts.get(), note="The same.", by=cast.secretariat)
        visit = stored(receipt)
        assert (visit.awaits_review, visit.urgent_waits) == (True, True)

    def test_what_was_decided_is_not_decided_again(self, cast, desk):
        visit = beside(cast, comments="Other.")
        leave_copy(visit.conflicts.get(), note="Old.", by=cast.secretariat)
        assert str(COPY_DECIDED) in text_of(post(desk, visit, "adopted"))
        with pytest.raises(NotAllowed):
            leave_copy(visit.conflicts.get(), note="Older.", by=cast.secretariat)
        assert visit.revisions.count() == 1

    def test_nobody_decides_on_a_copy_of_their_own_teams_visit(self, cast, signed_in):
        visit = beside(cast, comments="Other.")
        cast.observer.memberships.update(role=Role.SECRETARIAT)
        client = signed_in(cast.observer)
        assert "Take this copy" not in text_of(page_of(client, visit))
        for decision in ("adopted", "left"):
            response = post(client, visit, decision, note="x")
            assert (response.status_code, str(OWN_TEAM) in text_of(response)) == (409, True)
        assert visit.conflicts.filter(resolved_at=None).exists()

    def test_an_unknown_decision_or_copy_is_not_found(self, cast, desk):
        visit = beside(cast, comments="Other.")
        assert post(desk, visit, "burn").status_code == 404
        address = reverse("copy_decide", args=["here", visit.uuid, "0" * 64])
        assert desk.post(address, {"decision": "left"}).status_code == 404

    @pytest.mark.parametrize("decision", ["adopted", "left"])
    def test_it_is_audited_and_moves_the_evidence_version(self, cast, decision):
        visit = beside(cast, comments="Other.")
        copy, before = visit.conflicts.get(), evidence_version(cast)
        if decision == "adopted":
            adopt_copy(copy, by=cast.second_secretariat)
        else:
            leave_copy(copy, note="Old.", by=cast.second_secretariat)
        told = AuditRecord.objects.latest("pk")
        assert told.action == f"conflicting copy {decision}"
        assert (told.account_id, told.record_id) == (cast.second_secretariat.pk, str(visit.pk))
        revision = {"revision": 2} if decision == "adopted" else {}
        assert told.changes == {**revision, "sha256": copy.sha256}
        assert evidence_version(cast) == before + 1


def test_a_copy_that_came_too_early_and_then_followed_waits_no_longer(cast):
    payload = a_visit()
    one = send(payload, cast)
    second = following(one, payload, comments="Two.")
    third = changed(second, comments="Three.", parent=payload_sha256(second))
    assert send(third, cast).outcome == "conflict"
    send(second, cast)
    assert send(third, cast).revision == 3
    assert not stored(one).conflicts.filter(resolved_at=None).exists()


def test_a_correction_sent_after_going_back_is_a_revision_and_no_copy(cast, signed_in):
    page = open_log(signed_in(cast.observer), "voting", station="n1")
    page.answer(voting__interference="no")
    page.answer(voting__interference="yes")
    visit = Visit.objects.get()
    assert answers_of(visit)["voting.interference"] == ["yes"]
    assert (visit.latest_revision, visit.conflicts.count()) == (2, 0)
