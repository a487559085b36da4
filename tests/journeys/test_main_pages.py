"""The main pages as people see them: no error in the browser, nothing wider than a phone.

With MUSHAHID_SCREENSHOTS=1 their pictures are written to docs/screenshots/.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE
from tests.journeys.logging_visits import log_a_visit

pytestmark = pytest.mark.journey
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"


def picture(page: Page, name: str) -> None:
    """Keep what the window shows now, where pictures are asked for."""
    if os.environ.get("MUSHAHID_SCREENSHOTS"):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def test_the_observers_pages_fit_a_phone(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    assert not wider_than_the_window(page)
    page.get_by_role("listitem").filter(has_text="R-40").scroll_into_view_if_needed()
    picture(page, "stations")
    observer.open("log/voting/?station=ala-r40")
    assert not wider_than_the_window(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    assert not wider_than_the_window(page)
    picture(page, "visit-form")


def test_the_secretariats_pages_open_beside_each_other(sign_in):
    log_a_visit(sign_in("observer", PHONE).page, "R-40")
    secretariat = sign_in("secretariat")
    page = secretariat.page
    assert page.get_by_role("heading", level=1).is_visible()
    picture(page, "overview")
    page.get_by_role("link", name="Visits", exact=True).click()
    picture(page, "waiting")
    page.get_by_role("link", name="R-40").click()
    assert page.get_by_role("button", name="Verify").is_visible()
    picture(page, "visit")


def test_a_sentence_of_the_statement_opens_its_evidence(sign_in):
    page = sign_in("secretariat").page
    page.get_by_role("link", name="Statement", exact=True).click()
    sentence = page.locator("[id='s-voting.accessible']")
    sentence.locator("summary").click()
    visit = sentence.get_by_role("link", name="V-07")
    assert visit.is_visible()
    page.set_viewport_size({"width": 1440, "height": 1280})
    page.locator("#section-counting").evaluate(
        "title => title.scrollIntoView({behavior: 'instant'})"
    )
    picture(page, "statement")
    visit.click()
    assert "V-07" in page.get_by_role("heading", level=1).locator("xpath=../..").inner_text()
