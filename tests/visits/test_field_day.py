"""What a phone is told of its team's day before it goes where there is no network."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from missions.enumerations import Role
from tests.cast import Cast, account_in
from tests.factories import (
    AttachmentFactory,
    ContactFactory,
    DeploymentFactory,
    MissionQuestionFactory,
    StationFactory,
)
from tests.visits.sending import a_visit, changed, following, revision_of, send, stored
from visits.actions import return_visit, set_aside_visit, verify_visit
from visits.actions.matching import match_station
from visits.form_versions import current_version, publish_mission_forms
from visits.models import SetAsideReason
from visits.payload import load_payload

ADDRESS = reverse("field_day", args=["here"])
NUMBER = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def day(client: Client) -> dict[str, Any]:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return dict(response.json())


def test_the_day_says_whose_it_is_and_when_the_mission_opens(cast, client):
    cast.mission.opening_time = time(7)
    cast.mission.late_after_minutes = 20
    cast.mission.save()
    told = day(client)
    assert told["account"] == str(cast.observer.pk)
    assert told["team"] == {"code": "T1", "name": "T1", "members": ["Observer"]}
    assert (told["mission"], told["zone"]) == ("here", "Asia/Almaty")
    assert (told["opening_time"], told["late_after_minutes"]) == ("07:00", 20)


def test_a_planned_station_is_told_with_its_time_and_how_it_was_chosen(cast, client):
    (stop,) = day(client)["plan"]
    assert (stop["station"], stop["stage"], stop["area"]) == ("n1", "voting", "North")
    assert stop["planned_at"].startswith("2025-03-16T")


def test_a_visit_is_told_as_it_was_last_sent_with_what_a_correction_stands_on(cast, client):
    receipt = send(a_visit(), cast)
    second = following(receipt, a_visit(receipt.uuid), comments="Again.")
    latest = send(second, cast)
    (visit,) = day(client)["visits"]
    assert (visit["visit"], visit["revision"]) == (str(receipt.uuid), 2)
    assert visit["sha256"] == latest.sha256
    assert visit["payload"] == load_payload(second)
    assert visit["page"] == day(client)["forms"]["voting"]["page"]


def test_only_the_own_teams_visits_are_told(cast, signed_in):
    send(a_visit(), cast)
    assert day(signed_in(cast.other_observer))["visits"] == []


@pytest.mark.parametrize("state", ["waiting", "verified", "returned", "set_aside"])
def test_where_a_visit_stands_is_told_in_a_word_and_a_sentence(cast, client, state):
    revision = revision_of(send(a_visit(), cast))
    by = {"by": cast.secretariat}
    if state == "verified":
        verify_visit(revision, **by)
    elif state == "returned":
        return_visit(revision, question="Which box?", **by)
    elif state == "set_aside":
        set_aside_visit(revision, reason=SetAsideReason.DUPLICATE, **by)
    (visit,) = day(client)["visits"]
    assert visit["state"] == state
    assert visit["asked"] == ("Which box?" if state == "returned" else "")
    assert visit["counts"] == (state == "verified")
    assert visit["told"]


def test_a_correction_stands_on_the_station_that_was_last_told(cast, client):
    receipt = send(a_visit(), cast)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    send(following(receipt, a_visit(receipt.uuid), station="s1"), cast)
    (visit,) = day(client)["visits"]
    assert visit["station"] == "n1"
    assert (visit["at"]["code"], visit["at"]["area"]) == ("s1", "South")


def test_a_visit_matched_by_the_secretariat_is_corrected_as_the_team_told_it(cast, client):
    receipt = send(a_visit(station="", station_number="77"), cast)
    match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    (visit,) = day(client)["visits"]
    assert visit["station"] == "n1"
    assert visit["at"] == {"code": "", "name": "", "area": ""}


def test_a_copy_beside_is_told_until_it_is_decided_and_photos_are_counted(cast, client):
    payload = a_visit()
    receipt = send(payload, cast)
    copy = send(changed(payload, comments="Another."), cast)
    AttachmentFactory(mission=cast.mission, visit=stored(receipt), received_at=None)
    (visit,) = day(client)["visits"]
    assert visit["beside"] == [copy.sha256]
    assert visit["photos"] == [0, 1]


def test_a_visit_keeps_the_page_of_the_form_it_was_logged_with(cast, client, own_form):
    receipt = send(a_visit(), cast)
    pinned = stored(receipt).form_version.sha256
    own_form()
    told = day(client)
    assert told["forms"]["voting"]["sha256"] != pinned
    page = reverse("field_form", args=["here", "en", "voting", pinned])
    assert told["visits"][0]["page"] == page
    assert page in told["pages"]
    assert told["forms"]["voting"]["page"] in told["pages"]


@pytest.fixture
def own_form(cast: Cast) -> Any:
    """Return a function that publishes a form with a question of the mission's own."""

    def published() -> None:
        MissionQuestionFactory(mission=cast.mission)
        publish_mission_forms(cast.mission)

    return published


def test_contacts_are_told_as_a_telephone_dials_them(cast, client):
    ContactFactory(mission=cast.mission, duty="Emergencies", phone="+7 (727) 250-00-00")
    (contact,) = day(client)["contacts"]
    assert (contact["role"], contact["dialled"]) == ("Emergencies", "+77272500000")


def test_who_is_in_no_team_is_told_so_and_has_the_forms(cast, signed_in):
    told = day(signed_in(account_in(cast.mission, Role.OBSERVER, "Newcomer")))
    assert told["team"] is None
    assert (told["plan"], told["visits"]) == ([], [])
    assert set(told["forms"]) == {"opening", "voting", "counting", "tabulation"}


def test_every_address_of_the_app_here_is_one_of_the_installation(cast, client):
    told = day(client)
    own = [told["addresses"][name] for name in ("home", "finding", "day")]
    assert [resolve(each).url_name for each in own] == ["field_home", "field_finding", "field_day"]
    assert resolve(f"{told['addresses']['intake']}{NUMBER}/").url_name == "visit_intake"
    assert resolve(told["stations"]["address"]).url_name == "field_stations"


def test_a_long_day_takes_the_same_queries_as_a_short_one(cast, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            day(client)
        return len(found)

    def more(number: int) -> None:
        for _each in range(number):
            station = StationFactory(mission=cast.mission, area=cast.north)
            DeploymentFactory(mission=cast.mission, team=cast.north_team, station=station)
            receipt = send(a_visit(station=station.code), cast)
            return_visit(revision_of(receipt), question="Why?", by=cast.secretariat)

    more(3)
    queries()
    few = queries()
    more(12)
    assert queries() == few <= 20


def test_the_day_names_the_form_in_use(cast, client):
    version = current_version(cast.mission, "counting")
    assert day(client)["forms"]["counting"]["sha256"] == version.sha256
