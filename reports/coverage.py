"""Where the mission has been: visits and stations by area, stage and setting, against the plan.

The overview's figures are counted here, in a fixed number of queries. Stations are counted as the
statement counts them: distinct polling stations at the opening, voting or the count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from missions.area_tree import AreaTree
from missions.enumerations import Setting, Stage, StationKind
from missions.models import Area, Mission, Station
from observers.models import Deployment
from visits.models import Visit, VisitState

AT_STATIONS = (Stage.OPENING, Stage.VOTING, Stage.COUNTING)


@dataclass(frozen=True)
class Tally:
    """Numbers of visits (planned ones too) and of distinct stations; they add up.

    `done` are planned visits that were received, not set aside; `listed` are the polling stations
    on the mission's list.
    """

    planned: int = 0
    done: int = 0
    received: int = 0
    waiting: int = 0
    verified: int = 0
    set_aside: int = 0
    returned: int = 0
    urgent: int = 0
    listed: int = 0
    stations: int = 0
    stations_verified: int = 0

    def __add__(self, other: Self) -> Self:
        names = [each.name for each in fields(self)]
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in names})


NOTHING = Tally()
# What a station is counted in once, however many its stages: never summed over stages.
_OF_STATIONS = ("listed", "stations", "stations_verified")


@dataclass(frozen=True)
class AreaCoverage:
    """One top-level area (None: not known yet): its stages in order, and all of them."""

    area: Area | None
    stages: tuple[tuple[Stage, Tally], ...]
    total: Tally


@dataclass(frozen=True)
class SettingCoverage:
    """The stations of one setting (None: unknown) and the visits to them."""

    setting: Setting | None
    total: Tally


@dataclass(frozen=True)
class Coverage:
    """The whole mission: by top-level area, by setting, and in all."""

    areas: tuple[AreaCoverage, ...]
    settings: tuple[SettingCoverage, ...]
    total: Tally


@dataclass(frozen=True)
class _Row:
    """What was counted for one area, stage ("" for stations as such) and setting."""

    area: Area | None
    stage: str
    setting: str
    tally: Tally


def coverage_of(mission: Mission) -> Coverage:
    """Return what was visited, by top-level area and stage, and by setting; five queries."""
    tree = AreaTree(mission)
    visits = [_row(tree, **each) for each in [*_visits(mission), *_planned(mission)]]
    stations = [_row(tree, **each) for each in [*_stations(mission), *_listed(mission)]]
    tops = [area for area in tree.areas if area.parent_id is None]
    areas = [_area(area, visits, stations) for area in [*tops, None]]
    settings = [_setting(setting, visits, stations) for setting in [*Setting, None]]
    return Coverage(
        areas=tuple(each for each in areas if each.stages or each.total.listed),
        settings=tuple(each for each in settings if each.total != NOTHING),
        total=_sum(each.total for each in areas),
    )


def _row(tree: AreaTree, area: int | None, setting: str | None, **counted: Any) -> _Row:
    stage = counted.pop("stage", "")
    return _Row(tree.top(area), stage, setting or "", Tally(**counted))


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, NOTHING)


def _area(area: Area | None, visits: list[_Row], stations: list[_Row]) -> AreaCoverage:
    here = [row for row in visits if row.area == area]
    seen = {row.stage for row in here}
    stages = tuple(
        (stage, _sum(row.tally for row in here if row.stage == stage))
        for stage in Stage
        if stage in seen
    )
    return AreaCoverage(area, stages, _total(here, [row for row in stations if row.area == area]))


def _setting(setting: Setting | None, visits: list[_Row], stations: list[_Row]) -> SettingCoverage:
    value = setting.value if setting else ""
    here = [row for row in visits if row.setting == value]
    total = _total(here, [row for row in stations if row.setting == value])
    return SettingCoverage(setting, total)


def _total(visits: list[_Row], stations: list[_Row]) -> Tally:
    """Return the sum of the visits; a station visited at two stages is one station."""
    total, distinct = _sum(row.tally for row in visits), _sum(row.tally for row in stations)
    numbers = {each.name: getattr(total, each.name) for each in fields(total)}
    return Tally(**{**numbers, **{name: getattr(distinct, name) for name in _OF_STATIONS}})


_VERIFIED = Q(state=VisitState.VERIFIED)
_COUNTED_STATES = (VisitState.VERIFIED, VisitState.RETURNED, VisitState.SET_ASIDE)


def _visits(mission: Mission) -> Iterable[dict[str, Any]]:
    states = {state.value: Count("pk", filter=Q(state=state)) for state in _COUNTED_STATES}
    counted = {
        "received": Count("pk"),
        "waiting": Count("pk", filter=Q(awaits_review=True)),
        "urgent": Count("pk", filter=Q(urgent_waits=True)),
        "stations": Count("station", distinct=True),
        "stations_verified": Count("station", distinct=True, filter=_VERIFIED),
    }
    rows = Visit.objects.filter(mission=mission).order_by()
    return _with_setting(
        rows.values("area", "stage", "station__setting").annotate(**counted, **states)
    )


def _stations(mission: Mission) -> Iterable[dict[str, Any]]:
    polling = Q(station__kind=StationKind.POLLING_STATION, stage__in=AT_STATIONS)
    rows = Visit.objects.filter(polling, mission=mission).order_by()
    grouped = rows.values("area", "station__setting").annotate(
        stations=Count("station", distinct=True),
        stations_verified=Count("station", distinct=True, filter=_VERIFIED),
    )
    return _with_setting(grouped)


def _with_setting(rows: QuerySet[Visit, Any]) -> Iterable[dict[str, Any]]:
    for row in rows:
        setting = row.pop("station__setting")
        yield {**row, "setting": setting}


def _planned(mission: Mission) -> Iterable[dict[str, Any]]:
    visit = Visit.objects.filter(
        team=OuterRef("team"), station=OuterRef("station"), stage=OuterRef("stage")
    ).exclude(state=VisitState.SET_ASIDE)
    rows = Deployment.objects.filter(mission=mission).order_by()
    grouped = rows.values_list("station__area", "stage", "station__setting").annotate(
        planned=Count("pk"), done=Count("pk", filter=Exists(visit))
    )
    for area, stage, setting, planned, done in grouped:
        yield {
            "area": area,
            "stage": stage,
            "setting": setting,
            "planned": planned,
            "done": done,
        }


def _listed(mission: Mission) -> Iterable[dict[str, Any]]:
    rows = Station.objects.filter(mission=mission, kind=StationKind.POLLING_STATION).order_by()
    for area, setting, listed in rows.values_list("area", "setting").annotate(n=Count("pk")):
        yield {"area": area, "setting": setting, "listed": listed}
