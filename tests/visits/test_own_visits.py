"""An observer's own visits: where each stands, what is asked, and who logged it."""

import html
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, lone_observer, observer_of
from tests.factories import AttachmentFactory
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    enter,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import Receipt, leave_copy, return_visit, set_aside_visit, verify_visit
from visits.models import SetAsideReason

ADDRESS = reverse("my_visits", args=["here"])
QUESTION = "Was the <box> sealed?"


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def shown(client: Client, **query: str) -> str:
    """The page as text with single spaces."""
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def rows(client: Client, **query: str) -> list[str]:
    """The codes of the visits on the page, in order."""
    return [own.visit.code for own in client.get(ADDRESS, query).context["visits"]]


def asked(cast: Cast, **told: Any) -> Receipt:
    """A visit of the north team that came back with a question."""
    receipt = send(a_visit(**told), cast)
    return_visit(revision_of(receipt), question=QUESTION, by=cast.secretariat)
    return receipt


def verified(cast: Cast) -> Receipt:
    receipt = send(a_visit(), cast)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    return receipt


def set_aside(cast: Cast) -> Receipt:
    receipt = send(a_visit(), cast)
    reason = SetAsideReason.WRONG_STATION
    set_aside_visit(
        revision_of(receipt), reason=reason, note="Between colleagues.", by=cast.secretariat
    )
    return receipt


def test_visits_stand_newest_first_with_station_stage_and_arrival(client, cast):
    early = send(a_visit(), cast)
    late = send(
        a_visit(
            stage="counting",
            answers={},
            arrived_at="2025-03-16T20:05:00+05:00",
            departed_at="2025-03-16T23:00:00+05:00",
        ),
        cast,
    )
    assert rows(client) == [late.code, early.code]
    text = shown(client)
    assert str(cast.station) in text
    assert "Counting" in text
    assert "16 Mar, 20:05" in text


def test_findings_and_photos_are_counted_each_by_themselves(client, cast):
    findings = [{"id": str(uuid4()), "summary": "Shouting."} for _each in range(2)]
    visit = stored(send(a_visit(findings=findings), cast))
    AttachmentFactory.create_batch(3, mission=cast.mission, visit=visit)
    text = shown(client)
    assert "2 findings" in text
    assert "0 of 3 photos here" in text


def test_a_question_is_shown_with_the_way_to_answer(client, cast):
    receipt = asked(cast)
    text = shown(client)
    assert QUESTION in text
    said = "it counts only once that is answered and the visit is verified."
    assert f"It came back with a question: {said}" in text
    assert f"{reverse('visit_log', args=['here', 'voting'])}?visit={receipt.uuid}" in text
    assert "Answer <span" in text


def test_an_answered_question_is_asked_no_more(client, cast):
    receipt = asked(cast)
    send(following(receipt, a_visit(receipt.uuid, comments="It was.")), cast)
    text = shown(client)
    assert QUESTION not in text
    assert "The secretariat has it and reviews it next." in text


def test_a_correction_of_a_verified_visit_waits_while_the_visit_counts(client, cast):
    receipt = verified(cast)
    assert "Verified: it counts." in shown(client)
    send(following(receipt, a_visit(receipt.uuid, comments="Once more.")), cast)
    assert "Verified, and it counts. Your correction waits for review." in shown(client)


def test_a_question_about_a_correction_is_shown_while_the_verified_version_counts(client, cast):
    first = verified(cast)
    second = send(following(first, a_visit(first.uuid, comments="Once more.")), cast)
    return_visit(revision_of(second), question=QUESTION, by=cast.secretariat)
    text = shown(client)
    assert "The earlier version is verified and counts. Your correction came back." in text
    assert QUESTION in text
    assert rows(client, state="asked") == [first.code]


def test_a_visit_set_aside_says_why_and_whom_to_call_but_not_what_colleagues_wrote(client, cast):
    set_aside(cast)
    text = shown(client)
    assert "Set aside: it is kept, and does not count. Reason: Wrong station or stage." in text
    assert "If this is wrong, call the secretariat." in text
    assert "Between colleagues." not in text
    assert "Correct this visit" not in text


def test_a_proposal_to_set_aside_is_not_told_as_done(client, cast):
    receipt = send(a_visit(answers=URGENT_ANSWERS), cast)
    reason = SetAsideReason.DUPLICATE
    set_aside_visit(revision_of(receipt), reason=reason, note="", by=cast.secretariat)
    assert "Set aside: it is kept" not in shown(client)


def test_another_copy_is_told_in_plain_words_until_it_is_decided(client, cast):
    receipt = send(a_visit(), cast)
    send(a_visit(receipt.uuid, comments="From the other phone."), cast)
    text = shown(client)
    assert "Another version of this visit came from another phone or page." in text
    assert "You need not send it again." in text
    leave_copy(stored(receipt).conflicts.get(), note="The same.", by=cast.secretariat)
    text = shown(client)
    assert "Another version that was sent was left aside" in text
    assert "You need not send it again." not in text


def test_both_members_see_the_visit_and_who_logged_it(client, cast, signed_in):
    mate = observer_of(cast.north_team, cast.delegation, "Team Mate")
    receipt = send(a_visit(), cast)
    assert "logged by you" in shown(client)
    theirs = shown(signed_in(mate))
    assert "logged by Observer" in theirs
    send(following(receipt, a_visit(receipt.uuid, comments="More.")), cast, by=mate)
    assert "corrected by Team Mate" in shown(client)


def test_a_visit_that_was_phoned_in_says_so(client, cast):
    enter(a_visit(), cast)
    text = shown(client)
    assert "Entered by the secretariat" in text
    assert "logged by" not in text


def test_visits_are_narrowed_by_state_and_stage_in_the_address(client, cast):
    codes = {
        "asked": asked(cast).code,
        "waiting": send(a_visit(stage="opening", answers={}), cast).code,
        "verified": verified(cast).code,
        "set_aside": set_aside(cast).code,
    }
    for state, code in codes.items():
        assert rows(client, state=state) == [code], state
    assert rows(client, stage="opening") == [codes["waiting"]]
    assert len(rows(client, state="nonsense", stage="nonsense")) == 4
    text = shown(client, state="asked", stage="opening")
    assert "None of your visits is like that" in text
    assert 'href="?stage=opening"' in text


def test_before_the_first_visit_the_page_says_what_to_do(client):
    text = shown(client)
    assert "No visit logged yet" in text
    assert reverse("station_list", args=["here"]) in text


def test_another_teams_visits_are_not_there(cast, signed_in):
    send(a_visit(), cast)
    assert "No visit logged yet" in shown(signed_in(cast.other_observer))


def test_who_is_in_no_team_is_told_whom_to_ask(cast, signed_in):
    lone = lone_observer(cast)
    assert "You are in no team yet" in shown(signed_in(lone))


def test_many_visits_ask_no_more_of_the_database_than_a_few(client, cast):
    def some(amount: int) -> int:
        for _each in range(amount):
            receipt = asked(cast)
            send(a_visit(receipt.uuid, comments="A copy."), cast)
        with CaptureQueriesContext(connection) as asked_for:
            shown(client)
        return len(asked_for)

    assert some(3) == some(27) <= 15
