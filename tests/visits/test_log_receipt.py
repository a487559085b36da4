"""What the team is told around sending: what was asked, how much is answered, what was stored."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.visits.log_pages import latest, open_log, opened
from tests.visits.sending import a_visit, revision_of, send, stored
from visits.actions import return_visit
from visits.models import Visit


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


@pytest.fixture
def returned(cast: Cast) -> Visit:
    """A visit of the north team, returned with a question."""
    receipt = send(a_visit(), cast)
    return_visit(revision_of(receipt), question="Was it the <police>?", by=cast.secretariat)
    return stored(receipt)


def test_the_form_of_a_returned_visit_shows_what_the_secretariat_asked(client, returned):
    text = open_log(client, "voting", visit=str(returned.uuid)).text
    assert "Was it the &lt;police&gt;?" in text
    assert "Answer in words" in text
    # Before the first step, so that it stands on every one.
    assert text.index("Was it the") < text.index("data-step")


def test_the_question_still_stands_there_when_the_form_comes_back_with_mistakes(client, returned):
    page = open_log(client, "voting", visit=str(returned.uuid))
    assert "Was it the" in page.send(departed_at="after lunch").content.decode()


def test_a_question_that_was_answered_does_not_stand_in_the_form(client, returned):
    open_log(client, "voting", visit=str(returned.uuid)).send(comments="It was.")
    assert "Was it the" not in open_log(client, "voting", visit=str(returned.uuid)).text


def test_a_new_visit_shows_no_question(client, returned):
    assert "The secretariat asks" not in opened(client).text


def test_beside_the_send_button_there_is_room_for_the_number_of_answers(client):
    text = opened(client).text
    assert 'data-words="%(answered)s of %(asked)s questions answered"' in text
    assert 'aria-describedby="answered-count"' in text


def test_the_receipt_says_how_much_was_stored(client):
    response = opened(client).answer(
        {"finding-voting.interference-summary": "An official gave orders."},
        voting__interference="yes",
        voting__queue="few",
    )
    receipt = client.get(response["Location"]).content.decode()
    assert "2 answers" in receipt
    assert "1 finding\n" in receipt


def test_the_receipt_of_an_empty_visit_says_that_nothing_was_answered(client):
    receipt = client.get(opened(client).send()["Location"]).content.decode()
    assert "0 answers" in receipt
    assert "0 findings" in receipt


def test_the_receipt_of_a_second_version_counts_that_version(client):
    page = opened(client)
    page.answer(voting__interference="no")
    response = page.answer(voting__interference="no", voting__queue="few")
    assert "2 answers" in client.get(response["Location"]).content.decode()


def test_the_receipt_names_the_station_and_the_stage(client):
    response = opened(client).send()
    visit = Visit.objects.get()
    receipt = client.get(response["Location"]).content.decode()
    assert f"{visit.station}, Voting" in receipt
    assert visit.code not in receipt


@pytest.mark.parametrize("typed", ["1 200", "1\u00a0200", "1\u202f200"])
def test_thousands_may_be_written_with_a_space(client, typed):
    opened(client, "counting").answer(counting__valid=typed)
    assert latest()["answers"]["counting.valid"] == {"value": "1200"}
    assert Visit.objects.get().answers.get(question="counting.valid").number == 1200


def test_an_approximate_number_and_one_of_the_station_may_have_spaced_thousands(client):
    opened(client).send(registered_voters="~ 1 200 300", voted_so_far="1 050")
    assert (latest()["registered_voters"], latest()["voted_so_far"]) == ("~1200300", "1050")


@pytest.mark.parametrize("typed", ["1,200", "1.200", "12 00", "1 2", "1  200", "1 200 voters"])
def test_other_separators_and_slips_are_asked_again(client, typed):
    text = opened(client, "counting").answer(counting__valid=typed).content.decode()
    assert f"“{typed}” cannot be read" in text
    assert not Visit.objects.exists()
