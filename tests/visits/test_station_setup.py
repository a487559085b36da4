"""Stations as an administrator keeps them."""

import csv
import io
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.enumerations import Stage, StationKind
from missions.models import AuditRecord, Station
from missions.rules import NotAllowed
from observers.actions.people import save_observer
from tests.cast import Cast
from tests.factories import (
    DeploymentFactory,
    FindingFactory,
    StationFactory,
    VisitFactory,
    VisitRevisionFactory,
)
from visits.actions import verify_visit
from visits.actions.stations import delete_station, save_station

LIST = reverse("station_setup", args=["here"])
ADD = reverse("station_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def edit(station: Station) -> str:
    return reverse("station_edit", args=["here", station.pk])


def typed(station: Station, **other: object) -> dict[str, object]:
    """What the form of a station sends."""
    return {
        "number": station.number,
        "name": station.name,
        "area": station.area_id,
        "kind": station.kind,
        "code": station.code,
        **other,
    }


def sent(client: Client, address: str, what: dict[str, object]) -> str:
    """The page that follows, with its spaces made one."""
    return " ".join(client.post(address, what, follow=True).content.decode().split())


def test_a_station_is_added_with_a_code_made_from_area_and_number(cast, client):
    what = {"number": "77", "area": cast.north.pk, "kind": "polling_station", "setting": "rural"}
    more = {"latitude": "43.2389491", "longitude": "76.889709", "registered_voters": "~900"}
    text = sent(client, ADD, {**what, **more, "latitude": "43.238949", "names_native": "Мектеп"})
    assert "The station is added." in text
    station = Station.objects.get(code="north-77")
    assert (station.latitude, station.longitude) == (Decimal("43.238949"), Decimal("76.889709"))
    assert (station.registered_voters, station.approximate) == (900, "registered_voters")
    assert station.names == {"native": "Мектеп"}


def test_a_number_that_was_about_becomes_exact(cast, client):
    cast.station.registered_voters, cast.station.approximate = 900, "registered_voters"
    cast.station.save()
    assert 'value="~900"' in client.get(edit(cast.station)).content.decode()
    sent(client, edit(cast.station), typed(cast.station, registered_voters="912"))
    cast.station.refresh_from_db()
    assert (cast.station.registered_voters, cast.station.approximate) == (912, "")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("latitude", "91", "Degrees from -90 to 90."),
        ("longitude", "181", "Degrees from -180 to 180."),
        ("latitude", "north", "Enter a number."),
        ("latitude", "43.2", "Give both latitude and longitude, or neither."),
        ("registered_voters", "many", "A whole number up to 999999999, or ~50 for about 50."),
        ("registered_voters", "-5", "A whole number up to 999999999, or ~50 for about 50."),
        ("number", "", "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(cast, client, field, text, sentence):
    page = sent(client, edit(cast.station), typed(cast.station, **{field: text, "address": "Abai"}))
    assert sentence in page
    assert f'value="{text}"' in page or not text
    assert 'value="Abai"' in page
    cast.station.refresh_from_db()
    assert cast.station.address == ""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("a;b", "A code without “;”"), ("s1", "The code “s1” is taken, by 201")],
)
def test_a_new_station_takes_no_code_that_cannot_be(cast, client, code, sentence):
    what = {"number": "77", "area": cast.north.pk, "kind": "polling_station", "code": code}
    page = sent(client, ADD, what)
    assert sentence in page
    assert f'value="{code}"' in page
    assert not Station.objects.filter(number="77").exists()


def test_the_code_that_phones_know_a_station_by_stays(cast, client):
    page = client.get(edit(cast.station)).content.decode()
    assert "Phones and files know it by this code: it stays." in page
    before = cast.station.code
    sent(client, edit(cast.station), typed(cast.station, code="another", address="Abai"))
    cast.station.refresh_from_db()
    assert (cast.station.code, cast.station.address) == (before, "Abai")
    cast.station.code = "another"
    with pytest.raises(NotAllowed, match="stays"):
        save_station(cast.station, mission=cast.mission, by=cast.administrator)


def test_a_visit_that_came_in_while_its_station_moved_is_verified_where_the_station_lies(cast):
    visit = VisitFactory(mission=cast.mission, team=cast.north_team, station=cast.station)
    # The intake had read the station a moment before.
    type(visit).objects.filter(pk=visit.pk).update(area=cast.south)
    verify_visit(VisitRevisionFactory(visit=visit), by=cast.secretariat)
    visit.refresh_from_db()
    assert visit.area == cast.station.area == cast.north


def test_a_set_up_page_locks_the_mission_before_what_it_changes(cast):
    observer = cast.north_team.members.select_related("person", "mission")[0]
    acts = [
        partial(save_station, cast.station, mission=cast.mission, by=cast.administrator),
        partial(save_observer, observer, by=cast.administrator),
        partial(
            delete_station,
            StationFactory(mission=cast.mission, area=cast.north),
            mission=cast.mission,
            by=cast.administrator,
        ),
    ]
    for act in acts:
        with CaptureQueriesContext(connection) as asked:
            act()
        first = next(each["sql"] for each in asked if "SAVEPOINT" not in each["sql"])
        assert 'FROM "missions_mission"' in first
        assert ("FOR NO KEY UPDATE" in first) == (connection.vendor == "postgresql")


def test_visits_and_findings_move_with_their_station(cast, client):
    visit = VisitFactory(mission=cast.mission, team=cast.north_team, station=cast.station)
    finding = FindingFactory(mission=cast.mission, station=cast.station, area=cast.north)
    sent(client, edit(cast.station), typed(cast.station, area=cast.south.pk))
    for record in (visit, finding, cast.station):
        record.refresh_from_db()
        assert record.area == cast.south
    told = AuditRecord.objects.filter(action="moved with its station")
    assert {each.record_type for each in told} == {"visits.visit", "visits.finding"}
    assert all(each.changes == {"area": ["north", "south"]} for each in told)


def test_a_station_with_visits_of_voting_becomes_no_commission(cast, client):
    VisitFactory(mission=cast.mission, team=cast.north_team, station=cast.station)
    page = sent(client, edit(cast.station), typed(cast.station, kind=StationKind.COMMISSION.value))
    assert "The kind stays: 1 visit and 1 deployment of other stages" in page
    cast.station.refresh_from_db()
    assert cast.station.kind == StationKind.POLLING_STATION


def test_a_station_nothing_was_planned_at_changes_its_kind(cast, client):
    sent(client, edit(cast.south_station), typed(cast.south_station, kind="commission"))
    cast.south_station.refresh_from_db()
    assert cast.south_station.kind == StationKind.COMMISSION


def test_a_commission_with_tabulations_stays_one(cast, client):
    station = StationFactory(mission=cast.mission, area=cast.north, kind=StationKind.COMMISSION)
    DeploymentFactory(
        mission=cast.mission, team=cast.north_team, station=station, stage=Stage.TABULATION
    )
    page = sent(client, edit(station), typed(station, kind="polling_station"))
    assert "The kind stays: 1 deployment of other stages" in page


def test_a_station_that_is_used_says_by_what(cast, client):
    VisitFactory(mission=cast.mission, team=cast.north_team, station=cast.station)
    address = reverse("station_delete", args=["here", cast.station.pk])
    text = client.get(address).content.decode()
    assert "1 visit" in text
    assert "1 deployment" in text
    assert "cannot be deleted" in text
    assert client.post(address).status_code == 409
    assert Station.objects.filter(pk=cast.station.pk).exists()


def test_a_station_nothing_depends_on_is_deleted(cast, client):
    address = reverse("station_delete", args=["here", cast.south_station.pk])
    assert "is deleted." in sent(client, address, {})
    assert not Station.objects.filter(pk=cast.south_station.pk).exists()


def test_the_list_is_narrowed_by_area_kind_and_setting(cast, client):
    StationFactory(mission=cast.mission, area=cast.south, number="301", setting="rural")
    for asked, numbers in (
        ({"area": "south"}, ["201", "301"]),
        ({"area": "south", "setting": "rural"}, ["301"]),
        ({"setting": "unknown"}, ["101", "201"]),
        ({"kind": "commission"}, []),
        ({"q": "301"}, ["301"]),
    ):
        table = client.get(LIST, asked).context["table"]
        assert [each.record.number for each in table.page.object_list] == numbers, asked


def test_the_file_holds_numbers_with_their_marks_and_the_whole_place(cast, client):
    cast.station.registered_voters, cast.station.approximate = 900, "registered_voters"
    cast.station.save()
    content = client.get(LIST, {"format": "csv", "q": "101"}).content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content)))
    assert (row["Number"], row["Area"], row["Registered voters"]) == ("101", "North", "~900")


def test_an_observers_list_leads_administrators_to_the_form(cast, client, signed_in):
    address = reverse("station_list", args=["here"])
    assert edit(cast.station) in client.get(address, {"all": 1}).content.decode()
    text = signed_in(cast.observer).get(address, {"all": 1}).content.decode()
    assert edit(cast.station) not in text


def test_the_list_takes_as_many_queries_for_many_stations_as_for_few(cast, client):
    few = queries(client)
    for _n in range(30):
        station = StationFactory(mission=cast.mission, area=cast.north)
        VisitFactory(mission=cast.mission, team=cast.north_team, station=station)
    assert queries(client) == few <= 15


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LIST).status_code == 200
    return len(captured)
