"""The mission around a visit: its stations, teams, areas, forms and plan, looked up by code.

One instance serves one visit, or a whole import, which then asks the database once a code.
"""

from functools import cached_property
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from missions.models import Area, Mission, Station
from observers.models import Deployment, Team
from visits.form_versions import current_versions
from visits.models import FormVersion, Visit

Found = TypeVar("Found", bound=Model)


class Surroundings:
    """Looks up what a visit names, remembering what it found."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self._found: dict[tuple[type[Model], str], Model | None] = {}
        self._states: dict[int, int] = {}
        self._versions: dict[str, FormVersion | None] = {}

    def _one(self, rows: QuerySet[Found], code: str) -> Found | None:
        key = (rows.model, code)
        if key not in self._found:
            self._found[key] = rows.filter(mission=self.mission, code=code).first()
        return self._found[key]  # type: ignore[return-value]

    def station(self, code: str) -> Station | None:
        """Return the station with this code, if the mission has it."""
        return self._one(Station.objects.all(), code) if code else None

    def team(self, code: str) -> Team | None:
        """Return the team with this code, if the mission has it."""
        return self._one(Team.objects.all(), code) if code else None

    def area(self, code: str) -> Area | None:
        """Return the area with this code, if the mission has it."""
        return self._one(Area.objects.all(), code) if code else None

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

    def planned(self, team: Team, station: Station, stage: str) -> bool:
        """Return whether the deployment plan has this team at this station and stage."""
        plan = Deployment.objects.filter(team=team, station=station, stage=stage)
        return plan.exists()

    def states_in(self, team: Team) -> int:
        """Return how many delegations a team's members come from."""
        if team.pk not in self._states:
            members = team.members.values_list("delegation", flat=True).distinct()
            self._states[team.pk] = members.count()
        return self._states[team.pk]

    def overlapping(self, visit: Visit) -> bool:
        """Return whether the team was at another visit during this one."""
        if not visit.departed_at or visit.departed_at < visit.arrived_at:
            return False
        others = Visit.objects.filter(
            team=visit.team,
            arrived_at__lt=visit.departed_at,
            departed_at__gt=visit.arrived_at,
        )
        # One station may be visited for two stages without leaving: opening, then voting.
        return others.exclude(pk=visit.pk).exclude(station=visit.station_id).exists()
