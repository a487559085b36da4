"""What a head of delegation or a focal point sees: the own delegation, and no other.

Teams and plans are told in words, as they were planned: nobody's position is shown.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from missions.models import Account, Mission
from observers.delegation_counts import counted
from observers.models import Delegation, Deployment, Observer, Team, TeamMember
from observers.rules import OPEN_STATUSES
from observers.team_plan import by_day


@dataclass(frozen=True)
class OwnTeam:
    """A team with people of the delegation: they, whom they work with, and where they are to be.

    `others` are the delegations of the other members: their names are not told.
    """

    team: Team
    own: tuple[Observer, ...]
    others: tuple[str, ...]
    stops: tuple[Deployment, ...]


@dataclass(frozen=True)
class OwnDelegation:
    """The delegation with its people and teams; `day` is the day whose plan is told."""

    delegation: Delegation
    people: tuple[Observer, ...]
    teams: tuple[OwnTeam, ...]
    day: date
    today: bool

    @property
    def open_nominations(self) -> set[int]:
        """The keys of the people whose nomination may still be changed."""
        return {each.pk for each in self.people if each.accreditation_status in OPEN_STATUSES}


def delegation_of(account: Account, mission: Mission) -> Delegation | None:
    """Return the delegation an account acts for in a mission; None where it acts for none."""
    scoped = Delegation.objects.filter(
        mission=mission,
        scopes__membership__account=account,
        scopes__membership__mission=mission,
    )
    return scoped.first()


def own_delegation(delegation: Delegation) -> OwnDelegation:
    """Return what the delegation's page shows; six queries, however many people.

    The plan is today's; before and after the days that are planned, election day's.
    """
    counts = counted(Delegation.objects.filter(pk=delegation.pk)).get()
    people = delegation.observers.select_related("person", "place__team")
    teams = _teams(delegation)
    today = timezone.localdate()
    planned = {day.day for team in teams for day in by_day(team.deployments.all())}
    day = today if today in planned else delegation.mission.election_date
    return OwnDelegation(
        delegation=counts,
        people=tuple(people.order_by("person__name", "code")),
        teams=tuple(_own_team(team, delegation, day) for team in teams),
        day=day,
        today=day == today,
    )


def _teams(delegation: Delegation) -> QuerySet[Team]:
    places = TeamMember.objects.select_related("observer__person", "observer__delegation")
    stops = Deployment.objects.select_related("station__area").order_by("pk")
    own = Team.objects.filter(places__observer__delegation=delegation).distinct()
    return own.select_related("area").prefetch_related(
        Prefetch("places", places.order_by("observer__code")), Prefetch("deployments", stops)
    )


def _own_team(team: Team, delegation: Delegation, day: date) -> OwnTeam:
    members = [place.observer for place in team.places.all()]
    own = tuple(each for each in members if each.delegation_id == delegation.pk)
    others = tuple(str(each.delegation) for each in members if each not in own)
    stops = [
        stop
        for planned in by_day(team.deployments.all())
        if planned.day in (day, None)
        for stop in planned.stops
    ]
    return OwnTeam(team, own, others, tuple(stops))
