"""The browser's Back, the number of answers and the tabs, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.logging_visits import answer, step_to

pytestmark = pytest.mark.journey

FORM = "log/voting/?station=ala-r40"


def test_the_browsers_back_leads_to_the_step_before_and_then_out_of_the_form(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open("stations/")
    observer.open(FORM)
    step = page.locator("#step-status")
    for number in (2, 3):
        page.get_by_role("button", name="Next").click()
        expect(step).to_contain_text(f"Step {number} of")
    page.go_back()
    expect(step).to_contain_text("Step 2 of")
    page.go_forward()
    expect(step).to_contain_text("Step 3 of")
    page.get_by_role("button", name="Back").click()
    expect(step).to_contain_text("Step 2 of")
    page.go_back()
    expect(step).to_contain_text("Step 1 of")
    page.go_back()
    expect(page.get_by_role("heading", name="Stations", exact=True)).to_be_visible()


def test_the_last_step_says_how_many_questions_have_an_answer_also_after_loading_again(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    count = page.locator("#answered-count")
    expect(count).to_have_text("0 of 33 questions answered")
    answer(page, "voting.accessible", "No")
    step_to(page, count)
    expect(count).to_have_text("1 of 33 questions answered")
    observer.open(FORM)
    expect(count).to_have_text("1 of 33 questions answered")


def test_the_moment_of_leaving_is_proposed_only_to_who_arrived_within_a_day(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    left, arrived = page.locator("[name=departed_at]"), page.locator("[name=arrived_at]")
    now = arrived.input_value()
    step_to(page, left)
    expect(left).not_to_have_value("")
    page.locator(".step-index summary").click()
    page.locator(".step-index li").first.get_by_role("link").click()
    arrived.fill("2019-06-09T19:00")
    step_to(page, left)
    expect(left).to_have_value("")
    page.locator(".step-index summary").click()
    page.locator(".step-index li").first.get_by_role("link").click()
    arrived.fill(now)
    step_to(page, left)
    expect(left).not_to_have_value("")


@pytest.mark.parametrize("who", ["secretariat", "head-of-mission"])
def test_every_place_of_the_mission_is_in_sight_on_a_phone(sign_in, who):
    player = sign_in(who, PHONE)
    player.open("")
    links = player.page.locator(".mission-nav a").all()
    assert "Statement" in [link.inner_text().strip() for link in links]
    for link in links:
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
