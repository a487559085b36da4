"""Where the mission has been: visits and stations by area and stage, and what waits.

The overview's figures are counted here, in a fixed number of queries. Stations are counted as the
statement counts them: distinct polling stations at the opening, voting or the count.
"""

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Any, Self

from django.db.models import Count, Q, QuerySet

from missions.area_tree import AreaTree
from missions.enumerations import Stage, StationKind
from missions.models import Area, Mission
from observers.models import Deployment
from visits.models import Visit, VisitState

AT_STATIONS = (Stage.OPENING, Stage.VOTING, Stage.COUNTING)


@dataclass(frozen=True)
class Tally:
    """Numbers of visits (planned ones too) and of distinct stations; they add up."""

    planned: int = 0
    received: int = 0
    waiting: int = 0
    verified: int = 0
    set_aside: int = 0
    returned: int = 0
    urgent: int = 0
    stations: int = 0
    stations_verified: int = 0

    def __add__(self, other: Self) -> Self:
        names = [each.name for each in fields(self)]
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in names})


NOTHING = Tally()


@dataclass(frozen=True)
class AreaCoverage:
    """One top-level area (None: not known yet): its stages in order, and all of them."""

    area: Area | None
    stages: tuple[tuple[Stage, Tally], ...]
    total: Tally


@dataclass(frozen=True)
class Coverage:
    """The whole mission: by top-level area, and in all."""

    areas: tuple[AreaCoverage, ...]
    total: Tally


def coverage_of(mission: Mission) -> Coverage:
    """Return what was visited, by top-level area and stage; four queries."""
    tree = AreaTree(mission)
    by_stage: dict[tuple[Area | None, str], Tally] = defaultdict(Tally)
    for row in [*_visits(mission), *_planned(mission)]:
        place = (tree.top(row.pop("area")), row.pop("stage"))
        by_stage[place] += Tally(**row)
    stations: dict[Area | None, Tally] = defaultdict(Tally)
    for row in _stations(mission):
        stations[tree.top(row.pop("area"))] += Tally(**row)
    tops = [area for area in tree.areas if area.parent_id is None]
    areas = [_area(area, by_stage, stations) for area in [*tops, None]]
    seen = tuple(each for each in areas if each.stages)
    return Coverage(seen, sum((each.total for each in areas), NOTHING))


def _area(
    area: Area | None,
    by_stage: dict[tuple[Area | None, str], Tally],
    stations: dict[Area | None, Tally],
) -> AreaCoverage:
    stages = tuple((stage, by_stage[area, stage]) for stage in Stage if (area, stage) in by_stage)
    # A station visited at two stages is one station: the total is counted on its own.
    visits = sum((tally for _stage, tally in stages), NOTHING)
    distinct = stations.get(area, NOTHING)
    numbers = {each.name: getattr(visits, each.name) for each in fields(visits)}
    numbers["stations"] = distinct.stations
    numbers["stations_verified"] = distinct.stations_verified
    return AreaCoverage(area, stages, Tally(**numbers))


def _visits(mission: Mission) -> QuerySet[Visit, Any]:
    states = {state.value: Count("pk", filter=Q(state=state)) for state in _COUNTED_STATES}
    counted = {
        "received": Count("pk"),
        "waiting": Count("pk", filter=Q(awaits_review=True)),
        "urgent": Count("pk", filter=Q(urgent_waits=True)),
        "stations": Count("station", distinct=True),
        "stations_verified": Count("station", distinct=True, filter=_VERIFIED),
    }
    rows = Visit.objects.filter(mission=mission).order_by()
    return rows.values("area", "stage").annotate(**counted, **states)


_VERIFIED = Q(state=VisitState.VERIFIED)
_COUNTED_STATES = (VisitState.VERIFIED, VisitState.RETURNED, VisitState.SET_ASIDE)


def _stations(mission: Mission) -> QuerySet[Visit, Any]:
    polling = Q(station__kind=StationKind.POLLING_STATION, stage__in=AT_STATIONS)
    rows = Visit.objects.filter(polling, mission=mission).order_by()
    return rows.values("area").annotate(
        stations=Count("station", distinct=True),
        stations_verified=Count("station", distinct=True, filter=_VERIFIED),
    )


def _planned(mission: Mission) -> list[dict[str, Any]]:
    rows = Deployment.objects.filter(mission=mission).order_by()
    grouped = rows.values_list("station__area", "stage").annotate(n=Count("pk"))
    return [{"area": area, "stage": stage, "planned": n} for area, stage, n in grouped]
