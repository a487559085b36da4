"""Who may use the pages of findings."""

from typing import Any

from tests.access_table import REVIEWERS, Line, World


def _finding(world: World) -> dict[str, Any]:
    return {"uuid": world.finding.uuid}


def _foreign(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_finding.uuid}


WRITTEN = {"summary": "The list of voters was not displayed.", "theme": "administration"}

LINES = [
    Line("finding_list", "GET", REVIEWERS, 200),
    Line("finding_detail", "GET", REVIEWERS, 200, keys=_finding, foreign=_foreign),
    Line(
        "finding_settle",
        "POST",
        REVIEWERS,
        302,
        keys=_finding,
        foreign=_foreign,
        body=lambda world, keys: {"state": "called_back"},
    ),
    Line("finding_edit", "GET", REVIEWERS, 200, keys=_finding, foreign=_foreign),
    Line(
        "finding_edit",
        "POST",
        REVIEWERS,
        302,
        keys=_finding,
        foreign=_foreign,
        body=lambda world, keys: WRITTEN,
    ),
    Line("finding_add", "GET", REVIEWERS, 200),
    Line("finding_add", "POST", REVIEWERS, 302, body=lambda world, keys: WRITTEN),
]
