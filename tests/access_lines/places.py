"""Who may keep the mission's areas and stations."""

from typing import Any

from tests.access_table import ADMINISTRATORS, Line, World
from tests.factories import AreaFactory, StationFactory


def _area(world: World) -> dict[str, Any]:
    return {"pk": AreaFactory(mission=world.cast.mission).pk}


def _foreign_area(world: World) -> dict[str, Any]:
    return {"pk": AreaFactory(mission=world.cast.other_mission, name="Area elsewhere").pk}


def _station(world: World) -> dict[str, Any]:
    return {"pk": StationFactory(mission=world.cast.mission, area=world.cast.north).pk}


def _foreign_station(world: World) -> dict[str, Any]:
    return {"pk": world.cast.other_station.pk}


def _typed_area(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"name": "West", "kind": "region"}


def _typed_station(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"number": "77", "area": world.cast.north.pk, "kind": "polling_station"}


def _lines(name: str, keys: Any, foreign: Any, body: Any) -> list[Line]:
    """A list and the pages of its records."""
    return [
        Line(f"{name}_add", "GET", ADMINISTRATORS, 200),
        Line(f"{name}_add", "POST", ADMINISTRATORS, 302, body=body),
        Line(f"{name}_edit", "GET", ADMINISTRATORS, 200, keys, foreign),
        Line(f"{name}_edit", "POST", ADMINISTRATORS, 302, keys, foreign, body=body),
        Line(f"{name}_delete", "GET", ADMINISTRATORS, 200, keys, foreign),
        Line(f"{name}_delete", "POST", ADMINISTRATORS, 302, keys, foreign),
    ]


LINES = [
    Line("area_list", "GET", ADMINISTRATORS, 200),
    Line("station_setup", "GET", ADMINISTRATORS, 200),
    *_lines("area", _area, _foreign_area, _typed_area),
    *_lines("station", _station, _foreign_station, _typed_station),
]
