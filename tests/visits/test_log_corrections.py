"""An observer corrects a visit of the own team in the browser."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import MissionQuestionFactory
from tests.visits.log_pages import chosen, latest, open_log, opened
from visits.actions import return_visit, take_in_visit
from visits.form_versions import publish_mission_forms
from visits.models import Source, Visit
from visits.payload import build_payload


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def returned_visit(cast: Cast, **told) -> Visit:
    """A visit of the north team, come from its phone and returned with a question."""
    uuid = uuid4()
    payload = build_payload(
        **{"visit": str(uuid), "stage": "voting", "station": "n1", "team": "T1"}
        | {"arrived_at": "2025-03-16T09:40:00+05:00", "device": "phone 7"}
        | told
    )
    take_in_visit(
        payload, mission=cast.mission, by=cast.observer, source=Source.DEVICE, team=cast.north_team
    )
    visit = Visit.objects.get(uuid=uuid)
    return_visit(visit.revisions.get(), question="Was it the police?", by=cast.secretariat)
    return visit


def test_a_returned_visit_is_corrected_on_top_of_what_was_sent(client, cast):
    visit = returned_visit(
        cast,
        answers={
            "voting.interference": {"value": "yes"},
            "voting.interference_by": {"value": "police;others", "comment": "In plain clothes"},
        },
    )
    page = open_log(client, "voting", visit=str(visit.uuid))
    assert chosen(page.text, "answer-voting.interference_by") == ["police", "others"]
    assert "In plain clothes" in page.text
    assert 'value="2025-03-16T09:40"' in page.text
    response = page.answer(voting__interference="yes", voting__interference_by=["military"])
    visit.refresh_from_db()
    assert (visit.latest_revision, visit.awaits_review) == (2, True)
    assert "This is revision 2 of the visit." in client.get(response["Location"]).content.decode()
    assert latest()["parent"] == visit.revisions.get(number=1).sha256
    assert "device" not in latest()


def test_what_the_form_does_not_show_survives_a_correction(client, cast):
    besides = {"id": str(uuid4()), "summary": "A bus of voters.", "theme": "voter_pressure"}
    asked = {
        "id": str(uuid4()),
        "question": "voting.interference",
        "summary": "He gave orders.",
        "reported_to": "the district commission",
    }
    answers = {"own.lights": {"value": "yes"}, "voting.interference": {"value": "yes"}}
    visit = returned_visit(cast, findings=[besides, asked], answers=answers)
    page = open_log(client, "voting", visit=str(visit.uuid))
    assert "He gave orders." in page.text
    page.send(
        **{
            "answer-voting.interference": "yes",
            "finding-voting.interference-summary": "He gave loud orders.",
        }
    )
    sent = latest()
    assert sent["answers"]["own.lights"] == {"value": "yes"}
    assert sent["findings"] == [besides, asked | {"summary": "He gave loud orders."}]


def test_the_station_of_a_visit_can_be_corrected(client, cast):
    visit = returned_visit(cast)
    page = open_log(client, "voting", visit=str(visit.uuid), station="s1")
    page.send()
    visit.refresh_from_db()
    assert visit.station == cast.south_station


def test_the_form_stays_on_the_version_it_was_opened_on(client, cast):
    page = opened(client)
    MissionQuestionFactory(mission=cast.mission, code="own.lights", type="yn")
    publish_mission_forms(cast.mission)
    page.send()
    assert Visit.objects.get().form_version.sha256 == page.hidden["form"]
    assert "answer-own.lights" in opened(client).text
