"""Who may use the pages of stations and visits."""

from typing import Any

from tests.access_table import ADMINISTRATORS, OBSERVERS, REVIEWERS, Line, World
from tests.visits.sending import a_visit
from visits.as_shown import finding_as_shown, visit_as_shown
from visits.models import Finding, Visit


def _visit(world: World) -> dict[str, Any]:
    return {"uuid": world.visit.uuid}


def _foreign_visit(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_visit.uuid}


def _foreign_finding(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_finding.uuid}


def _verification(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    shown = visit_as_shown(Visit.objects.get(pk=world.visit.pk))
    told = {"decision": "verify", "revision": 1, "latest_revision": 1, "last_review": 0}
    return told | {"shown": shown}


LINES = [
    Line("station_list", "GET", OBSERVERS + REVIEWERS + ADMINISTRATORS, 200),
    Line("visit_log", "GET", OBSERVERS, 200, keys=lambda world: {"stage": "voting"}),
    Line(
        "visit_log",
        "POST",
        OBSERVERS,
        302,
        keys=lambda world: {"stage": "voting"},
        body=lambda world, keys: {
            "visit": str(world.new),
            "station": "n1",
            "arrived_at": "2025-03-16T09:00",
        },
    ),
    Line(
        "visit_received",
        "GET",
        ("observer",),
        200,
        keys=lambda world: {"uuid": world.visit.uuid, "sha256": world.sha256},
        foreign=lambda world: {"uuid": world.foreign_visit.uuid, "sha256": world.sha256},
        otherwise={"other_observer": 404},
    ),
    Line(
        "visit_intake",
        "PUT",
        OBSERVERS,
        201,
        keys=lambda world: {"uuid": world.new},
        foreign=_foreign_visit,
        # A device is told that it cannot have this number, and not whose it is.
        foreign_status=403,
        body=lambda world, keys: a_visit(keys["uuid"]),
        otherwise={"anonymous": 401},
    ),
    Line("visit_waiting", "GET", REVIEWERS, 200),
    Line(
        "visit_detail",
        "GET",
        ("observer", *REVIEWERS),
        200,
        keys=_visit,
        foreign=_foreign_visit,
        otherwise={"other_observer": 404},
    ),
    Line(
        "visit_review",
        "POST",
        REVIEWERS,
        302,
        keys=_visit,
        foreign=_foreign_visit,
        body=_verification,
    ),
    Line(
        "station_match",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.not_listed.uuid},
        foreign=_foreign_visit,
        body=lambda world, keys: {"station": "n1"},
    ),
    Line(
        "copy_decide",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.copy.visit.uuid, "sha256": world.copy.sha256},
        foreign=lambda world: {"uuid": world.foreign_visit.uuid, "sha256": world.copy.sha256},
        body=lambda world, keys: {"decision": "left", "note": "The same, sent by another phone."},
    ),
    Line(
        "finding_decide",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.finding.uuid},
        foreign=_foreign_finding,
        body=lambda world, keys: {
            "state": "confirmed",
            "shown": finding_as_shown(Finding.objects.get(pk=world.finding.pk)),
        },
    ),
]
