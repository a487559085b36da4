"""What the team answers in words to the secretariat's question."""

import html

import pytest
from django.test import Client

from tests.cast import Cast
from tests.visits.log_pages import LogPage, latest, open_log, opened
from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, following, revision_of, send, stored
from visits.actions import return_visit, verify_visit
from visits.models import Visit, VisitState

QUESTION = "Was it the police?"
ANSWER = "No: two men of the school's <own> guard."


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


@pytest.fixture
def returned(cast: Cast) -> Visit:
    """A visit of the north team, returned with a question."""
    receipt = send(a_visit(comments="Two men at the door."), cast)
    return_visit(revision_of(receipt), question=QUESTION, by=cast.secretariat)
    return stored(receipt)


def form_of(client: Client, visit: Visit) -> LogPage:
    return open_log(client, "voting", visit=str(visit.uuid))


def ask_again(cast: Cast, visit: Visit, question: str = "How old were they?") -> None:
    return_visit(visit.revisions.latest("number"), question=question, by=cast.secretariat)


def test_the_form_of_a_returned_visit_begins_with_the_answer_in_words(client, returned):
    text = form_of(client, returned).text
    assert "Your answer to the secretariat" in text
    assert text.index('id="step-the-answer"') < text.index('id="step-the-visit"')
    assert "Send the answer" in text


def test_a_visit_that_nobody_asks_about_has_no_place_for_an_answer(client, cast):
    assert 'name="reply"' not in opened(client).text
    assert 'name="reply"' not in form_of(client, stored(send(a_visit(), cast))).text


def test_an_answer_is_kept_with_the_next_revision_and_told_on_the_receipt(client, returned):
    response = form_of(client, returned).send(reply=ANSWER, comments="Two men at the door.")
    returned.refresh_from_db()
    assert (returned.latest_revision, returned.state) == (2, VisitState.SUBMITTED)
    assert latest()["reply"] == ANSWER
    assert ANSWER in html.unescape(client.get(response["Location"]).content.decode())


def test_an_answer_sent_twice_is_one_revision(client, returned):
    page = form_of(client, returned)
    first, second = page.send(reply=ANSWER), page.send(reply=ANSWER)
    assert first["Location"] == second["Location"]
    returned.refresh_from_db()
    assert returned.latest_revision == 2


def test_the_secretariat_reads_the_answer_beside_its_question(client, cast, returned, signed_in):
    form_of(client, returned).send(reply=ANSWER)
    text = text_of(page_of(signed_in(cast.secretariat), returned))
    assert text.index(QUESTION) < text.index(ANSWER)
    assert "Answer with revision 2" in text


def test_a_form_sent_again_without_words_is_an_answer_too(client, cast, returned, signed_in):
    form_of(client, returned).send(comments="They were guards.")
    text = text_of(page_of(signed_in(cast.secretariat), returned))
    assert "No words: the team sent the form again." in text


def test_each_question_keeps_its_own_answer(client, cast, returned, signed_in):
    form_of(client, returned).send(reply=ANSWER)
    ask_again(cast, returned)
    page = form_of(client, returned)
    assert ANSWER not in html.unescape(page.text)
    page.send(reply="About forty.")
    text = text_of(page_of(signed_in(cast.secretariat), returned))
    words = [QUESTION, ANSWER, "How old were they?", "About forty."]
    places = [text.index(each) for each in words]
    assert places == sorted(places)


def test_an_answer_does_not_pass_into_the_next_correction(client, returned):
    form_of(client, returned).send(reply=ANSWER)
    form_of(client, returned).send(comments="One thing more.")
    assert "reply" not in latest()


def test_words_typed_to_a_question_stay_when_the_form_comes_back_with_mistakes(client, returned):
    page = form_of(client, returned)
    assert ANSWER in html.unescape(
        page.send(reply=ANSWER, departed_at="after lunch").content.decode()
    )
    page.send(reply="First words.")
    again = page.send(reply=ANSWER, departed_at="after lunch").content.decode()
    assert ANSWER in html.unescape(again)


def test_the_correction_of_a_verified_visit_says_that_the_visit_goes_on_counting(client, cast):
    receipt = send(a_visit(), cast)
    assert "goes on counting" not in form_of(client, stored(receipt)).text
    verify_visit(revision_of(receipt), by=cast.secretariat)
    page = form_of(client, stored(receipt))
    assert "goes on counting" in page.text
    page.send(comments="One thing more.")
    visit = stored(receipt)
    assert (visit.state, visit.awaits_review, visit.comments) == (VisitState.VERIFIED, True, "")


def test_a_question_about_a_correction_can_be_answered_while_the_visit_counts(client, cast):
    first = send(a_visit(), cast)
    verify_visit(revision_of(first), by=cast.secretariat)
    second = send(following(first, a_visit(first.uuid, comments="Once more.")), cast)
    return_visit(revision_of(second), question=QUESTION, by=cast.secretariat)
    form_of(client, stored(first)).send(reply=ANSWER)
    visit = stored(first)
    assert (visit.state, visit.latest_revision, visit.standing_revision) == ("verified", 3, 1)
