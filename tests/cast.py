"""The standing cast of the tests: who is who in the mission, and who is nobody in it."""

from dataclasses import dataclass
from typing import Any

from missions.enumerations import Role
from missions.models import Account, Area, Membership, Mission, Station
from observers.models import Delegation, Team
from tests.factories import (
    AccountFactory,
    AreaFactory,
    DelegationFactory,
    DelegationScopeFactory,
    DeploymentFactory,
    MembershipFactory,
    MissionFactory,
    ObserverFactory,
    PersonFactory,
    StationFactory,
    TeamFactory,
    TeamMemberFactory,
)


@dataclass(frozen=True)
class Cast:
    """One mission with everybody in it, and another one beside it.

    The observer is in the north team, the other observer in the south team. The outsider is
    secretariat in the other mission only.
    """

    mission: Mission
    other_mission: Mission
    north: Area
    south: Area
    station: Station
    south_station: Station
    other_station: Station
    delegation: Delegation
    north_team: Team
    south_team: Team
    other_team: Team
    observer: Account
    other_observer: Account
    head_of_delegation: Account
    focal_point: Account
    secretariat: Account
    second_secretariat: Account
    head_of_mission: Account
    administrator: Account
    reader: Account
    outsider: Account
    installation_administrator: Account

    def of_role(self, role: str) -> Account:
        """Return the account with this role in the mission."""
        account = getattr(self, role)
        assert isinstance(account, Account)
        return account


def account_in(mission: Mission, role: str, name: str) -> Account:
    """Return a new account with a role in a mission, named and addressed after `name`."""
    address = f"{name.lower().replace(' ', '.')}@example.org"
    account = AccountFactory(email=address, name=name)
    MembershipFactory(mission=mission, account=account, role=role)
    return account


def lone_observer(cast: "Cast") -> Account:
    """Return the account of a new observer who is in no team."""
    account = account_in(cast.mission, Role.OBSERVER, "Lone Observer")
    person = PersonFactory(account=account, name=account.name, email=account.email)
    ObserverFactory(mission=cast.mission, delegation=cast.delegation, person=person)
    return account


def observer_of(team: Team, delegation: Delegation, name: str) -> Account:
    """Return the account of a new observer in a team."""
    account = account_in(team.mission, Role.OBSERVER, name)
    put_in_team(team, delegation, account)
    return account


def put_in_team(team: Team, delegation: Delegation, account: Account) -> None:
    """Make who has the account an observer in a team."""
    person = PersonFactory(account=account, name=account.name, email=account.email)
    observer = ObserverFactory(mission=team.mission, delegation=delegation, person=person)
    TeamMemberFactory(team=team, observer=observer)


def _accounts(places: dict[str, tuple[Mission | None, str]]) -> dict[str, Account]:
    """Make the accounts of many at once, which every test waits for; by name, as `account_in`."""
    made = Account.objects.bulk_create(
        AccountFactory.build(
            email=f"{name.replace('_', '.')}@example.org",
            name=name.replace("_", " ").title().replace(" Of ", " of "),
            is_administrator=mission is None,
        )
        for name, (mission, _role) in places.items()
    )
    accounts = dict(zip(places, made, strict=True))
    Membership.objects.bulk_create(
        MembershipFactory.build(mission=mission, account=accounts[name], role=role)
        for name, (mission, role) in places.items()
        if mission
    )
    return accounts


def _places(mission: Mission) -> dict[str, Any]:
    north = AreaFactory(mission=mission, code="north", name="North")
    south = AreaFactory(mission=mission, code="south", name="South")
    return {
        "north": north,
        "south": south,
        "station": StationFactory(mission=mission, area=north, code="n1", number="101"),
        "south_station": StationFactory(mission=mission, area=south, code="s1", number="201"),
    }


def _other_mission() -> dict[str, Any]:
    mission = MissionFactory(slug="elsewhere", title="Mission elsewhere")
    area = AreaFactory(mission=mission, code="north", name="North of elsewhere")
    return {
        "other_mission": mission,
        "other_station": StationFactory(mission=mission, area=area, code="n1", number="901"),
        "other_team": TeamFactory(mission=mission, area=area, code="T1"),
    }


def _people(mission: Mission, other_mission: Mission) -> dict[str, Account]:
    """Return everybody, the observers in no team yet."""
    places: dict[str, tuple[Mission | None, str]] = {
        "observer": (mission, Role.OBSERVER),
        "other_observer": (mission, Role.OBSERVER),
        "head_of_delegation": (mission, Role.HEAD_OF_DELEGATION),
        "focal_point": (mission, Role.FOCAL_POINT),
        "secretariat": (mission, Role.SECRETARIAT),
        "second_secretariat": (mission, Role.SECRETARIAT),
        "head_of_mission": (mission, Role.HEAD_OF_MISSION),
        "administrator": (mission, Role.ADMINISTRATOR),
        "reader": (mission, Role.READER),
        "outsider": (other_mission, Role.SECRETARIAT),
        "installation": (None, ""),
    }
    accounts = _accounts(places)
    return accounts | {"installation_administrator": accounts.pop("installation")}


def make_cast() -> Cast:
    """Make the two missions, their places, teams and accounts, and return them."""
    mission = MissionFactory(slug="here", title="Mission here")
    places = _places(mission)
    delegation = DelegationFactory(mission=mission, code="tr", name="Türkiye")
    north_team = TeamFactory(mission=mission, area=places["north"], code="T1")
    south_team = TeamFactory(mission=mission, area=places["south"], code="T2")
    DeploymentFactory(mission=mission, team=north_team, station=places["station"])
    elsewhere = _other_mission()
    people = _people(mission, elsewhere["other_mission"])
    put_in_team(north_team, delegation, people["observer"])
    put_in_team(south_team, delegation, people["other_observer"])
    for name in ("head_of_delegation", "focal_point"):
        membership = Membership.objects.get(account=people[name])
        DelegationScopeFactory(membership=membership, delegation=delegation)
    return Cast(
        mission=mission,
        delegation=delegation,
        north_team=north_team,
        south_team=south_team,
        **places,
        **people,
        **elsewhere,
    )
