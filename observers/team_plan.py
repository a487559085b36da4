"""The plan of a team: where it is to be, stage by stage, as it is printed and read aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from missions.enumerations import Stage
from observers.models import Deployment, Team


@dataclass(frozen=True)
class PlannedDay:
    """The stations a team is to visit on one day (None: no day said), in their order."""

    day: date | None
    stops: tuple[Deployment, ...]


def plan_of(team: Team) -> list[PlannedDay]:
    """Return a team's plan day by day, first by time, then by stage; one query."""
    planned = team.deployments.select_related("station__area").order_by("pk")
    return by_day(planned)


def by_day(planned: Iterable[Deployment]) -> list[PlannedDay]:
    """Return planned stations day by day in the active timezone; those without a day last."""
    ordered = sorted(planned, key=_order)
    return [PlannedDay(day, tuple(stops)) for day, stops in groupby(ordered, key=_day)]


def _day(deployment: Deployment) -> date | None:
    at = deployment.planned_at
    return timezone.localtime(at).date() if at else None


def _order(deployment: Deployment) -> tuple[bool, date, str, int, str]:
    at = deployment.planned_at
    clock = timezone.localtime(at).strftime("%H:%M") if at else "99"
    return (
        at is None,
        _day(deployment) or date.max,
        clock,
        Stage.values.index(deployment.stage),
        deployment.station.number,
    )
