"""The field app in a journey: its day on the phone, its forms filled in, what waits to be sent."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from reports.demo import SLUG
from tests.journeys.conftest import Person
from tests.journeys.logging_visits import step_to

STORE = "import('/static/js/field/store.js')"
HOME = "field/"
MOST_TIMES = 300
# Another tab that goes on sending for longer than any test: this one only logs.
HOLD_SENDING = f"""async () => {{
    await (await {STORE}).keep('sender', {{beat: Date.now() + 240000}});
    await new Promise((held) => navigator.locks.request('mushahid-send', () => {{
        held();
        return new Promise(() => {{}});
    }}));
}}"""
STATIONS_ARE_HERE = f"""async (slug) => {{
    const found = await (await {STORE}).kept(`stations:${{slug}}`);
    return Boolean(found);
}}"""
PAGES_ARE_HERE = f"""async (slug) => {{
    const found = await (await {STORE}).kept(`ready:${{slug}}`);
    return found?.missed === 0;
}}"""


def open_the_app(person: Person, *, pages: bool = False) -> Page:
    """Open the field app's first screen and wait until the phone has the day; return the page.

    With `pages`, wait until it has the pages too, and so opens them without asking the server.
    """
    person.open(HOME)
    expect(person.page.locator("#whose")).not_to_be_empty()
    wait_until(person.page, PAGES_ARE_HERE if pages else STATIONS_ARE_HERE)
    return person.page


def wait_until(page: Page, holds: str) -> None:
    """Wait until what the phone keeps of the demo mission is so."""
    # In steps: a function that the page polls itself is refused by the content policy.
    for _time in range(MOST_TIMES):
        if page.evaluate(holds, SLUG):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never holds: {holds}")


def hold_sending(person: Person) -> None:
    """Let what is handed over wait: another tab has taken the sending upon itself."""
    tab = person.page.context.new_page()
    tab.goto(f"{person.address}/missions/{SLUG}/my-team/")
    tab.evaluate(HOLD_SENDING)
    person.page.bring_to_front()


def stored(page: Page, name: str) -> list[dict[str, Any]]:
    """What the phone holds under `name`: drafts, outbox or photos."""
    return list(page.evaluate(f"async (name) => (await {STORE})[name]({{}})", name))


def log_at(page: Page, station: str, stage: str) -> None:
    """Find a station in the phone's list and begin a visit to it."""
    page.locator("#search").fill(station)
    found = page.locator("#find [data-found] li").filter(has_text=station).first
    found.get_by_role("button", name=f"{stage}, log a visit at").click()
    filled_form(page)


def filled_form(page: Page) -> Locator:
    """Wait until the form shows what the phone holds; return it."""
    form = page.locator("#visit-form.stepping")
    expect(form).to_be_visible()
    return form


def hand_over(page: Page) -> None:
    """Go to the end of the form and send."""
    button = page.get_by_role("button", name="Send the visit")
    step_to(page, button)
    button.click()
