"""An observer's phone with the page of a finding open, behind a network that may fail."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast, make_cast
from tests.journeys.bad_network import BadNetwork, bad_network
from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.photos.taking import OPEN


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def network(live_server: Any) -> Iterator[BadNetwork]:
    with bad_network(live_server.url) as network:
        yield network


@pytest.fixture
def page(browser: Browser, cast: Cast, network: BadNetwork) -> Iterator[Page]:
    """The page of a finding on the observer's phone, with nothing of its own going on."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    client = Client()
    client.force_login(cast.observer)
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": "t" * 32}
    context.add_cookies(
        [{"name": name, "value": value, "url": network.address} for name, value in cookies.items()]
    )
    page = context.new_page()
    page.goto(f"{network.address}/missions/here/field/finding/")
    yield page
    context.close()


@pytest.fixture
def number(page: Page) -> str:
    """The number of a visit whose photos the page has open."""
    number = str(uuid4())
    page.evaluate(OPEN, number)
    return number
