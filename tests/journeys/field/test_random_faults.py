"""Two hundred visits, and at every step something may go wrong; at the end everything is there.

What goes wrong is drawn by a seed, which stands behind the test's name: MUSHAHID_SEED=... draws
the same again, or others.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.bad_network import (
    Answered,
    BadNetwork,
    CutOff,
    Refused,
    Slow,
    Swallowed,
    Torn,
    captive_portal,
    signed_out,
)
from tests.journeys.comparing import (
    assert_all_there_once,
    assert_nothing_waits,
    assert_photos_agree,
)
from tests.journeys.field.conftest import Field
from tests.journeys.field.logging import Diary, put_on
from tests.journeys.field_phone import FieldPhone
from tests.journeys.real_server import PATIENCE, RealServer, until

pytestmark = pytest.mark.journey

SEED = int(os.environ.get("MUSHAHID_SEED", "2019"))
VISITS = 200
HURRY = {"by": "test", "hurry": True}
FAULTS = (Refused, Swallowed, Torn, CutOff, Slow, Answered)


@dataclass
class Day:
    """One day in the field: what was logged, and what can happen next."""

    phone: FieldPhone
    network: BadNetwork
    server: RealServer
    place: Field
    diary: Diary
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)
    other_tab: Page | None = None

    def log(self) -> None:
        """Log some visits, and perhaps a correction or a finding."""
        wanted = min(self.chance.randint(3, 7), VISITS - len(self.diary.latest))
        photos = [120] * self.chance.choice([0, 0, 1, 2])
        items = [self.diary.new_visit(() if place else photos) for place in range(wanted)]
        if self.chance.random() < 0.4:
            items.append(self.diary.correction())
        if self.chance.random() < 0.3:
            items.append(self.diary.new_finding())
        put_on(self.phone, items)

    def send(self) -> None:
        """Begin to send, in one tab or in both at the same time."""
        for page in (self.phone.page, self.other_tab):
            if page:
                self.phone.begin("sender", "send", HURRY, page=page)
        self.phone.page.wait_for_timeout(self.chance.randint(0, 300))

    def meet_a_fault(self) -> None:
        """Let the network fail in two or three ways, one after the other."""
        where = self.chance.choice(["", "PUT ", "GET /reach/"])
        times = self.chance.randint(1, 5)
        faults = [
            Refused(where, times),
            Swallowed(where, times),
            Torn(where, times),
            CutOff("PUT ", times, after=self.chance.randint(0, 1500)),
            Slow(where, times, rate=self.chance.randint(5_000, 50_000)),
            Answered(where, times, status=self.chance.choice([500, 502, 503, 404, 200])),
            captive_portal(where, times),
            signed_out(where, times),
        ]
        self.network.suffer(*self.chance.sample(faults, k=self.chance.randint(2, 3)))

    def reload(self) -> None:
        """Leave the page in the middle of whatever it does, and open it again."""
        self.network.mend()
        open_app(self.phone, self.place)

    def switch_off_and_on(self) -> None:
        """Close the browser in the middle of whatever it does, and open it again."""
        self.phone.switch_off()
        self.other_tab = None
        self.phone.switch_on()
        self.reload()

    def open_or_close_a_tab(self) -> None:
        """Open the app a second time, or close that tab."""
        if self.other_tab:
            self.other_tab.close()
            self.other_tab = None
        else:
            self.network.mend()
            self.other_tab = self.phone.context.new_page()
            open_app(self.phone, self.place, self.other_tab)

    def end_the_session(self) -> None:
        """Sign out on the server while something is sent, and sign in again."""
        self.phone.sign_out_elsewhere()
        self.send()
        self.phone.sign_in(self.place.observer)

    def kill_the_server(self) -> None:
        """Kill the server's worker after it stored something and before it says so."""
        self.network.mend()
        put_on(self.phone, [self.diary.correction()])
        self.server.hold()
        self.send()
        self.server.kill_held()

    def go_on(self) -> None:
        """Log something, then let something happen."""
        self.log()
        ways: dict[Callable[[], None], int] = {
            self.meet_a_fault: 10,
            self.reload: 2,
            self.open_or_close_a_tab: 2,
            self.end_the_session: 2,
            self.switch_off_and_on: 1,
            self.kill_the_server: 1,
        }
        way = self.chance.choices([*ways], [*ways.values()])[0]
        way()
        self.happened[way.__name__] += 1
        self.send()
        if self.chance.random() < 0.5:
            self.network.mend()

    def come_home(self) -> None:
        """Be where the network works, and send until nothing waits."""
        self.network.mend()
        self.phone.sign_in(self.place.observer)
        until(lambda: self._send_all()["waiting"] == 0, "some still wait", 4 * PATIENCE)

    def _send_all(self) -> dict[str, Any]:
        told = self.phone.call("sender", "send", HURRY)
        assert isinstance(told, dict)
        return told


def open_app(phone: FieldPhone, place: Field, page: Page | None = None) -> None:
    """Open a page of the field app."""
    phone.open(f"/missions/{place.mission.slug}/field/finding/", page=page)


@pytest.fixture
def day(seed: int, phone: FieldPhone, network: BadNetwork, server: RealServer, field: Field) -> Day:
    """The day, with the app open."""
    chance = random.Random(seed)
    open_app(phone, field)
    diary = Diary(field.mission, field.observer, field.team.code, field.stations, chance)
    return Day(phone, network, server, field, diary, chance)


@pytest.mark.parametrize("seed", [SEED], ids=lambda seed: f"seed {seed}")
def test_whatever_goes_wrong_at_the_end_the_server_has_what_was_logged(day):
    while len(day.diary.latest) < VISITS:
        day.go_on()
    day.come_home()
    assert len(day.diary.latest) == VISITS
    assert_nothing_waits(day.phone.held(), day.diary.visits | day.diary.findings)
    assert_all_there_once(day.place.mission, day.diary.visits, day.diary.findings)
    assert_photos_agree(day.place.mission, day.diary.photos)
    # It was no quiet day: every kind of fault befell something.
    assert {fault for fault in FAULTS if not day.network.befell(fault)} == set()
    assert day.happened["kill_the_server"]
