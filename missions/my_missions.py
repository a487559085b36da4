"""The missions an account may know of, each with its role and the page to begin on."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from missions.access import Permission, permissions_of
from missions.enumerations import Role
from missions.models import Account, Membership, Mission

# Which page a role begins on: the first it may open.
FIRST_PAGES = (
    (Permission.LOG_VISITS, "field_home"),
    (Permission.SEE_OVERVIEW, "mission_overview"),
    (Permission.SEE_STATIONS, "station_list"),
    (Permission.SEE_OWN_DELEGATION, "my_delegation"),
)


@dataclass(frozen=True)
class MyMission:
    """A mission, one's role in it in words, and where one begins ("" where nothing is open)."""

    mission: Mission
    role_code: str
    role: str
    address: str


def first_page(mission: Mission, role: str) -> str:
    """Return the address of the page a role begins on; "" for a role with no page."""
    may = permissions_of(role)
    name = next((name for permission, name in FIRST_PAGES if permission in may), None)
    return reverse(name, args=[mission.slug]) if name else ""


def my_missions(account: Account) -> list[MyMission]:
    """Return the missions `account` may know of, newest election first; one query."""
    own = Membership.objects.taken_up().filter(account=account, mission=OuterRef("pk"))
    missions = Mission.objects.visible_to(account).annotate(own_role=Subquery(own.values("role")))
    found = []
    for mission in missions:
        role = Role(mission.own_role or Role.ADMINISTRATOR)
        found.append(MyMission(mission, role.value, str(role.label), first_page(mission, role)))
    return found


def invitations_of(account: Account) -> QuerySet[Membership]:
    """Return the roles that were given to `account` and that it did not take up yet."""
    found = Membership.objects.promised().filter(account=account)
    return found.select_related("mission", "account").order_by("mission__title")
