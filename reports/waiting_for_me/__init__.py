"""What waits for somebody, mission by mission: numbers in words, each with the way to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from missions.access import Permission, permissions_of
from missions.models import Account, Mission
from missions.my_missions import MyMission, my_missions
from reports.waiting_for_me.head import for_the_head
from reports.waiting_for_me.people import for_delegations, for_set_up
from reports.waiting_for_me.review import for_reviewers
from reports.waiting_for_me.teams import for_teams
from reports.waiting_for_me.things import Things, Waiting

__all__ = ["Installation", "Waiting", "WaitingIn", "installation_of", "leads_on", "waiting_for_me"]

# Each asks for all the missions where the role has the permission at once.
ASKED: tuple[tuple[Permission, Callable[[Account, Sequence[Mission]], Things]], ...] = (
    (Permission.LOG_VISITS, for_teams),
    (Permission.REVIEW_VISITS, for_reviewers),
    (Permission.ACKNOWLEDGE, for_the_head),
    (Permission.SEE_OWN_DELEGATION, for_delegations),
    (Permission.SET_UP, for_set_up),
)


@dataclass(frozen=True)
class Installation:
    """What there is in the whole installation, to who administers it."""

    missions: int
    accounts: int
    closed: int


def installation_of(account: Account) -> Installation | None:
    """Return what there is in the installation; None to who does not administer it; two queries."""
    if not account.is_administrator:
        return None
    counted: Any = Account.objects.aggregate(
        open=Count("pk", filter=Q(is_active=True)),
        closed=Count("pk", filter=Q(is_active=False)),
    )
    return Installation(Mission.objects.count(), counted["open"], counted["closed"])


@dataclass(frozen=True)
class WaitingIn:
    """One of somebody's missions, and what waits for them there, the urgent first."""

    my: MyMission
    waiting: list[Waiting] = field(default_factory=list)


def waiting_for_me(account: Account) -> list[WaitingIn]:
    """Return the missions of `account` with what waits there, newest election first.

    The number of queries depends on the roles, not on how many missions there are.
    """
    mine = my_missions(account)
    found: dict[int, list[Waiting]] = {each.mission.pk: [] for each in mine}
    for permission, ask in ASKED:
        missions = [each.mission for each in mine if permission in permissions_of(each.role_code)]
        for mission, waiting in (ask(account, missions) if missions else {}).items():
            found[mission] += waiting
    return [
        WaitingIn(each, sorted(found[each.mission.pk], key=lambda one: not one.urgent))
        for each in mine
    ]


def leads_on(mine: Sequence[MyMission]) -> str:
    """Return the page the start leads to at once; "" where it shows itself.

    An observer of one mission has one page to begin on, and it says what waits; on a phone, one
    page less is one wait less.
    """
    if len(mine) != 1 or Permission.LOG_VISITS not in permissions_of(mine[0].role_code):
        return ""
    return mine[0].address
