"""Whose team is whose."""

from missions.models import Account, Mission
from missions.models.prepared import Given, Prepared
from observers.models import Team

_OWN: Prepared[Team] = Prepared(
    lambda: Team.objects.filter(
        mission=Given("mission"), places__observer__person__account=Given("account")
    )
)


def team_of(account: Account, mission: Mission) -> Team | None:
    """Return the team that the account's person is in, in this mission; None where in none."""
    return _OWN.first(mission=mission.pk, account=account.pk)
