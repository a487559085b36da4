"""Who searches a mission, and which of its records they may find."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from missions.access import Permission
from missions.models import Account, Meeting, Mission, Station
from observers.models import DelegationScope, Observer, Team, TeamMember
from observers.teams import team_of
from visits.models import Finding, Visit


@dataclass(frozen=True)
class Asker:
    """An account in a mission, with what its role may do there."""

    mission: Mission
    account: Account
    may: frozenset[Permission]

    @cached_property
    def team(self) -> Team | None:
        """The account's own team."""
        return team_of(self.account, self.mission)

    @cached_property
    def delegation_id(self) -> int | None:
        """The delegation the account acts for, by its number."""
        scopes = DelegationScope.objects.filter(
            membership__account=self.account, membership__mission=self.mission
        )
        return scopes.values_list("delegation", flat=True).first()

    def _sees(self, permission: Permission) -> bool:
        return permission in self.may

    def _all(self, model: Any) -> QuerySet[Any]:
        return model._default_manager.filter(mission=self.mission)

    def stations(self) -> QuerySet[Station] | None:
        """Return the stations one may find; None for who sees none."""
        return self._all(Station) if self._sees(Permission.SEE_STATIONS) else None

    def teams(self) -> QuerySet[Team] | None:
        """Return all teams, one's own, or those with somebody of one's delegation."""
        teams = self._all(Team)
        if self._sees(Permission.SEE_PEOPLE):
            return teams
        if self._sees(Permission.LOG_VISITS):
            return teams.filter(pk=self.team.pk) if self.team else teams.none()
        if self._sees(Permission.SEE_OWN_DELEGATION):
            mine = TeamMember.objects.filter(
                team=OuterRef("pk"), observer__delegation=self.delegation_id
            )
            return teams.filter(Exists(mine))
        return None

    def people(self) -> QuerySet[Observer] | None:
        """Return all observers of the mission, or those of one's delegation."""
        if self._sees(Permission.SEE_PEOPLE):
            return self._all(Observer)
        if self._sees(Permission.SEE_OWN_DELEGATION):
            return self._all(Observer).filter(delegation=self.delegation_id)
        return None

    def visits(self) -> QuerySet[Visit] | None:
        """Return all visits to who reviews them, and one's own team's to an observer."""
        if self._sees(Permission.REVIEW_VISITS):
            return self._all(Visit)
        if self._sees(Permission.SEE_VISITS):
            return Visit.objects.filter(mission=self.mission).of_team(self.team)
        return None

    def findings(self) -> QuerySet[Finding] | None:
        """Return the findings, to who decides on them."""
        return self._all(Finding) if self._sees(Permission.REVIEW_FINDINGS) else None

    def meetings(self) -> QuerySet[Meeting] | None:
        """Return the meetings, to who keeps them."""
        return self._all(Meeting) if self._sees(Permission.EDIT_RECORDS) else None
