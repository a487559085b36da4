"""The first screen after everything was sent: the day follows what the server has."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.models import Mission
from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import filled_form, hand_over, open_the_app, stored
from tests.journeys.field_sending import a_visit_of, queue
from visits.actions import return_visit
from visits.models import Visit

pytestmark = pytest.mark.journey

DAY = "**/field/day/"
BAR = "#thumb-bar [data-go-on]"


@pytest.fixture
def observer(sign_in: Any) -> Person:
    person: Person = sign_in("observer", PHONE)
    open_the_app(person, pages=True)
    return person


def log_the_next(page: Page) -> None:
    page.locator(BAR).click()
    filled_form(page)
    hand_over(page)
    expect(page.locator("#field-status")).to_contain_text("Everything is sent")


def test_the_station_just_logged_is_not_next_once_everything_is_sent(observer):
    page = observer.page
    expect(page.locator("#next")).to_contain_text("R-40")
    log_the_next(page)
    row = page.locator("#visits [data-open] li").filter(has_text="R-40").first
    expect(row).to_contain_text("Waits for review")
    expect(page.locator("#next")).to_contain_text("R-41")
    expect(page.locator(BAR)).to_contain_text("R-41")


def test_until_the_day_comes_what_was_received_is_not_offered_as_next(observer):
    page = observer.page
    expect(page.locator("#next")).to_contain_text("R-40")
    page.context.route(DAY, lambda route: route.abort())
    log_the_next(page)
    expect(page.locator(BAR)).to_contain_text("R-41")
    expect(page.locator("#visits [data-open] li").first).to_contain_text("Received")
    page.context.unroute(DAY)
    observer.complaints = [each for each in observer.complaints if "Failed to load" not in each]


def test_a_question_that_was_answered_is_asked_no_more(demo: Mission, observer: Person):
    page = observer.page
    visit = Visit.objects.filter(mission=demo, team__code="T-3", stage="voting").latest("pk")
    account = demo.memberships.get(account__email="secretariat@demo.example").account
    latest = visit.revisions.get(number=visit.latest_revision)
    return_visit(latest, question="How many were in the room?", by=account)
    open_the_app(observer)
    page.locator("#asked").get_by_role("button", name="Answer and correct").click()
    filled_form(page)
    page.get_by_label("Your answer to the secretariat").fill("Eleven.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#field-status")).to_contain_text("Everything is sent")
    expect(page.locator("#asked")).to_be_hidden()
    observer.page.wait_for_timeout(3000)
    expect(page.locator("#asked")).to_be_hidden()
    expect(page.locator("#visits [data-open]")).to_contain_text("Waits for review")


def test_the_day_is_asked_for_once_for_all_that_is_sent_together(demo, observer):
    page, asked = observer.page, []
    page.context.on("request", lambda each: asked.append(each.url) if "/day/" in each.url else None)
    for _time in range(3):
        queue(page, demo, a_visit_of(demo))
    expect(page.locator("#field-status")).to_contain_text("Everything is sent")
    expect(
        page.locator("#visits [data-open] li").filter(has_text="Waits for review")
    ).not_to_have_count(0)
    page.wait_for_timeout(3000)
    assert len(stored(page, "outbox")) == 3
    assert len(asked) == 1


def test_a_row_that_is_drawn_anew_keeps_the_focus(demo, observer):
    page = observer.page
    button = page.locator("#plan [data-left] button").last
    button.focus()
    queue(page, demo, a_visit_of(demo))
    expect(
        page.locator("#visits [data-open] li").filter(has_text="Waits for review")
    ).not_to_have_count(0)
    expect(button).to_be_focused()
