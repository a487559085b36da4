"""What was typed outlives the session in which it was typed."""

import pytest
from playwright.sync_api import Page, expect

from reports.demo import PLAYERS
from tests.journeys.conftest import PHONE
from tests.journeys.logging_visits import answer, step_to
from visits.models import Visit

pytestmark = pytest.mark.journey

FORM = "log/voting/?station=ala-r40"
KEPT = "We kept what you typed."


def type_a_visit(page: Page) -> None:
    page.locator("[name=arrived_at]").fill("2019-06-09T19:05")
    answer(page, "voting.accessible", "No")
    answer(page, "voting.interference", "No")
    comments = page.locator("[name=comments]")
    step_to(page, comments)
    comments.fill("Six hours of notes.")


def send(page: Page) -> None:
    button = page.get_by_role("button", name="Send the visit")
    step_to(page, button)
    button.click()


def sign_in_again(page: Page) -> None:
    player = next(each for each in PLAYERS if each.email == "observer@demo.example")
    page.get_by_label("E-mail").fill(player.email)
    page.get_by_label("Password").fill(player.password)
    page.get_by_role("button", name="Sign in").click()


def test_what_was_typed_is_there_again_after_the_session_ended(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_a_visit(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    sign_in_again(page)

    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.locator("[name=comments]")).to_have_value("Six hours of notes.")
    expect(page.locator("[name='answer-voting.accessible'][value=no]")).to_be_checked()
    send(page)
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
    visit = Visit.objects.get(mission=demo, station__code="ala-r40")
    assert visit.comments == "Six hours of notes."
    assert visit.answers.get(question="voting.accessible").value == "no"

    observer.open(FORM)
    expect(page.get_by_text(KEPT)).to_be_hidden()
    expect(page.locator("[name=comments]")).to_have_value("")


def test_what_was_kept_can_be_discarded(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_a_visit(page)
    observer.open(FORM)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text(KEPT)).to_be_hidden()
    expect(page.locator("[name=comments]")).to_have_value("")


def test_what_was_kept_is_of_one_station_and_one_stage(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_a_visit(page)
    for other in ("log/counting/?station=ala-r40", "log/voting/"):
        observer.open(other)
        expect(page.get_by_text(KEPT)).to_be_hidden()
