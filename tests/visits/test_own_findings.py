"""A finding without a visit: told once, kept as it was told, and followed by its team."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import AuditRecord
from tests.cast import Cast, lone_observer, observer_of
from tests.factories import FindingFactory, StationFactory
from tests.visits.sending import a_visit, send
from visits.models import Finding, FindingState, Visit, VisitState

FORM = reverse("finding_report", args=["here"])
LIST = reverse("my_findings", args=["here"])
SAID = {
    "summary": "Three buses brought voters.",
    "theme": "voter_pressure",
    "polarity": "adverse",
    "severity": "serious",
    "occurred_at": "2025-03-16T11:20",
    "station": "101",
    "stage": "voting",
    "basis": "told",
    "told_by": "a party agent",
    "tellers": "2",
    "affected": "~50",
    "response": "The chair called the police.",
    "reported_to": "the district commission",
    "confidential": "on",
}


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def page(client: Client, address: str = LIST, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return words(response)


def words(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def number_in(text: str) -> str:
    found = re.search(r'name="finding" value="([0-9a-f-]{36})"', text)
    assert found
    return found[1]


def report(client: Client, **said: str) -> Any:
    """Open the form and send it."""
    return client.post(FORM, {"finding": number_in(page(client, FORM))} | SAID | said)


def test_a_finding_is_stored_with_all_that_was_told(client, cast):
    response = report(client)
    finding = Finding.objects.get()
    assert (finding.mission, finding.team, finding.visit) == (cast.mission, cast.north_team, None)
    assert (finding.station, finding.area, finding.stage) == (cast.station, cast.north, "voting")
    assert (finding.summary, finding.theme) == ("Three buses brought voters.", "voter_pressure")
    assert (finding.polarity, finding.severity) == ("adverse", "serious")
    assert (finding.basis, finding.told_by, finding.tellers) == ("told", "a party agent", 2)
    assert (finding.affected, finding.approximate) == (50, "affected")
    assert finding.response == "The chair called the police."
    assert finding.reported_to == "the district commission"
    assert finding.occurred_at.isoformat() == "2025-03-16T06:20:00+00:00"
    assert (finding.confidential, finding.state) == (True, FindingState.NEW)
    assert finding.account == cast.observer
    receipt = page(client, response["Location"])
    assert "The finding is stored" in receipt
    assert finding.sha256[:12] in receipt
    assert AuditRecord.objects.filter(action="finding logged").count() == 1


def test_a_second_click_is_a_repeat_with_the_same_receipt(client):
    number = number_in(page(client, FORM))
    first = client.post(FORM, {"finding": number} | SAID)
    second = client.post(FORM, {"finding": number} | SAID)
    assert first["Location"] == second["Location"]
    assert Finding.objects.count() == 1


def test_every_opened_form_has_a_number_of_its_own(client):
    assert number_in(page(client, FORM)) != number_in(page(client, FORM))


def test_other_words_under_the_same_number_are_kept_beside_and_overwrite_nothing(client):
    number = number_in(page(client, FORM))
    client.post(FORM, {"finding": number} | SAID)
    Finding.objects.update(state=FindingState.CONFIRMED)
    other = {"finding": number} | SAID | {"summary": "Four buses brought voters."}
    response = client.post(FORM, other)
    text = page(client, response["Location"])
    assert "Both versions are kept" in text
    assert f'data-kept="{number}"' in text
    assert client.post(FORM, other)["Location"] == response["Location"]
    told = Finding.objects.order_by("pk").values_list("summary", "state")
    assert list(told) == [
        ("Three buses brought voters.", "confirmed"),
        ("Four buses brought voters.", "new"),
    ]


def test_the_receipt_claims_no_second_version_where_there_is_none(client):
    response = report(client)
    text = page(client, response["Location"], beside=str(uuid4()))
    assert "The finding is stored" in text
    assert "The finding is stored" in page(client, response["Location"], beside="nothing")


def test_only_what_happened_and_its_theme_must_be_said(client):
    response = client.post(FORM, {"finding": str(uuid4()), "response": "The police came."})
    text = words(response)
    assert "Say in a sentence what happened." in text
    assert "Choose what it is about, the nearest will do." in text
    assert "The police came." in text
    assert not Finding.objects.exists()
    client.post(FORM, {"finding": str(uuid4()), "summary": "A fight.", "theme": "access"})
    finding = Finding.objects.get()
    assert (finding.severity, finding.basis, finding.polarity) == ("note", "seen", "adverse")
    assert (finding.station, finding.area, finding.occurred_at) == (None, None, None)


def test_numbers_and_times_that_cannot_be_read_are_pointed_at_with_what_was_typed(client):
    text = words(report(client, affected="some fifty", occurred_at="after lunch"))
    assert "“some fifty” cannot be read" in text
    assert "This is not a date and a time" in text
    assert 'value="some fifty"' in text
    assert not Finding.objects.exists()


@pytest.mark.parametrize("typed", ["101", "n1", "lyceum", "101 Lyceum 9", " 101 "])
def test_a_station_is_found_by_number_code_name_or_a_part_of_it(client, cast, typed):
    cast.station.name = "Lyceum 9"
    cast.station.save()
    report(client, station=typed)
    assert Finding.objects.get().station == cast.station


def test_words_that_fit_several_stations_are_asked_back(client, cast):
    StationFactory(mission=cast.mission, area=cast.south, code="s2", number="101", name="Lyceum")
    text = words(report(client, station="101"))
    assert "fits several stations" in text
    assert "North: n1" in text
    assert "South: s2" in text
    assert 'value="101"' in text


def test_a_station_that_is_not_there_or_of_another_mission_is_asked_back(client, cast):
    assert "The mission has no station “901”" in words(report(client, station="901"))
    assert not Finding.objects.exists()


def test_an_area_alone_says_where_too(client, cast):
    report(client, station="", area="south")
    assert Finding.objects.get().area == cast.south


def test_the_form_begins_with_the_station_one_came_from(client):
    assert 'value="101"' in page(client, FORM, station="101")


def test_the_number_of_another_teams_finding_is_refused(client, cast):
    theirs = FindingFactory(mission=cast.mission, team=cast.south_team, summary="Theirs.")
    response = client.post(FORM, {"finding": str(theirs.uuid)} | SAID)
    assert response.status_code == 403
    assert "Theirs." not in words(response)
    assert Finding.objects.count() == 1


def test_who_lost_the_team_meanwhile_keeps_what_was_typed(cast, signed_in):
    lone = lone_observer(cast)
    client = signed_in(lone)
    assert "You are in no team yet" in page(client, FORM)
    text = words(client.post(FORM, {"finding": str(uuid4())} | SAID))
    assert "You are in no team now." in text
    assert "Three buses brought voters." in text
    assert not Finding.objects.exists()


def test_what_cannot_be_a_number_of_a_finding_is_not_found(client):
    assert client.post(FORM, {"finding": "7"} | SAID).status_code == 404


def test_both_members_see_the_teams_findings_with_who_reported_them(client, cast, signed_in):
    report(client)
    assert "reported by you" in page(client)
    mate = observer_of(cast.north_team, cast.delegation, "Team Mate")
    assert "reported by Observer" in page(signed_in(mate))
    assert "No finding told yet" in page(signed_in(cast.other_observer))


def test_a_visits_finding_is_listed_with_the_way_to_its_visit(client, cast):
    send(a_visit(findings=[{"id": str(uuid4()), "summary": "Shouting at the door."}]), cast)
    text = page(client)
    assert "Shouting at the door." in text
    assert reverse("visit_detail", args=["here", Visit.objects.get().uuid]) in text
    Visit.objects.update(state=VisitState.SET_ASIDE)
    assert "Its visit was set aside: it does not count." in page(client)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (FindingState.NEW, "The secretariat has it and looks at it next."),
        (FindingState.CALLED_BACK, "The secretariat asks you about this"),
        (FindingState.CONFIRMED, "Confirmed: the statement may tell it."),
        (FindingState.NOT_CONFIRMED, "It could not be confirmed."),
        (FindingState.REFUTED, "It proved otherwise"),
        (FindingState.DUPLICATE, "It is told by another finding already."),
    ],
)
def test_each_finding_says_where_it_stands(client, cast, state, told):
    FindingFactory(mission=cast.mission, team=cast.north_team, state=state)
    assert told in page(client)


def test_many_findings_ask_no_more_of_the_database_than_a_few(client, cast):
    def some(amount: int) -> int:
        FindingFactory.create_batch(
            amount, mission=cast.mission, team=cast.north_team, station=cast.station
        )
        with CaptureQueriesContext(connection) as asked_for:
            page(client)
        return len(asked_for)

    assert some(3) == some(27) <= 15
