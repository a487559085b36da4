"""A mission in the field: its server, the network before it, and an observer's phone."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Playwright

from missions.enumerations import Stage
from missions.models import Account, Mission, Station
from observers.models import Team
from tests.cast import make_cast
from tests.factories import DeploymentFactory, StationFactory
from tests.journeys.bad_network import BadNetwork, bad_network
from tests.journeys.field.logging import Diary
from tests.journeys.field_phone import FieldPhone
from tests.journeys.real_server import RealServer

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys of this folder: they take minutes, and run by `make proofs`."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.proof)


STATIONS = 5


@dataclass(frozen=True)
class Field:
    """A team with a plan for today: the opening at the first station, the voting at each."""

    mission: Mission
    team: Team
    stations: list[Station]
    observer: Account
    other_observer: Account
    administrator: Account


@pytest.fixture(scope="module")
def server(collected: Path) -> Iterator[RealServer]:
    """A real server on the tests' database, for the tests of one file."""
    server = RealServer(collected)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def network(server: RealServer) -> Iterator[BadNetwork]:
    """The network before the server; it works until it is told otherwise."""
    with bad_network(server.address) as network:
        yield network


@pytest.fixture
def field(transactional_db: None) -> Field:
    """The mission, whose election day is today."""
    cast = make_cast()
    Mission.objects.filter(pk=cast.mission.pk).update(election_date=timezone.localdate())
    cast.mission.refresh_from_db()
    near = {"mission": cast.mission, "area": cast.north}
    others = [StationFactory(code=f"n{n}", number=f"{100 + n}", **near) for n in (2, 3, 4, 5)]
    stations = [cast.station, *others]
    planned = {"mission": cast.mission, "team": cast.north_team}
    DeploymentFactory(station=cast.station, stage=Stage.OPENING, **planned)
    for station in others:
        DeploymentFactory(station=station, stage=Stage.VOTING, **planned)
    return Field(
        cast.mission,
        cast.north_team,
        stations,
        cast.observer,
        cast.other_observer,
        cast.administrator,
    )


@pytest.fixture
def diary(field: Field) -> Diary:
    """What the observer logs in a test, besides what is logged by hand."""
    chance = random.Random(2019)
    return Diary(field.mission, field.observer, field.team.code, field.stations, chance)


Phones = Callable[[], FieldPhone]


@pytest.fixture
def phones(
    playwright: Playwright, chromium: str, field: Field, network: BadNetwork, tmp_path: Path
) -> Iterator[Phones]:
    """Return a function that gives one more phone of the observer, switched on and signed in."""
    given: list[FieldPhone] = []

    def another() -> FieldPhone:
        folder = tmp_path / f"phone-{len(given)}"
        phone = FieldPhone(playwright, chromium, folder, network.address)
        given.append(phone)
        phone.switch_on()
        phone.sign_in(field.observer)
        return phone

    yield another
    for phone in given:
        if phone.is_on:
            phone.switch_off()


@pytest.fixture
def phone(phones: Phones) -> FieldPhone:
    """The observer's phone."""
    return phones()
