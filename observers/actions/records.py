"""Storing observers and the members of teams."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from missions.actions import create_many
from missions.models import Account, Mission
from observers.models import Observer, Team, TeamMember


@transaction.atomic
def create_observers(
    *, observers: Sequence[Observer], mission: Mission, by: Account | str | None, action: str
) -> None:
    """Store new observers, each with a person of their own: people are never merged by name."""
    people = [observer.person for observer in observers]
    create_many(records=people, mission=mission, by=by, action=action)
    create_many(records=observers, mission=mission, by=by, action=action)


@transaction.atomic
def place_members(*, teams: Mapping[Team, Sequence[Observer]]) -> None:
    """Give each of these teams exactly these members; the teams' own change tells it."""
    TeamMember.objects.filter(team__in=list(teams)).delete()
    TeamMember.objects.bulk_create(
        TeamMember(team=team, observer=observer)
        for team, members in teams.items()
        for observer in members
    )
