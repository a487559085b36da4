"""Making a mission's form in the browser: switching off, own questions, publishing."""

from html import unescape
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import AuditRecord
from tests.cast import Cast
from tests.factories import AnswerFactory, MissionQuestionFactory, VisitFactory
from tests.visits.log_pages import opened
from visits.actions.own_forms import add_question
from visits.form_page import stage_forms
from visits.form_versions import current_version, definition_of, publish_mission_forms
from visits.models import FormVersion, MissionQuestion, SwitchedOffQuestion


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def page(client: Client, name: str = "form_detail", stage: str = "voting", **keys: object) -> str:
    response = client.get(reverse(name, args=["here", stage], **keys))
    assert response.status_code == 200
    return unescape(response.content.decode())


def turn(client: Client, code: str, way: str = "off", stage: str = "voting") -> str:
    """Switch a question off or on, and return the page one is led to."""
    address = reverse("question_switch", args=["here", stage])
    response = client.post(address, {"question": code, "turn": way}, follow=True)
    return unescape(response.content.decode())


def write(client: Client, **typed: str) -> str:
    """Send the form of a new question, and return the page that follows."""
    usual = {"label": "Was the radio on?", "code": "radio", "type": "yn"}
    address = reverse("question_add", args=["here", "voting"])
    return unescape(client.post(address, usual | typed, follow=True).content.decode())


def publish(client: Client, cast: Cast, stage: str = "voting", sha256: str = "") -> str:
    """Publish what is prepared, as its preview names it, and return the page that follows."""
    prepared = sha256 or stage_forms(cast.mission)[stage].sha256
    address = reverse("form_publish", args=["here", stage])
    response = client.post(address, {"sha256": prepared}, follow=True)
    return unescape(response.content.decode())


def codes(cast: Cast, stage: str = "voting") -> tuple[str, ...]:
    """The questions that a new visit is asked."""
    return definition_of(current_version(cast.mission, stage)).codes


def test_the_list_names_the_version_of_every_stage(client, cast):
    text = client.get(reverse("form_list", args=["here"])).content.decode()
    for label in ("Opening", "Voting", "Counting", "Tabulation"):
        assert label in text
    assert text.count("In use: the standard form, its version 1") == 4
    assert current_version(cast.mission, "voting").sha256[:12] in text


def test_a_form_shows_each_question_with_its_answers_and_which_are_adverse(client):
    text = page(client)
    assert "voting.secrecy" in text
    assert "Rating: very good to very bad" in text
    assert "urgent" in text and "adverse" in text
    assert "Only if “" in text


def test_a_stage_there_is_not_is_not_found(client):
    for name in ("form_detail", "form_preview", "question_add"):
        assert client.get(reverse(name, args=["here", "lunch"])).status_code == 404


def test_switching_off_takes_effect_when_it_is_published(client, cast):
    assert "Left out once published" in turn(client, "voting.queue")
    assert "voting.queue" in codes(cast)
    assert "This mission's version 1 is published" in publish(client, cast)
    assert "voting.queue" not in codes(cast)
    assert "Switched off" in page(client)
    assert "In use: this mission's version 1" in page(client)
    turn(client, "voting.queue", "on")
    assert "Asked once published" in page(client)
    publish(client, cast)
    assert "voting.queue" in codes(cast)
    assert FormVersion.objects.filter(mission=cast.mission).count() == 2


def test_a_question_takes_along_what_depends_on_it_and_says_so(client, cast):
    text = page(client)
    assert "With it goes: “" in text
    text = turn(client, "voting.unauthorised_persons")
    assert "which is switched off" in text
    publish(client, cast)
    assert not {"voting.unauthorised_persons", "voting.unauthorised_by"} & set(codes(cast))


@pytest.mark.parametrize(
    ("stage", "code", "sentence"),
    [
        ("voting", "voting.interference", "must hear at once of a grave answer"),
        ("counting", "counting.balances", "is answered by the software"),
        ("voting", "opening.admitted", "has no such question"),
    ],
)
def test_what_every_mission_asks_cannot_be_switched_off(client, cast, stage, code, sentence):
    assert sentence in turn(client, code, stage=stage)
    assert not SwitchedOffQuestion.objects.exists()


def test_what_is_lost_with_a_question_is_said_before(client):
    assert "whether the protocol's figures add up" in page(client, stage="counting")
    assert "propose whether the station opened on time" in page(client, stage="opening")


def test_switching_off_twice_is_switching_off_once(client, cast):
    for _time in range(2):
        turn(client, "voting.queue")
    assert SwitchedOffQuestion.objects.count() == 1
    assert AuditRecord.objects.filter(action="question switched off").count() == 1


def test_a_question_sent_twice_at_once_is_stored_once_and_the_second_is_told(client, cast):
    def as_if_at_once(question, *, by):
        MissionQuestionFactory(mission=cast.mission, code=question.code, stage=question.stage)
        return add_question(question=question, by=by)

    with mock.patch("visits.actions.own_forms.add_question", as_if_at_once):
        assert "choose another" in write(client)
    assert MissionQuestion.objects.filter(code="radio").count() == 1


def test_an_own_question_is_asked_once_it_is_published(client, cast, signed_in):
    assert "Added." in write(client, after="voting.queue", adverse="yes")
    assert "radio" not in codes(cast)
    publish(client, cast)
    asked = codes(cast)
    assert asked.index("radio") == asked.index("voting.queue") + 1
    assert "Was the radio on?" in opened(signed_in(cast.observer)).text


def test_an_own_question_is_written_as_a_row_of_questions_csv(client):
    write(client, type="choices", choices="loud\n quiet \n\nbroken; off", adverse="loud; broken")
    question = MissionQuestion.objects.get()
    assert (question.choices, question.adverse) == ("loud; quiet; broken; off", "loud; broken")
    assert (question.stage, question.import_digest) == ("voting", "")


def test_a_mission_of_two_languages_words_its_question_in_both(client, cast):
    cast.mission.languages = "en kk"
    cast.mission.save()
    write(client, label_kk="Радио қосулы ма?")
    assert MissionQuestion.objects.get().names == {"kk": "Радио қосулы ма?"}
    definition = stage_forms(cast.mission)["voting"].prepared
    assert definition.question("radio").label("kk") == "Радио қосулы ма?"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"label": ""}, "This field is required."),
        ({"code": "The Radio"}, "Expected only a-z, 0-9, _, - and ."),
        ({"code": "voting.queue"}, "Expected: a code that no standard question has."),
        ({"code": "conclusion"}, "Expected: a code that no sentence of a statement has."),
        ({"code": "matters.radio"}, "Expected: a code that no sentence of a statement has."),
        ({"type": "choice"}, "Expected: the choices, separated by ;."),
        ({"choices": "loud"}, "Expected: choices only of choice and choices."),
        ({"adverse": "perhaps"}, "Expected: answers of it, of yes; no."),
        ({"type": "choice", "choices": "a;b;a"}, 'has "a" twice'),
        (
            {"after": "voting.campaign_material", "only_if": "voting.overall = bad"},
            "is not asked before it",
        ),
    ],
)
def test_what_makes_no_form_is_refused_with_a_sentence_and_keeps_what_was_typed(
    client, typed, sentence
):
    text = write(client, **typed)
    assert sentence in text
    assert typed.get("label", "Was the radio on?") in text
    assert not MissionQuestion.objects.exists()


def test_a_code_is_given_once(client):
    write(client)
    assert "has a question with this code already" in write(client)


def edit(client: Client, question: MissionQuestion, **typed: str) -> str:
    """Send the form of a question there is, and return the page that follows."""
    address = reverse("question_edit", args=["here", question.stage, question.pk])
    usual = {"label": question.label, "type": question.type, "adverse": question.adverse}
    return unescape(client.post(address, usual | typed, follow=True).content.decode())


def answered_question(cast: Cast) -> MissionQuestion:
    """A question that is published and that a visit answers."""
    question = MissionQuestionFactory(mission=cast.mission, code="own.lights")
    publish_mission_forms(cast.mission)
    visit = VisitFactory(mission=cast.mission, team=cast.north_team, station=cast.station)
    AnswerFactory(visit=visit, question="own.lights", value="no")
    return question


def test_an_answered_question_keeps_what_its_answers_mean(client, cast):
    question = answered_question(cast)
    address = reverse("question_edit", args=["here", "voting", question.pk])
    assert "Visits answer this question already" in client.get(address).content.decode()
    edit(client, question, label="Was the hall lit?", type="text", adverse="")
    question.refresh_from_db()
    assert (question.label, question.type, question.adverse) == ("Was the hall lit?", "yn", "no")


def test_a_new_wording_is_a_new_version_and_visits_keep_theirs(client, cast):
    question = answered_question(cast)
    visit = cast.mission.visits.get()
    edit(client, question, label="Was the hall lit?")
    assert "Changed, not published" in page(client)
    publish(client, cast)
    visit.refresh_from_db()
    assert (
        definition_of(visit.form_version).question("own.lights").label("en") != "Was the hall lit?"
    )
    newest = definition_of(current_version(cast.mission, "voting"))
    assert newest.question("own.lights").label("en") == "Was the hall lit?"


def delete(client: Client, question: MissionQuestion) -> str:
    """Delete a question, and return the page that follows."""
    address = reverse("question_delete", args=["here", question.stage, question.pk])
    return unescape(client.post(address, follow=True).content.decode())


def test_a_question_nobody_answered_can_be_deleted(client, cast):
    question = MissionQuestionFactory(mission=cast.mission, code="own.lights")
    turn(client, "own.lights")
    assert "Deleted." in delete(client, question)
    assert not MissionQuestion.objects.exists()
    assert not SwitchedOffQuestion.objects.exists()


def test_an_answered_question_is_not_deleted_but_can_be_asked_no_more(client, cast):
    question = answered_question(cast)
    assert "Switch it off to ask it no more" in delete(client, question)
    turn(client, "own.lights")
    publish(client, cast)
    assert MissionQuestion.objects.exists()
    assert "own.lights" not in codes(cast)


def test_a_question_that_another_depends_on_is_not_deleted(client, cast):
    first = MissionQuestionFactory(mission=cast.mission, code="own.a")
    MissionQuestionFactory(
        mission=cast.mission,
        code="own.b",
        label="Why?",
        type="text",
        only_if="own.a = no",
        adverse="",
    )
    assert "Other questions depend on it: “Why?”" in delete(client, first)


def test_the_form_can_be_looked_at_with_changes_waiting_and_without(client, cast):
    address = reverse("form_preview", args=["here", "voting"])
    assert "As the observer sees it" in page(client)
    turn(client, "voting.queue")
    text = page(client)
    assert "As the observer will see it" in text
    assert "Look at this mission's version 1 and publish it" in " ".join(text.split())
    assert text.count(address) == 2


def test_the_preview_says_what_changes_and_shows_the_form(client, cast):
    write(client, after="voting.queue")
    turn(client, "voting.overcrowded")
    text = page(client, "form_preview")
    assert "Publish this mission's version 1" in text
    assert "Newly asked, after “" in text and "No longer asked: “" in text
    assert 'name="answer-radio"' in text
    assert 'name="answer-voting.overcrowded"' not in text
    assert "btn-primary btn-send" not in text


def test_what_was_changed_since_the_preview_is_not_published_unread(client, cast):
    write(client)
    read = stage_forms(cast.mission)["voting"].sha256
    turn(client, "voting.queue")
    assert "changed since you opened this page" in publish(client, cast, sha256=read)
    assert not FormVersion.objects.filter(mission=cast.mission).exists()


def test_publishing_what_is_in_use_publishes_nothing(client, cast):
    assert "there is nothing to publish" in publish(client, cast)
    assert not FormVersion.objects.filter(mission=cast.mission).exists()


def test_publishing_is_audited_and_moves_the_evidence_on(client, cast):
    before = cast.mission.evidence_version
    write(client)
    publish(client, cast)
    told = AuditRecord.objects.get(action="form published")
    assert (told.account_id, told.changes["number"]) == (cast.administrator.pk, 1)
    cast.mission.refresh_from_db()
    assert cast.mission.evidence_version > before


def test_a_newer_standard_form_that_an_own_question_no_longer_fits_is_said(client, cast):
    MissionQuestionFactory(mission=cast.mission, code="own.a", only_if="voting.gone = yes")
    assert "Does not fit together" in page(client)
    assert "Expected" not in page(client, "form_preview")
    sha256 = stage_forms(cast.mission)["voting"].sha256
    assert "which is not asked before it" in publish(client, cast, sha256=sha256)


def test_three_and_thirty_own_questions_take_the_same_queries(client, cast):
    MissionQuestionFactory.create_batch(3, mission=cast.mission)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    MissionQuestionFactory.create_batch(27, mission=cast.mission)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(few) == len(many) <= 15
