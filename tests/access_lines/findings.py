"""Who may use the pages of findings."""

from typing import Any

from tests.access_table import REVIEWERS, Line, World
from visits.models import Finding


def _finding(world: World) -> dict[str, Any]:
    return {"uuid": world.finding.uuid}


def _proposed(world: World) -> dict[str, Any]:
    """The finding, with something proposed of it."""
    Finding.objects.filter(pk=world.finding.pk).update(proposed={"severity": "note"})
    return _finding(world)


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
    Line(
        "finding_second",
        "POST",
        REVIEWERS,
        302,
        keys=_proposed,
        foreign=_foreign,
        body=lambda world, keys: {"agree": "no", "proposed": "{}"},
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
