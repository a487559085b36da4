"""What the sender makes of answers: only a receipt clears an item, and nothing blocks the rest."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import PHONE
from tests.journeys.field_sending import (
    STORE,
    a_finding_of,
    a_visit_of,
    is_ready,
    queue,
    rows,
    states,
    stored,
)
from tests.journeys.real_server import until
from visits.models import Visit

pytestmark = pytest.mark.journey


@pytest.fixture
def page(sign_in) -> Page:
    """The observer's outbox, ready to work without a network."""
    observer = sign_in("observer", PHONE)
    observer.open("field/outbox/")
    is_ready(observer.page)
    yield observer.page
    # What the tests let fail is no complaint.
    observer.page.close()
    observer.complaints = [each for each in observer.complaints if "Failed to load" not in each]


@pytest.fixture
def answering(page: Page) -> Callable[..., None]:
    """Return a function that answers in the server's place, for addresses of a kind, so often."""

    def begin(pattern: str, times: int = 1, **answer: Any) -> None:
        page.context.route(pattern, lambda route: route.fulfill(**answer), times=times)

    return begin


INTAKE, REACH = "**/intake/**", "**/reach/**"
HOTEL = {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the hotel</h1>"}


def test_a_status_clears_nothing_and_a_receipt_does(page, demo, answering):
    strange = json.dumps({"visit": "other", "sha256": "0" * 64, "outcome": "stored"})
    answering(INTAKE, status=201, content_type="application/json", body=strange)
    item = queue(page, demo, a_visit_of(demo))
    expect(rows(page, "received")).to_have_count(1)
    assert stored(page, "outbox")[0]["tries"] == 2
    assert Visit.objects.get(uuid=item["number"]).revisions.get().sha256 == item["sha256"]


def test_a_network_that_answers_in_the_servers_place_is_sent_nothing(page, demo):
    asked: list[str] = []
    page.context.route(REACH, lambda route: route.fulfill(**HOTEL))
    page.context.route(INTAKE, lambda route: (asked.append(route.request.url), route.continue_()))
    queue(page, demo, a_visit_of(demo))
    expect(page.locator("#field-status")).to_contain_text("No network. Waiting on this phone: 1")
    assert asked == []
    page.context.unroute(REACH)
    page.get_by_role("button", name="Send now").click()
    expect(rows(page, "received")).to_have_count(1)
    assert len(asked) == 1


def test_a_server_in_trouble_is_tried_again_by_itself(page, demo, answering):
    answering(INTAKE, times=2, status=500, content_type="text/html", body="<h1>Error</h1>")
    queue(page, demo, a_visit_of(demo))
    expect(rows(page, "received")).to_have_count(1, timeout=20_000)
    assert stored(page, "outbox")[0]["tries"] == 3


def test_what_is_refused_says_why_and_blocks_nothing(page, demo):
    refused = a_visit_of(demo, mission="another-mission")
    queue(page, demo, refused)
    queue(page, demo, a_finding_of(demo))
    expect(rows(page, "received")).to_have_count(1)
    row = rows(page, "refused")
    expect(row).to_contain_text("This visit is of the mission “another-mission”, not of this one.")
    before = stored(page, "outbox")[0]["last_try"]
    row.get_by_role("button", name="Send it again").click()
    until(lambda: was_refused_after(page, before), "it was not sent again")
    expect(row).to_contain_text("tries: 1")
    row.get_by_role("button", name="Change it").click()
    page.wait_for_url("**/field/forms/**")
    assert states(page) == ["received"]
    assert [draft["number"] for draft in stored(page, "drafts")] == [refused["number"]]


def was_refused_after(page: Page, moment: str) -> bool:
    item = stored(page, "outbox")[0]
    return (item["state"], item["last_try"] > moment) == ("refused", True)


def test_what_is_sent_meanwhile_takes_no_button_from_under_the_finger(page, demo):
    queue(page, demo, a_visit_of(demo, mission="another-mission"))
    change = rows(page, "refused").get_by_role("button", name="Change it")
    change.focus()
    queue(page, demo, a_finding_of(demo))
    expect(rows(page, "received")).to_have_count(1)
    expect(change).to_be_focused()


def test_who_was_signed_out_keeps_everything_and_is_asked_to_sign_in(page, demo):
    page.context.clear_cookies(name="sessionid")
    item = queue(page, demo, a_visit_of(demo))
    status = page.locator("#field-app")
    expect(status).to_contain_text("Sign in to send what waits: 1")
    expect(status.get_by_role("link", name="Sign in")).to_be_visible()
    assert stored(page, "outbox")[0]["body"] == item["body"]


def test_what_another_account_logged_waits_for_it_and_says_for_whom(page, demo):
    queue(page, demo, a_visit_of(demo) | {"account": "999999"})
    queue(page, demo, a_visit_of(demo))
    expect(rows(page, "received")).to_have_count(1)
    expect(rows(page, "ready")).to_contain_text("It was logged by somebody else")


def test_a_correction_goes_after_what_it_corrects(page, demo):
    first = a_visit_of(demo)
    page.context.set_offline(True)
    item = queue(page, demo, first)
    second = a_visit_of(demo, first["number"], parent=item["sha256"], comments="More.")
    queue(page, demo, second)
    page.context.set_offline(False)
    expect(rows(page, "received")).to_have_count(2)
    visit = Visit.objects.get(uuid=first["number"])
    assert [each.number for each in visit.revisions.all()] == [1, 2]
    assert not visit.conflicts.exists()


def test_two_tabs_send_what_waits_once(page, demo):
    sent: list[str] = []
    page.context.route(INTAKE, lambda route: (sent.append(route.request.url), _slowly(route)))
    other = page.context.new_page()
    other.goto(page.url)
    is_ready(other)
    queue(page, demo, a_visit_of(demo))
    other.get_by_role("button", name="Send now").click()
    expect(rows(other, "received")).to_have_count(1, timeout=20_000)
    assert len(sent) == 1


def _slowly(route: Route) -> None:
    route.request.frame.page.wait_for_timeout(1500)
    route.continue_()


def test_a_full_phone_loses_neither_draft_nor_photo(page, demo):
    kept = page.evaluate(
        f"""async (told) => {{
          const store = await {STORE};
          await store.keepDraft({{ number: told.number, kind: "visit", mission: "m", at: "" }});
          await store.addPhoto({{ id: "p", number: told.number, mission: "m", size: 1 }});
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (value) {{
            if (this.name === "photos") this.transaction.abort();
            return put.call(this, value);
          }};
          const item = await store.itemOf({{ ...told, mission: "m" }});
          const failed = await store.queue(item, ["p"]).then(() => "", (error) => error.name);
          IDBObjectStore.prototype.put = put;
          const photo = (await store.photosOf(told.number))[0];
          const drafts = (await store.drafts()).length;
          return [failed, drafts, (await store.outbox()).length, photo.state];
        }}""",
        a_visit_of(demo),
    )
    assert kept[0]
    assert kept[1:] == [1, 0, "draft"]


def test_nothing_but_its_receipt_makes_an_item_received(page, demo):
    page.context.set_offline(True)
    item = queue(page, demo, a_visit_of(demo))
    failed = page.evaluate(
        f"""async ([id, number]) => {{
          const store = await {STORE};
          const receipt = {{ visit: number, sha256: "0".repeat(64) }};
          return store.mark(id, {{ state: "received", receipt }}).then(() => "", String);
        }}""",
        [item["id"], item["number"]],
    )
    assert "not the receipt" in failed
    assert states(page) != ["received"]
