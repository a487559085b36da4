"""The field app without a network: its pages open, what is logged waits, and is sent once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from missions.models import Account
from tests.journeys.bad_network import BadNetwork, Refused, bad_network
from tests.journeys.conftest import ARGUMENTS, PATIENCE, PHONE
from tests.journeys.field_sending import (
    a_finding_of,
    a_visit_of,
    is_ready,
    queue,
    rows,
    states,
    stored,
)
from tests.journeys.real_server import RealServer, real_server
from visits.models import Finding, Visit

pytestmark = pytest.mark.journey


@pytest.fixture
def server(demo, collected: Path, tmp_path: Path) -> Iterator[RealServer]:
    """A server as an installation runs it, which a test may stop."""
    folder = tmp_path / "server"
    folder.mkdir()
    with real_server(folder, served=collected) as running:
        yield running


class Phone:
    """A browser whose folder outlives it."""

    def __init__(self, browser: Browser, program: str, folder: Path, address: str) -> None:
        self.chromium, self.program = browser.browser_type, program
        self.folder, self.address = folder, address
        self.context: BrowserContext
        self.switch_on()

    def switch_on(self) -> Page:
        self.context = self.chromium.launch_persistent_context(
            self.folder,
            executable_path=self.program,
            args=ARGUMENTS,
            viewport=PHONE,
            locale="en-GB",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0]
        return self.page

    def restart(self) -> Page:
        self.context.close()
        return self.switch_on()

    def sign_in(self, name: str) -> None:
        client = Client()
        client.force_login(Account.objects.get(email=f"{name}@demo.example"))
        session = client.cookies["sessionid"]
        cookie = {"name": "sessionid", "value": session.value, "url": self.address}
        self.context.add_cookies([{**cookie, "expires": 2_000_000_000}])

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}/missions/kazakhstan-2019/{path}")


@pytest.fixture
def network(server: RealServer) -> Iterator[BadNetwork]:
    """The network before the server."""
    with bad_network(server.address) as network:
        yield network


@pytest.fixture
def phone(browser: Browser, chromium: str, network: BadNetwork, tmp_path: Path) -> Iterator[Phone]:
    """The observer's phone, signed in, with the field app on it."""
    held = Phone(browser, chromium, tmp_path / "phone", network.address)
    held.sign_in("observer")
    held.open("field/outbox/")
    is_ready(held.page)
    yield held
    held.context.close()


def pages_of(page: Page) -> list[str]:
    """The pages that the phone keeps, as the worker has them."""
    return page.evaluate(
        """async () => {
          const [name] = (await caches.keys()).filter((each) => each.startsWith("field-pages-"));
          const kept = await (await caches.open(name)).keys();
          return kept.map((request) => request.url);
        }"""
    )


@pytest.mark.parametrize("how", ["no network", "no server"])
def test_every_page_opens_without_a_network_after_the_browser_was_closed(
    phone, server, network, how
):
    kept = pages_of(phone.page)
    assert len(kept) >= 7
    if how == "no server":
        server.stop()
    page = phone.restart()
    if how == "no network":
        # Playwright takes the network from pages; a worker that starts meanwhile still has it.
        phone.context.set_offline(True)
        network.suffer(Refused())
    try:
        for address in kept:
            answer = page.goto(address)
            assert answer and answer.status == 200
            expect(page.locator("#field-status")).to_be_visible()
            assert page.evaluate("getComputedStyle(document.body).display") == "flex", address
        phone.open("")
        expect(page).to_have_url(f"{phone.address}/missions/kazakhstan-2019/field/")
        phone.open("field/forms/en/voting/none/")
        expect(page.get_by_role("heading", name="This page is not on this phone")).to_be_visible()
        page.get_by_role("link", name="My stations").click()
        expect(page).to_have_url(f"{phone.address}/missions/kazakhstan-2019/field/")
    finally:
        if how == "no server":
            server.start()


def test_what_was_queued_without_a_server_is_sent_once_when_it_is_back(phone, server, demo):
    before = Visit.objects.count()
    server.stop()
    items = [queue(phone.page, demo, told) for told in (a_visit_of(demo), a_finding_of(demo))]
    expect(rows(phone.page, "ready")).to_have_count(2)
    expect(phone.page.locator("#field-status")).to_contain_text("2")

    page = phone.restart()
    phone.open("field/outbox/")
    expect(rows(page, "ready")).to_have_count(2)
    server.start()
    page.get_by_role("button", name="Send now").click()
    expect(rows(page, "received")).to_have_count(2)
    expect(page.locator("#field-status")).to_contain_text("Everything is sent.")
    page.reload()
    expect(rows(page, "received")).to_have_count(2)

    assert Visit.objects.count() == before + 1
    visit = Visit.objects.get(uuid=items[0]["number"])
    assert [each.sha256 for each in visit.revisions.all()] == [items[0]["sha256"]]
    assert Finding.objects.get(uuid=items[1]["number"]).sha256 == items[1]["sha256"]
    # The words are on the server now; the receipt is what stays here.
    assert [item["body"] for item in stored(page, "outbox")] == [None, None]


def test_the_answer_that_was_lost_is_asked_for_again_and_nothing_is_doubled(phone, server, demo):
    server.hold()
    item = queue(phone.page, demo, a_visit_of(demo))
    server.kill_held()
    expect(rows(phone.page, "received")).to_have_count(1)
    visit = Visit.objects.get(uuid=item["number"])
    assert visit.revisions.count() == 1
    assert not visit.conflicts.exists()
    assert stored(phone.page, "outbox")[0]["receipt"]["outcome"] == "repeated"


def test_a_phone_that_was_switched_off_while_it_sent_sends_again(phone, server, demo):
    server.hold()
    item = queue(phone.page, demo, a_visit_of(demo))
    expect(rows(phone.page, "sending")).to_have_count(1)
    page = phone.restart()
    server.kill_held()
    phone.open("field/outbox/")
    expect(rows(page, "received")).to_have_count(1, timeout=PATIENCE)
    assert states(page) == ["received"]
    assert Visit.objects.get(uuid=item["number"]).revisions.count() == 1
