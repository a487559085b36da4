"""The field app at three in the morning: light and dark, with large letters, in one hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import filled_form, hold_sending, open_the_app
from tests.journeys.logging_visits import answer
from tests.journeys.test_every_page import KEEP_PICTURES, PICTURES

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run(document, { runOnly });
    return violations.map(({ id, nodes: [{ target, failureSummary }] }) =>
        `${id}: ${target} ${failureSummary}`);
}"""
WIDER = "document.documentElement.scrollWidth > window.innerWidth"
# As a thumb hits them; a box to tick is hit by its words too.
SMALL = """() => [...document.querySelectorAll(
        "button, a, summary, input, select, textarea, label.btn"
    )]
    .filter((each) => each.checkVisibility())
    .filter((each) => !each.matches(".btn-check, .skip-link, [type=checkbox]"))
    .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
    .filter(([, {width, height}]) => width > 1 && (width < 43.5 || height < 43.5))
    .map(([words, {width, height}]) => `${words} ${width}x${height}`)"""
# What stands in the lower half of the screen, where the thumb is.
IN_REACH = """(words) => [...document.querySelectorAll("button")]
    .filter((each) => each.checkVisibility() && each.textContent.includes(words))
    .some((each) => each.getBoundingClientRect().top > window.innerHeight / 2)"""
CUT_OFF = """() => [...document.querySelectorAll("button, a, legend, label, h1, h2, p, summary")]
    .filter((each) => each.checkVisibility())
    .filter((each) => !each.matches(".skip-link, .visually-hidden, .visually-hidden *"))
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
    .map((each) => each.textContent.trim().slice(0, 60))"""
LARGE = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture
def observer(sign_in: Any) -> Person:
    person: Person = sign_in("observer", PHONE)
    hold_sending(person)
    open_the_app(person)
    return person


def screens(observer: Person) -> Iterator[str]:
    """Go through the app's screens, and name each."""
    page = observer.page
    page.locator("#search").fill("r-1")
    expect(page.locator("#find [data-found] li").first).to_be_visible()
    yield "first screen"
    page.locator("[data-go-on]").click()
    filled_form(page)
    yield "the visit"
    answer(page, "voting.interference", "Yes")
    yield "a finding within a visit"
    page.locator(".step-index summary").click()
    page.locator(".step-index li").nth(1).get_by_role("link").click()
    page.locator("[name=registered_voters]").fill("many")
    page.locator("[name=registered_voters]").press("Tab")
    yield "numbers"
    page.locator(".step-index summary").click()
    page.locator(".step-index li").last.get_by_role("link").click()
    page.get_by_role("button", name="Send the visit").click()
    expect(page.locator("#look-at")).to_be_visible()
    yield "the end"
    open_the_app(observer)
    page.get_by_role("button", name="Report a finding").click()
    expect(page.locator("#finding-form")).to_be_visible()
    yield "a finding"


def wrong_on(page: Page, screen: str) -> list[str]:
    """What is wrong with a screen as it is now."""
    found = [f"small: {each}" for each in page.evaluate(SMALL)]
    if page.evaluate(WIDER):
        found.append("wider than the window")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {each}" for each in page.evaluate(FOUND)]
        if KEEP_PICTURES:
            name = f"field-app-{screen.replace(' ', '-')}-phone-{scheme}.jpg"
            page.screenshot(path=PICTURES / name, type="jpeg", quality=60)
    return [f"{screen}: {each}" for each in found]


def test_every_screen_is_fit_for_a_thumb_by_day_and_by_night(observer):
    wrong, seen = [], []
    for screen in screens(observer):
        seen.append(screen)
        wrong += wrong_on(observer.page, screen)
    assert len(seen) == 6
    assert not wrong, "\n".join(wrong)


def test_with_letters_twice_as_large_nothing_is_cut_off_or_scrolls_sideways(observer):
    page, wrong = observer.page, []
    for screen in screens(observer):
        page.evaluate(LARGE)
        if page.evaluate(WIDER):
            wrong.append(f"{screen}: wider than the window")
        wrong += [f"{screen}: cut off: {each}" for each in page.evaluate(CUT_OFF)]
        page.evaluate("document.documentElement.style.fontSize = ''")
    assert not wrong, "\n".join(wrong)


def test_what_one_does_next_is_in_the_thumbs_reach_on_every_screen(observer):
    words = {
        "first screen": "Log the visit",
        "the visit": "Next",
        "a finding within a visit": "Next",
        "numbers": "Next",
        "the end": "Send the visit",
        "a finding": "Send the finding",
    }
    wrong = [
        screen
        for screen in screens(observer)
        if not observer.page.evaluate(IN_REACH, words[screen])
    ]
    assert wrong == []
