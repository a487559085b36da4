"""Whose team is whose."""

from missions.models import Account, Mission
from observers.models import Team


def team_of(account: Account, mission: Mission) -> Team | None:
    """Return the team that the account's person is in, in this mission; None where in none."""
    return Team.objects.filter(mission=mission, places__observer__person__account=account).first()
