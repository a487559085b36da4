"""The stations as a phone keeps them: told once, and again only where something changed."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Station
from tests.cast import Cast
from tests.factories import AreaFactory

ADDRESS = reverse("field_stations", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def told(client: Client) -> dict[str, Any]:
    return dict(client.get(ADDRESS).json())


def make_stations(cast: Cast, number: int) -> None:
    Station.objects.bulk_create(
        Station(mission=cast.mission, area=cast.north, code=f"x{n}", number=f"{n}", name="School")
        for n in range(number)
    )


def test_a_station_is_told_with_its_number_name_area_and_kind(cast, client):
    district = AreaFactory(mission=cast.mission, code="quarter", name="Quarter", parent=cast.north)
    Station.objects.create(
        mission=cast.mission,
        area=district,
        code="q9",
        number="9",
        name="Mektep",
        names={"en": "School 9"},
    )
    found = told(client)
    assert ["q9", "9", "School 9", "quarter", "polling_station"] in found["stations"]
    assert found["areas"]["quarter"] == "Quarter, North"
    assert all(code != "n1" or number == "101" for code, number, *_rest in found["stations"])


def test_stations_of_other_missions_are_not_told(cast, client):
    assert "901" not in [number for _code, number, *_rest in told(client)["stations"]]


def test_who_has_them_already_is_told_so_until_one_changes(cast, client):
    first = client.get(ADDRESS)
    headers = {"If-None-Match": first["ETag"]}
    again = client.get(ADDRESS, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    Station.objects.filter(code="n1").update(name="Another name")
    changed = client.get(ADDRESS, headers=headers)
    assert changed.status_code == 200
    assert changed.json()["version"] != first.json()["version"]


def test_who_takes_gzip_is_told_them_small_and_what_they_have_is_known(cast, client):
    make_stations(cast, 100)
    response = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == client.get(ADDRESS).content
    known = {"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    assert client.get(ADDRESS, headers=known).status_code == 304


def test_the_day_names_the_version_of_the_stations(cast, client):
    day = client.get(reverse("field_day", args=["here"])).json()
    assert day["stations"]["version"] == told(client)["version"]


def test_twenty_thousand_stations_take_the_queries_of_ten(cast, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(ADDRESS)
        return len(found)

    make_stations(cast, 10)
    queries()
    few = queries()
    Station.objects.filter(code__startswith="x").delete()
    make_stations(cast, 20_000)
    assert queries() == few <= 6
    assert len(told(client)["stations"]) == 20_002
