"""A made-up mission's places, people and plan, of the size of a large real one."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bench.bulk import load, next_number
from missions.enumerations import AreaKind, ElectionType, Role, Stage, StationKind
from missions.models import Account, Area, Membership, Mission, Station, TakenUp
from observers.models import (
    Delegation,
    DelegationKind,
    Deployment,
    Observer,
    Person,
    Team,
    TeamMember,
)
from reports.models import Judgement

REGIONS, DISTRICTS_EACH = 12, 4
STATIONS = 10_000
COMMISSION_EVERY = 50
TEAMS, MEMBERS_EACH = 1_000, 2
COUNTRIES = ("KZ", "KG", "AZ", "TR", "UZ", "HU", "TM", "CY")
STATION_COLUMNS = ("id", "mission_id", "code", "number", "area_id", "name", "kind", "address")


@dataclass(frozen=True)
class BenchMission:
    """A mission with what its visits refer to, and people who work in it."""

    mission: Mission
    areas: list[Area]
    stations: list[Station]
    teams: list[Team]
    observer: Account
    secretariat: Account
    administrator: Account


def make_mission(slug: str, stations: int = STATIONS) -> BenchMission:
    """Make a mission with 60 areas in two levels, its stations, teams, people and plan."""
    mission = Mission.objects.create(
        slug=slug,
        title=f"Mission {slug}",
        organisation="Organisation of Examples",
        election="Presidential election",
        election_type=ElectionType.PRESIDENTIAL,
        host_country="UZ",
        election_date=date(2025, 3, 16),
        timezone="Asia/Tashkent",
    )
    areas = _areas(mission)
    listed = _stations(mission, areas, stations)
    teams = _teams(mission, areas)
    _plan(mission, teams, listed)
    Judgement.objects.create(mission=mission, key="conclusion", text="The day was orderly.")
    observer = account_in(mission, Role.OBSERVER)
    member = Person.objects.filter(observations__place__team=teams[0]).order_by("pk")[0]
    Person.objects.filter(pk=member.pk).update(account=observer)
    secretariat = account_in(mission, Role.SECRETARIAT)
    administrator = account_in(mission, Role.ADMINISTRATOR)
    return BenchMission(mission, areas, listed, teams, observer, secretariat, administrator)


def account_in(mission: Mission, role: str, name: str = "") -> Account:
    """Return a new account that has taken up this role; `name` where a role has several."""
    name = name or role
    address = f"{name}@{mission.slug}.example.org"
    account = Account.objects.create(email=address, name=name, password="!")
    given = {"taken_up_at": timezone.now(), "taken_up_how": TakenUp.SYSTEM}
    Membership.objects.create(mission=mission, account=account, role=role, **given)
    return account


def _areas(mission: Mission) -> list[Area]:
    found = []
    for region in range(REGIONS):
        above = Area.objects.create(
            mission=mission, code=f"r{region:02}", name=f"Region {region}", kind=AreaKind.REGION
        )
        districts = [
            Area(
                mission=mission,
                code=f"r{region:02}d{place}",
                name=f"District {region}-{place}",
                kind=AreaKind.DISTRICT,
                parent=above,
            )
            for place in range(DISTRICTS_EACH)
        ]
        found += [above, *Area.objects.bulk_create(districts)]
    return found


def station_rows(mission: Mission, areas: list[Area], count: int) -> list[tuple[object, ...]]:
    """Return the finished rows of stations, as STATION_COLUMNS has them; one in 50 tabulates."""
    districts, first = [area for area in areas if area.parent_id], next_number(Station)
    rows = []
    for place in range(count):
        commission = place % COMMISSION_EVERY == 0
        kind = StationKind.COMMISSION if commission else StationKind.POLLING_STATION
        number, area = f"{place + 1}", districts[place % len(districts)]
        name, address = f"School No. {place + 1}", f"{place % 200 + 1} Example Street"
        rows.append(
            (first + place, mission.pk, f"s{number}", number, area.pk, name, kind.value, address)
        )
    return rows


def _stations(mission: Mission, areas: list[Area], count: int) -> list[Station]:
    load(Station, STATION_COLUMNS, station_rows(mission, areas, count))
    return list(mission.stations.order_by("pk"))


def _teams(mission: Mission, areas: list[Area]) -> list[Team]:
    delegations = Delegation.objects.bulk_create(
        Delegation(
            mission=mission,
            code=country.lower(),
            name=f"Delegation {country}",
            kind=DelegationKind.MEMBER_STATE,
            country=country,
        )
        for country in COUNTRIES
    )
    districts = [area for area in areas if area.parent_id]
    teams = Team.objects.bulk_create(
        Team(mission=mission, code=f"T{place:04}", area=districts[place % len(districts)])
        for place in range(TEAMS)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Observer {place}") for place in range(TEAMS * MEMBERS_EACH)
    )
    observers = Observer.objects.bulk_create(
        Observer(
            mission=mission,
            code=f"o{place:04}",
            person=person,
            delegation=delegations[place % len(delegations)],
        )
        for place, person in enumerate(people)
    )
    TeamMember.objects.bulk_create(
        TeamMember(team=teams[place // MEMBERS_EACH], observer=observer)
        for place, observer in enumerate(observers)
    )
    return teams


def _plan(mission: Mission, teams: list[Team], stations: list[Station]) -> None:
    """Plan each team for ten stations at the voting."""
    by_area: dict[int, list[Station]] = {}
    for station in stations:
        if station.kind == StationKind.POLLING_STATION:
            by_area.setdefault(station.area_id, []).append(station)
    Deployment.objects.bulk_create(
        Deployment(mission=mission, team=team, station=station, stage=Stage.VOTING)
        for team in teams
        for station in by_area.get(team.area_id, [])[:10]
    )
