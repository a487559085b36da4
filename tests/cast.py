"""The standing cast of the tests: who is who in the mission, and who is nobody in it."""

from dataclasses import dataclass

from missions.enumerations import Role
from missions.models import Account, Area, Mission, Station
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


def observer_of(team: Team, delegation: Delegation, name: str) -> Account:
    """Return the account of a new observer in a team."""
    account = account_in(team.mission, Role.OBSERVER, name)
    person = PersonFactory(account=account, name=name, email=account.email)
    observer = ObserverFactory(mission=team.mission, delegation=delegation, person=person)
    TeamMemberFactory(team=team, observer=observer)
    return account


def _for_delegation(delegation: Delegation, role: str, name: str) -> Account:
    account = account_in(delegation.mission, role, name)
    DelegationScopeFactory(membership=account.memberships.get(), delegation=delegation)
    return account


def _places(mission: Mission) -> dict[str, object]:
    north = AreaFactory(mission=mission, code="north", name="North")
    south = AreaFactory(mission=mission, code="south", name="South")
    return {
        "north": north,
        "south": south,
        "station": StationFactory(mission=mission, area=north, code="n1", number="101"),
        "south_station": StationFactory(mission=mission, area=south, code="s1", number="201"),
    }


def _other_mission() -> dict[str, object]:
    mission = MissionFactory(slug="elsewhere", title="Mission elsewhere")
    area = AreaFactory(mission=mission, code="north", name="North of elsewhere")
    return {
        "other_mission": mission,
        "other_station": StationFactory(mission=mission, area=area, code="n1", number="901"),
        "other_team": TeamFactory(mission=mission, area=area, code="T1"),
        "outsider": account_in(mission, Role.SECRETARIAT, "Outsider"),
    }


def _staff(mission: Mission) -> dict[str, object]:
    return {
        "secretariat": account_in(mission, Role.SECRETARIAT, "Secretariat"),
        "second_secretariat": account_in(mission, Role.SECRETARIAT, "Second Secretariat"),
        "head_of_mission": account_in(mission, Role.HEAD_OF_MISSION, "Head of Mission"),
        "administrator": account_in(mission, Role.ADMINISTRATOR, "Administrator"),
        "reader": account_in(mission, Role.READER, "Reader"),
        "installation_administrator": AccountFactory(
            email="installation@example.org", name="Installation", is_administrator=True
        ),
    }


def make_cast() -> Cast:
    """Make the two missions, their places, teams and accounts, and return them."""
    mission = MissionFactory(slug="here", title="Mission here")
    places = _places(mission)
    delegation = DelegationFactory(mission=mission, code="tr", name="Türkiye")
    north_team = TeamFactory(mission=mission, area=places["north"], code="T1")
    south_team = TeamFactory(mission=mission, area=places["south"], code="T2")
    DeploymentFactory(mission=mission, team=north_team, station=places["station"])
    return Cast(
        mission=mission,
        delegation=delegation,
        north_team=north_team,
        south_team=south_team,
        observer=observer_of(north_team, delegation, "Observer"),
        other_observer=observer_of(south_team, delegation, "Other Observer"),
        head_of_delegation=_for_delegation(
            delegation, Role.HEAD_OF_DELEGATION, "Head of Delegation"
        ),
        focal_point=_for_delegation(delegation, Role.FOCAL_POINT, "Focal Point"),
        **places,  # type: ignore[arg-type]
        **_staff(mission),  # type: ignore[arg-type]
        **_other_mission(),  # type: ignore[arg-type]
    )
