"""Logging on the phone: nothing typed is lost, and the form helps without standing in the way."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.models import Mission
from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import (
    STORE,
    filled_form,
    hand_over,
    hold_sending,
    log_at,
    open_the_app,
    stored,
)
from tests.journeys.logging_visits import answer, step_to
from visits.actions import return_visit, take_in_visit
from visits.models import Source, Visit

pytestmark = pytest.mark.journey

NEXT = "[data-go='1']"


@pytest.fixture
def observer(sign_in: Any) -> Person:
    """The observer with the day on the phone, and nothing that leaves it."""
    person: Person = sign_in("observer", PHONE)
    hold_sending(person)
    open_the_app(person)
    return person


def draft(page: Page) -> dict[str, Any]:
    (only,) = stored(page, "drafts")
    return only


def sent(page: Page) -> dict[str, Any]:
    """What waits to be sent last, as it will be sent."""
    page.wait_for_url("**/field/#queued")
    return dict(json.loads(stored(page, "outbox")[-1]["body"]))


def test_what_is_typed_is_on_the_phone_within_a_second_and_the_form_opens_where_one_was(observer):
    page = observer.page
    page.locator("[data-go-on]").click()
    filled_form(page)
    assert draft(page)["typed"]["arrived_at"] == page.locator("[name=arrived_at]").input_value()
    answer(page, "voting.interference", "No")
    step = page.locator("#step-status").inner_text()
    comment = page.locator("[data-question='voting.interference'] [data-part=comment]")
    comment.locator("summary").click()
    comment.locator("textarea").press_sequentially("Calm")
    page.wait_for_timeout(1000)
    assert draft(page)["typed"]["comment-voting.interference"] == "Calm"

    open_the_app(observer)
    under_way = page.locator("#under-way li")
    expect(under_way).to_contain_text("R-40")
    under_way.get_by_role("button", name="Continue").click()
    filled_form(page)
    expect(page.locator("#step-status")).to_have_text(step)
    question = page.locator("[data-question='voting.interference']")
    expect(question).to_be_in_viewport()
    expect(question.locator("[value=no]")).to_be_checked()
    expect(question.locator("textarea").first).to_have_value("Calm")


def test_what_was_typed_a_moment_before_the_page_went_is_kept(observer):
    page = observer.page
    page.locator("[data-go-on]").click()
    filled_form(page)
    step_to(page, page.locator("[name=comments]"))
    page.locator("[name=comments]").press_sequentially("The last words")
    open_the_app(observer)
    assert draft(page)["typed"]["comments"] == "The last words"


def test_a_visit_handed_over_waits_and_its_station_is_no_longer_next(observer):
    page = observer.page
    expect(page.locator("#next")).to_contain_text("R-40")
    page.locator("[data-go-on]").click()
    filled_form(page)
    answer(page, "voting.interference", "No")
    hand_over(page)
    told = sent(page)
    assert told["answers"] == {"voting.interference": {"value": "no"}}
    assert (told["station"], told["chosen_by"]) == ("ala-r40", "deployment_plan")
    assert told["departed_at"] >= told["arrived_at"]
    expect(page.get_by_text("1 waits to be sent")).to_be_visible()
    expect(page.locator("#next")).to_contain_text("R-41")
    row = page.locator("#visits [data-open] li").filter(has_text="R-40")
    expect(row).to_contain_text("Waits to be sent")
    assert stored(page, "drafts") == []


def test_a_station_logged_already_is_said_so_and_opens_the_visit_that_there_is(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    answer(page, "voting.interference", "No")
    hand_over(page)
    first = sent(page)
    open_the_app(observer)
    log_at(page, "R-40", "Voting")
    expect(page.get_by_text("Your team has already logged this station")).to_be_visible()
    page.get_by_role("button", name="Open that visit").click()
    page.wait_for_url(f"**#visit={first['visit']}")
    filled_form(page)
    expect(page.get_by_role("heading", name="Correct a visit: Voting")).to_be_visible()
    (only,) = stored(page, "drafts")
    assert only["parent"] == stored(page, "outbox")[0]["sha256"]
    answer(page, "voting.interference", "Yes")
    hand_over(page)
    second = sent(page)
    assert (second["visit"], second["parent"]) == (first["visit"], only["parent"])
    assert second["answers"]["voting.interference"]["value"] == "yes"


def test_another_stay_is_another_visit(observer):
    page = observer.page
    log_at(page, "R-15", "Voting")
    expect(page.get_by_text("Your team has already logged this station")).to_be_visible()
    page.get_by_role("button", name="Log another stay").click()
    expect(page.get_by_text("Your team has already logged this station")).to_be_hidden()
    hand_over(page)
    assert "parent" not in sent(page)


def test_a_grave_answer_opens_a_short_finding_at_once_and_goes_with_the_visit(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    answer(page, "voting.interference", "Yes")
    finding = page.locator("[data-question='voting.interference'] [data-part=finding]")
    expect(finding.get_by_label("What happened?")).to_be_visible()
    finding.get_by_label("What happened?").fill("An official gave orders.")
    hand_over(page)
    (finding_told,) = sent(page)["findings"]
    assert finding_told["summary"] == "An official gave orders."
    assert finding_told["question"] == "voting.interference"


def test_a_number_that_cannot_be_read_is_pointed_at_and_never_stands_in_the_way(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    number = page.locator("[name=registered_voters]")
    step_to(page, number)
    number.fill("many")
    number.press("Tab")
    expect(page.get_by_text("“many” cannot be read")).to_be_visible()
    hand_over(page)
    look = page.locator("#look-at")
    expect(look).to_contain_text("How many voters are registered here?")
    look.get_by_role("link").click()
    expect(number).to_be_visible()
    hand_over(page)
    assert sent(page)["registered_voters"] == "many"


def test_figures_that_do_not_add_up_are_asked_about_once(observer):
    page = observer.page
    log_at(page, "R-40", "Counting")
    for code, figure in (("valid", "300"), ("invalid", "4"), ("ballots_in_box", "305")):
        field = page.locator(f"[name='answer-counting.{code}']")
        step_to(page, field)
        field.fill(figure)
    hand_over(page)
    expect(page.get_by_text("Valid ballots (300) and invalid ballots (4)")).to_be_visible()
    page.get_by_label("These are the figures of the protocol").check()
    page.get_by_role("button", name="Send the visit").click()
    assert sent(page)["figures_confirmed"] is True


def test_a_station_that_is_not_listed_is_logged_by_its_number(observer):
    page = observer.page
    page.locator("#not-listed summary").click()
    page.get_by_role("button", name="Opening, log a visit at a station").click()
    filled_form(page)
    hand_over(page)
    expect(page.locator("#look-at")).to_contain_text("Write the station’s number, or the place.")
    page.locator("#look-at").get_by_role("link").click()
    page.locator("[name=station_number]").fill("77")
    page.locator("[name=area]").select_option("ala-almaly")
    hand_over(page)
    told = sent(page)
    assert (told["station_number"], told["area"]) == ("77", "ala-almaly")
    assert "station" not in told


def test_a_station_that_turns_out_to_be_listed_is_found_in_the_form(observer):
    page = observer.page
    page.locator("#not-listed summary").click()
    page.get_by_role("button", name="Voting, log a visit at a station").click()
    filled_form(page)
    page.locator("[name=place]").fill("A school")
    page.get_by_text("Find it in the list").click()
    page.locator("#search").fill("R-40")
    page.get_by_role("button", name="It was this station: R-40").click()
    expect(page.locator("[data-place=listed]")).to_contain_text("R-40")
    assert draft(page)["station"] == "ala-r40"
    hand_over(page)
    told = sent(page)
    assert (told["station"], told.get("place")) == ("ala-r40", None)


def test_the_secretariats_question_is_answered_on_the_phone(demo: Mission, observer: Person):
    page = observer.page
    visit = Visit.objects.filter(mission=demo, team__code="T-3", stage="voting").latest("pk")
    account = demo.memberships.get(account__email="secretariat@demo.example").account
    latest = visit.revisions.get(number=visit.latest_revision)
    told = json.loads(bytes(latest.payload))
    told |= {"parent": latest.sha256, "comments": "Again."}
    take_in_visit(
        json.dumps(told).encode(),
        mission=demo,
        by=account,
        source=Source.SECRETARIAT,
        team=visit.team,
    )
    visit.refresh_from_db()
    latest = visit.revisions.get(number=visit.latest_revision)
    return_visit(latest, question="How many were in the room?", by=account)
    open_the_app(observer)
    asked = page.locator("#asked li")
    expect(asked).to_contain_text("How many were in the room?")
    asked.get_by_role("button", name="Answer and correct").click()
    filled_form(page)
    expect(page.get_by_role("heading", name="The secretariat asks")).to_be_visible()
    page.get_by_label("Your answer to the secretariat").fill("Eleven.")
    page.get_by_role("button", name="Send the answer").click()
    answered = sent(page)
    assert (answered["reply"], answered["parent"]) == ("Eleven.", latest.sha256)
    assert answered["answers"] == told["answers"]
    expect(page.locator("#asked")).to_be_hidden()


def test_where_one_stands_is_noted_when_asked_and_never_waited_for(observer):
    page = observer.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 43.238949, "longitude": 76.889709, "accuracy": 12})
    log_at(page, "R-40", "Voting")
    page.get_by_role("button", name="Note where I stand").click()
    expect(page.get_by_text("Noted: 43.238949, 76.889709, within 12 m.")).to_be_visible()
    hand_over(page)
    position = {"latitude": 43.238949, "longitude": 76.889709, "accuracy": 12}
    assert sent(page)["position"] == position


def test_a_finding_without_a_visit_is_kept_and_waits(observer):
    page = observer.page
    page.get_by_role("button", name="Report a finding").click()
    page.get_by_label("What happened?").fill("A bus with voters.")
    page.get_by_label("What is it about?").select_option("presence")
    page.locator("#search").fill("R-40")
    page.get_by_role("button", name="It was this station: R-40").click()
    page.wait_for_timeout(1000)
    assert draft(page)["typed"]["summary"] == "A bus with voters."
    page.get_by_role("button", name="Send the finding").click()
    told = sent(page)
    assert (told["summary"], told["station"]) == ("A bus with voters.", "ala-r40")
    assert told["polarity"] == "adverse"
    (item,) = stored(page, "outbox")
    assert item["address"].endswith(f"/intake/findings/{item['number']}/")


def test_what_another_tab_sent_does_not_come_back_to_life(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    other = page.context.new_page()
    other.goto(page.url)
    filled_form(other)
    hand_over(other)
    other.wait_for_url("**/field/#queued")
    page.bring_to_front()
    page.locator("[name=arrived_at]").fill("2019-06-09T19:05")
    page.wait_for_timeout(600)
    assert stored(page, "drafts") == []
    assert len(stored(page, "outbox")) == 1


def test_a_form_under_way_can_be_discarded(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    open_the_app(observer)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#under-way").get_by_role("button", name="Discard").click()
    expect(page.locator("#under-way")).to_be_hidden()
    assert page.evaluate(f"async () => (await (await {STORE}).drafts({{}})).length") == 0


def test_two_taps_begin_one_visit(observer):
    page = observer.page
    page.locator("#not-listed summary").click()
    page.get_by_role("button", name="Opening, log a visit at a station").dblclick()
    filled_form(page)
    assert len(stored(page, "drafts")) == 1


def test_what_was_refused_is_gone_on_with_as_it_was(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    answer(page, "voting.interference", "No")
    hand_over(page)
    sent(page)
    (item,) = stored(page, "outbox")
    changes = {"state": "refused", "why": "This is too large for a visit."}
    page.evaluate(
        f"async ([id, changes]) => (await {STORE}).mark(id, changes)", [item["id"], changes]
    )
    row = page.locator("#visits [data-open] li").filter(has_text="too large")
    row.get_by_role("button", name="Look at it").click()
    filled_form(page)
    assert stored(page, "outbox") == []
    assert draft(page)["parent"] == ""
    expect(page.locator("[data-question='voting.interference'] [value=no]")).to_be_checked()


def test_a_row_stays_where_it_is_while_nothing_of_the_day_changes(observer):
    page = observer.page
    page.evaluate("document.querySelector('#plan li').dataset.same = 'yes'")
    page.evaluate(f"async () => (await {STORE}).keep('something', Date.now())")
    page.wait_for_timeout(400)
    expect(page.locator("#plan li[data-same=yes]")).to_have_count(1)
