"""What devices send oddly and honestly: nothing is lost, and what is odd is said."""

import re
from uuid import UUID, uuid4

import pytest

from missions.models import Station
from reports.drafting import draft_statement
from tests.factories import MissionQuestionFactory
from tests.visits.log_pages import log_address, open_log, opened
from tests.visits.reviewing import put
from tests.visits.sending import (
    a_visit,
    answers_of,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import verify_visit
from visits.differences import differences
from visits.form_versions import definition_of, publish_mission_forms
from visits.models import Finding, Visit

pytestmark = pytest.mark.django_db

# Numbers that begin with the time, as many devices make them, of one moment.
ALIKE = [UUID(f"0195a1b2-c3d4-7{n}00-8000-00000000000{n}") for n in (1, 2)]


def own_number_question(cast):
    MissionQuestionFactory(
        mission=cast.mission,
        stage="counting",
        code="own.valid",
        type="number",
        label="How many valid for the first candidate?",
        adverse="",
        choices="",
    )
    publish_mission_forms(cast.mission)


def test_an_own_figure_does_not_stand_in_for_a_figure_of_the_protocol(cast):
    own_number_question(cast)
    figures = {"counting.valid": 90, "counting.invalid": 10, "counting.ballots_in_box": 100}
    payload = a_visit(stage="counting", figures_confirmed=True, answers={**figures, "own.valid": 5})
    visit = stored(send(payload, cast))
    assert answers_of(visit)["counting.balances"] == ["yes"]
    assert answers_of(visit)["own.valid"] == ["5"]


def test_the_form_does_not_take_an_own_figure_for_one_of_the_protocol(cast, signed_in):
    own_number_question(cast)
    figures = {
        "counting__valid": "90",
        "counting__invalid": "10",
        "counting__ballots_in_box": "100",
    }
    opened(signed_in(cast.observer), "counting").answer(**figures, own__valid="5")
    assert answers_of(Visit.objects.get())["counting.balances"] == ["yes"]


def test_two_visits_whose_numbers_begin_alike_are_both_stored(cast, signed_in):
    client = signed_in(cast.observer)
    for uuid in ALIKE:
        assert put(client, uuid, a_visit(uuid)).status_code == 201
        assert put(client, uuid, a_visit(uuid)).status_code == 200
    assert len({visit.code for visit in Visit.objects.all()}) == 2


def test_two_findings_whose_numbers_begin_alike_are_both_logged(cast):
    findings = [{"id": str(uuid), "summary": f"Seen {uuid}"} for uuid in ALIKE]
    receipt = send(a_visit(findings=findings), cast)
    assert Finding.objects.filter(visit__uuid=receipt.uuid).count() == 2


def test_a_zero_sent_as_a_number_is_in_the_form_that_corrects_it(cast, signed_in):
    client, uuid = signed_in(cast.observer), uuid4()
    put(client, uuid, a_visit(uuid, stage="counting", answers={"counting.invalid": {"value": 0}}))
    page = open_log(client, "counting", visit=str(uuid))
    assert re.search(r'name="answer-counting.invalid"[^>]*value="0"', page.text)


def test_a_zero_is_a_difference_to_no_answer(cast):
    visit = stored(send(a_visit(stage="counting", answers={"counting.invalid": 0}), cast))
    form = definition_of(visit.form_version)
    (found,) = differences({}, {"answers": {"counting.invalid": 0}}, form, "en")
    assert found.after == "0"


@pytest.mark.parametrize("told", [{"answers": ["x"]}, {"answers": "x"}, {"findings": 5}])
def test_a_visit_of_odd_shape_that_was_taken_in_can_be_opened_and_corrected(cast, signed_in, told):
    client, uuid = signed_in(cast.observer), uuid4()
    assert put(client, uuid, a_visit(uuid, **told)).status_code == 201
    assert client.get(log_address("voting"), {"visit": str(uuid)}).status_code == 200
    page = open_log(client, "voting", visit=str(uuid))
    assert page.answer(voting__interference="no").status_code == 302
    assert answers_of(Visit.objects.get())["voting.interference"] == ["no"]


def test_a_visit_that_names_no_version_stays_on_the_one_it_was_received_on(cast):
    payload = a_visit()
    one = send(payload, cast)
    verify_visit(revision_of(one), by=cast.secretariat)
    two = send(following(one, payload, comments="More."), cast)
    pinned = revision_of(two).form_version_id
    MissionQuestionFactory(mission=cast.mission, stage="voting", code="own.light")
    publish_mission_forms(cast.mission)
    verify_visit(revision_of(two), by=cast.secretariat)
    assert stored(two).form_version_id == pinned


NOT_FOLLOWING = {"voting.interference": "no", "voting.interference_by": "police"}


def test_an_answer_to_a_question_that_no_longer_follows_is_kept_and_says_nothing(cast):
    receipt = send(a_visit(answers=NOT_FOLLOWING), cast)
    row = stored(receipt).answers.get(question="voting.interference_by")
    assert (row.value, row.observed, row.adverse, row.urgent) == ("police", False, False, False)
    assert "answer_not_asked" in receipt.flags
    verify_visit(revision_of(receipt), by=cast.secretariat)
    draft = draft_statement(cast.mission, kind="preliminary")
    told = [each.key for section in draft.sections for each in section.sentences]
    assert "voting.interference" in told
    assert "voting.interference_by" not in told


def test_several_choices_may_come_as_a_list(cast):
    answers = {"voting.interference": "yes", "voting.interference_by": ["police", "agents"]}
    visit = stored(send(a_visit(answers=answers), cast))
    assert set(answers_of(visit)["voting.interference_by"]) == {"police", "agents"}
    assert "unreadable_answer" not in visit.flag_codes


@pytest.mark.parametrize(
    ("kind", "stage", "odd"),
    [
        ("commission", "voting", True),
        ("commission", "tabulation", False),
        ("polling_station", "tabulation", True),
        ("polling_station", "counting", False),
    ],
)
def test_a_stage_at_a_place_where_it_is_not_held_is_flagged(cast, kind, stage, odd):
    Station.objects.create(mission=cast.mission, code="x", number="9", area=cast.north, kind=kind)
    receipt = send(a_visit(station="x", stage=stage, answers={}), cast)
    assert ("odd_place" in receipt.flags) == odd
