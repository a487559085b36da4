"""The first opening of the field app: whatever is missing is fetched without being asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from missions.models import Account
from tests.journeys.bad_network import BadNetwork, Refused, bad_network, captive_portal
from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.field_sending import is_ready
from tests.journeys.test_every_page import SHIFTS

pytestmark = pytest.mark.journey


@pytest.fixture
def network(live_server: Any) -> Iterator[BadNetwork]:
    with bad_network(live_server.url) as network:
        yield network


@pytest.fixture
def page(browser: Browser, demo, network: BadNetwork) -> Iterator[Page]:
    """A page of an observer who never opened the app."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    client = Client()
    client.force_login(Account.objects.get(email="observer@demo.example"))
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": network.address}])
    yield context.new_page()
    context.close()


def test_nothing_moves_while_the_day_comes_to_the_phone_for_the_first_time(page, network):
    page.add_init_script(SHIFTS)
    page.goto(f"{network.address}/missions/kazakhstan-2019/field/")
    expect(page.locator("#whose")).not_to_be_empty()
    page.wait_for_timeout(1000)
    # From 0.1 on it is felt (web.dev/articles/cls).
    assert page.evaluate("window.shifted") < 0.1


def test_what_is_on_its_way_is_said_to_be_and_what_did_not_come_is_said_too(page, network):
    network.suffer(captive_portal("GET .*/day/", 1))
    held = []
    page.route("**/field/day/", lambda route: held.append(route))
    page.goto(f"{network.address}/missions/kazakhstan-2019/field/")
    expect(page.get_by_text("Your day is being fetched")).to_be_visible()
    expect(page.get_by_text("Nothing is on this phone yet")).to_be_hidden()
    held.pop().continue_()
    expect(page.get_by_text("Nothing is on this phone yet")).to_be_visible()
    expect(page.get_by_text("Your day is being fetched")).to_be_hidden()


MISSED = {
    # Two files of sixty that this page itself does not need.
    "files of other pages": [
        Refused("GET .*js/field/finding", 1),
        Refused(r"GET .*field/place\.", 1),
    ],
    "the day": [captive_portal("GET .*/day/", 1)],
    "the stations": [Refused("GET .*/field/stations", 1)],
    "a form": [Refused("GET .*/field/forms/", 2)],
}


@pytest.mark.parametrize("faults", MISSED.values(), ids=MISSED)
def test_what_did_not_come_the_first_time_comes_without_the_page_being_opened_anew(
    page, network, faults
):
    network.suffer(*faults)
    page.goto(f"{network.address}/missions/kazakhstan-2019/field/outbox/")
    is_ready(page)
    befallen = [fault for _asked, fault in network.seen if fault != "Works"]
    assert len(befallen) >= len(faults)
