"""Reviewing what came in without touching the mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.logging_visits import log_a_visit
from visits.models import Visit

pytestmark = pytest.mark.journey
MOST_TABS = 150
FOCUSED = """() => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none";
    return [here.tagName, (here.innerText || here.value || "").trim(), seen];
}"""


def reach(page: Page, tag: str, words: str = "") -> None:
    """Press Tab until the focus is on an element of this tag with these words.

    Wherever the focus is on the way, it can be seen.
    """
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        found, text, seen = page.evaluate(FOCUSED)
        if found != "BODY":
            assert seen, f"nobody sees that the focus is on {found} “{text[:40]}”"
        if found == tag and words in text:
            return
    raise AssertionError(f"Tab never comes to {tag} {words}")


def follow(page: Page, tag: str, words: str) -> None:
    """Come to a link or a button by Tab, and press Enter there."""
    reach(page, tag, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_visit_is_found_read_and_verified_with_the_keyboard_alone(demo, sign_in):
    log_a_visit(sign_in("observer", PHONE).page, "R-40")
    page = sign_in("secretariat").page
    follow(page, "A", "Visits")
    follow(page, "A", "R-40")
    expect(page.get_by_role("heading", level=1)).to_contain_text("R-40")
    follow(page, "A", "Go to the decision")
    follow(page, "BUTTON", "Verify")
    expect(page.get_by_role("link", name="R-40")).to_have_count(0)
    assert Visit.objects.get(mission=demo, station__number="R-40").state == "verified"


def test_a_visit_is_returned_with_a_question_by_the_keyboard_alone(demo, sign_in):
    log_a_visit(sign_in("observer", PHONE).page, "R-40")
    page = sign_in("secretariat").page
    follow(page, "A", "Visits")
    follow(page, "A", "R-40")
    follow(page, "A", "Go to the decision")
    reach(page, "SUMMARY", "Return")
    page.keyboard.press("Enter")
    reach(page, "TEXTAREA")
    page.keyboard.type("Which entrance did you look at?")
    follow(page, "BUTTON", "Return")
    visit = Visit.objects.get(mission=demo, station__number="R-40")
    assert visit.state == "returned"
