"""People in front of a browser: the observer on a phone, the secretariat at a desk."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from missions.models import Mission
from reports.demo import PLAYERS, SLUG, load_demo
from tests.journeys.real_server import RealServer

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE = 20_000  # milliseconds; a loaded machine is slow, a missing page never comes
# Nothing of the browser's own: no sandbox (tests may run as root), no network in the background.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Debian's Chromium is: without windows, which costs half; for the proofs the whole."""
    shell = None if os.environ.get("MUSHAHID_WHOLE_BROWSER") else "chromium-headless-shell"
    found = (shell and shutil.which(shell)) or shutil.which("chromium")
    assert found, "Chromium is missing: on Debian, apt install chromium-headless-shell."
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browser: it keeps an event loop in the thread the tests use too."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driving:
        yield driving
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """One Chromium, which keeps nothing."""
    launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def collected(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with the app's files as an installation serves them, by their hashed names."""
    folder = tmp_path_factory.mktemp("served")
    RealServer(folder).collect()
    return folder


@dataclass
class Person:
    """Somebody signed in, their page, and what the browser complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    overlooked: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        """Open a page of the demo mission."""
        self.page.goto(f"{self.address}/missions/{SLUG}/{path}")

    def enter(self, title: str) -> None:
        """Go on from the start page, where one is not led on at once, to the mission."""
        navigation = self.page.get_by_role("navigation", name="This mission")
        app = self.page.get_by_role("navigation", name="Field app")
        mission = self.page.get_by_role("main").get_by_role("link", name=title)
        navigation.or_(app).or_(mission).first.wait_for()
        if mission.count():
            mission.click()
            navigation.or_(app).first.wait_for()
        if app.count():
            # Observers begin in the field app, which has journeys of its own.
            self.page.goto(self.page.url.replace("/field/", "/stations/"))
            navigation.wait_for()

    def was_told(self, status: int) -> bool:
        """Whether a page was answered with this status: then, and from now on, no complaint."""
        words = f"status of {status} "
        told = [each for each in self.complaints if words in each]
        self.complaints = [each for each in self.complaints if each not in told]
        self.overlooked.append(words)
        return bool(told)

    def listen(self) -> None:
        """Note errors: of scripts, of what the content policy refuses, of missing files."""
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in self.overlooked):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


SignIn = Callable[..., Person]
Visitor = Callable[..., Person]


@pytest.fixture(scope="session")
def loaded() -> Iterator[list[sqlite3.Connection]]:
    """Where the database with the demo is kept, once it was loaded: each journey begins with it."""
    kept: list[sqlite3.Connection] = []
    yield kept
    for each in kept:
        each.close()


@pytest.fixture
def demo(transactional_db: None, loaded: list[sqlite3.Connection]) -> Mission:
    """The founding mission as `manage.py demo` leaves it."""
    connection.ensure_connection()
    if loaded:
        loaded[0].backup(connection.connection)
    else:
        load_demo()
    if connection.vendor == "sqlite" and not loaded:
        loaded.append(sqlite3.connect(":memory:", check_same_thread=False))
        connection.connection.backup(loaded[0])
    return Mission.objects.get(slug=SLUG)


@pytest.fixture
def visitor(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Visitor]:
    """Return a function that opens a browser for somebody who is not signed in yet."""
    people: list[Person] = []

    def opened(viewport: dict[str, int] = DESK) -> Person:
        context = browser.new_context(viewport=viewport, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        person = Person(context.new_page(), live_server.url)
        person.listen()
        people.append(person)
        return person

    yield opened
    for person in people:
        person.page.context.close()
    assert [person.complaints for person in people] == [[] for _ in people]


@pytest.fixture
def sign_in(demo: Mission, visitor: Visitor) -> SignIn:
    """Return a function that signs in as one of the demo's accounts, through the page."""

    def signed_in(name: str, viewport: dict[str, int] = DESK) -> Person:
        player = next(each for each in PLAYERS if each.email == f"{name}@demo.example")
        person = visitor(viewport)
        person.page.goto(person.address)
        person.page.get_by_label("E-mail").fill(player.email)
        person.page.get_by_label("Password").fill(player.password)
        person.page.get_by_role("button", name="Sign in").click()
        person.enter(demo.title)
        return person

    return signed_in
