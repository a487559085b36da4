"""Who may use the observers' own pages."""

from typing import Any

from tests.access_table import OBSERVERS, Line, World
from tests.factories import FindingFactory

SHA256 = "a" * 64


def _finding(world: World) -> dict[str, Any]:
    made = FindingFactory(mission=world.cast.mission, team=world.cast.north_team, sha256=SHA256)
    return {"uuid": made.uuid, "sha256": SHA256}


def _foreign_finding(world: World) -> dict[str, Any]:
    team = world.cast.other_team
    made = FindingFactory(mission=team.mission, team=team, sha256=SHA256)
    return {"uuid": made.uuid, "sha256": SHA256}


LINES = [
    Line("my_visits", "GET", OBSERVERS, 200),
    Line("my_team", "GET", OBSERVERS, 200),
    Line("my_findings", "GET", OBSERVERS, 200),
    Line("finding_report", "GET", OBSERVERS, 200),
    Line(
        "finding_report",
        "POST",
        OBSERVERS,
        302,
        body=lambda world, keys: {
            "finding": str(world.new),
            "summary": "Voters were sent away.",
            "theme": "access",
        },
    ),
    Line(
        "finding_received",
        "GET",
        ("observer",),
        200,
        keys=_finding,
        foreign=_foreign_finding,
        otherwise={"other_observer": 404},
    ),
]
