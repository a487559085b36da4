"""Who may use the pages of findings."""

from typing import Any

from tests.access_table import REVIEWERS, Line, World
from visits.as_shown import finding_as_shown
from visits.models import Finding


def _finding(world: World) -> dict[str, Any]:
    return {"uuid": world.finding.uuid}


def _proposed(world: World) -> dict[str, Any]:
    """The finding, with something proposed of it."""
    Finding.objects.filter(pk=world.finding.pk).update(proposed={"severity": "note"})
    return _finding(world)


def _foreign(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_finding.uuid}


def _shown(world: World) -> str:
    return finding_as_shown(Finding.objects.get(pk=world.finding.pk))


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
        body=lambda world, keys: {"state": "called_back", "shown": _shown(world)},
    ),
    Line(
        "finding_second",
        "POST",
        REVIEWERS,
        302,
        keys=_proposed,
        foreign=_foreign,
        body=lambda world, keys: {"agree": "no", "proposed": "{}", "shown": _shown(world)},
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
