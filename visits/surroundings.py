"""The mission around a visit: its stations, teams, areas, forms and plan, looked up by code.

One instance serves one visit, or a whole import, which then asks the database once a code.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery

from missions.models import Area, Mission, Station
from missions.models.prepared import Given, Prepared
from observers.models import Deployment, Observer, Team, TeamMember
from observers.teams import state_in_sql
from visits.form_versions import current_versions
from visits.models import FormVersion, Visit

Found = TypeVar("Found", bound=Model)


def _by_code(model: type[Model]) -> Prepared[Any]:
    rows = model._default_manager
    return Prepared(lambda: rows.filter(mission=Given("mission"), code=Given("code")).order_by())


_BY_CODE: dict[type[Model], Prepared[Any]] = {
    model: _by_code(model) for model in (Station, Team, Area)
}


@dataclass(frozen=True)
class Facts:
    """What a mission knows about a visit: in its plan, how many states, elsewhere as well."""

    planned: bool
    states: int
    overlapping: bool


class Surroundings:
    """Looks up what a visit names, remembering what it found."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self._found: dict[tuple[type[Model], str], Model | None] = {}
        self._versions: dict[str, FormVersion | None] = {}

    def _one(self, model: type[Found], code: str) -> Found | None:
        key = (model, code)
        if key not in self._found:
            self._found[key] = _BY_CODE[model].first(mission=self.mission.pk, code=code)
        # Kept under a key whose kind says what it is.
        return self._found[key]  # type: ignore[return-value]

    def station(self, code: str) -> Station | None:
        """Return the station with this code, if the mission has it."""
        return self._one(Station, code) if code else None

    def team(self, code: str) -> Team | None:
        """Return the team with this code, if the mission has it."""
        return self._one(Team, code) if code else None

    def area(self, code: str) -> Area | None:
        """Return the area with this code, if the mission has it."""
        return self._one(Area, code) if code else None

    @cached_property
    def versions(self) -> dict[str, FormVersion]:
        """The form versions in use, by stage."""
        return current_versions(self.mission)

    def version(self, sha256: str, stage: str) -> FormVersion | None:
        """Return the version with this hash that the mission may have used, if there is one."""
        current = self.versions.get(stage)
        if current and current.sha256 == sha256:
            return current
        if sha256 not in self._versions:
            usable = Q(mission=self.mission) | Q(mission=None)
            found = FormVersion.objects.filter(usable, stage=stage, sha256=sha256)
            self._versions[sha256] = found.order_by("-number").first() if sha256 else None
        return self._versions[sha256]

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(Area.objects.filter(mission=self.mission).values_list("pk", "parent"))

    def within(self, area_id: int | None, wider_id: int) -> bool:
        """Return whether an area is `wider_id` or lies in it."""
        seen: set[int] = set()
        while area_id is not None and area_id not in seen:
            if area_id == wider_id:
                return True
            seen.add(area_id)
            area_id = self._parents.get(area_id)
        return False

    def facts_of(self, visit: Visit) -> Facts:
        """Return what the plan, the team's members and its other visits say of a visit."""
        stayed = visit.departed_at and visit.departed_at >= visit.arrived_at
        query = _FACTS if visit.station_id else _FACTS_NOT_LISTED
        found: Any = query.first(
            team=visit.team_id,
            station=visit.station_id,
            stage=visit.stage,
            arrived=visit.arrived_at,
            # Nothing is earlier than no time: a visit without an end overlaps with none.
            departed=visit.departed_at if stayed else None,
            visit=visit.pk or 0,
        )
        return Facts(bool(found.planned), found.states or 0, bool(found.overlapping))


def _facts(others: QuerySet[Visit]) -> QuerySet[Team]:
    """Ask three things at once of the team that is given."""
    team = Given("team")
    planned = Deployment.objects.filter(team=team, station=Given("station"), stage=Given("stage"))
    overlapping = others.filter(
        team=team, arrived_at__lt=Given("departed"), departed_at__gt=Given("arrived")
    ).exclude(pk=Given("visit"))
    # Not as a join, whose order PostgreSQL would weigh each time.
    observer = Observer.objects.filter(pk=OuterRef("observer")).order_by()
    state = observer.annotate(state=state_in_sql("delegation__")).values("state")
    members = TeamMember.objects.filter(team=team).values("team")
    states = members.annotate(n=Count(Subquery(state), distinct=True)).values("n")
    return (
        Team.objects.filter(pk=team)
        .only("pk")
        .order_by()
        .annotate(
            planned=Exists(planned.order_by()),
            overlapping=Exists(overlapping.order_by()),
            states=Subquery(states),
        )
    )


# One station may be visited for two stages without leaving: opening, then voting.
_FACTS = Prepared(lambda: _facts(Visit.objects.exclude(station=Given("station"))))
_FACTS_NOT_LISTED = Prepared(lambda: _facts(Visit.objects.exclude(station=None)))
