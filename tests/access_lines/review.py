"""Who may use the pages of review that stand beside a visit's own."""

from typing import Any

from tests.access_table import REVIEWERS, Line, World
from visits.actions import match_station


def _matched(world: World) -> dict[str, Any]:
    """A visit whose station the secretariat found."""
    match_station(world.not_listed, station=world.cast.station, by=world.cast.secretariat)
    return {"uuid": world.not_listed.uuid}


def _voting(world: World) -> dict[str, Any]:
    return {"stage": "voting"}


def _call(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "team": "T1",
        "station": "n1",
        "visit": str(world.new),
        "arrived_at": "2025-03-16T09:00",
        "called_by": "Observer",
        "called_at": "2025-03-16T10:00",
    }


LINES = [
    Line(
        "station_unmatch",
        "POST",
        REVIEWERS,
        302,
        keys=_matched,
        foreign=lambda world: {"uuid": world.foreign_visit.uuid},
    ),
    Line("visit_unlisted", "GET", REVIEWERS, 200),
    Line("visit_enter", "GET", REVIEWERS, 200),
    Line(
        "visit_entry",
        "GET",
        REVIEWERS,
        200,
        keys=_voting,
        body=lambda world, keys: {"team": "T1"},
    ),
    Line("visit_entry", "POST", REVIEWERS, 302, keys=_voting, body=_call),
]
