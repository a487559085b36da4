"""The field app in a journey: its day on the phone, its forms filled in, what waits to be sent."""

from typing import Any

from playwright.sync_api import Page, expect

from reports.demo import SLUG
from tests.journeys.conftest import Person

STORE = "import('/static/js/field/store.js')"
HOME = "field/"
# As opening the app with a connection leaves it.
FETCH_THE_DAY = f"""async (slug) => {{
    const store = await {STORE};
    const day = await (await fetch(`/missions/${{slug}}/field/day/`)).json();
    await store.keep(`day:${{slug}}`, day);
    await store.keep(`stations:${{slug}}`, await (await fetch(day.stations.address)).json());
}}"""


def open_the_app(person: Person) -> Page:
    """Open the field app's first screen, with the day on the phone; return the page."""
    person.open(HOME)
    person.page.evaluate(FETCH_THE_DAY, SLUG)
    expect(
        person.page.get_by_role("heading", name="Whom to call").or_(whose(person.page))
    ).to_be_visible()
    return person.page


def whose(page: Page) -> Any:
    """The line that says whose phone it is: it is there once the day is."""
    return page.locator("#whose:not(:empty)")


def stored(page: Page, name: str) -> list[dict[str, Any]]:
    """What the phone holds under `name`: drafts, outbox or photos."""
    return list(page.evaluate(f"async (name) => (await {STORE})[name]({{}})", name))


def log_at(page: Page, station: str, stage: str) -> None:
    """Find a station in the phone's list and begin a visit to it."""
    page.locator("#search").fill(station)
    found = page.locator("#find [data-found] li").filter(has_text=station).first
    found.get_by_role("button", name=f"{stage}, log a visit at").click()
    expect(page.locator("#visit-form")).to_be_visible()


def filled_form(page: Page) -> None:
    """Wait until the form shows what the phone holds."""
    expect(page.locator("#visit-form.stepping")).to_be_visible()
