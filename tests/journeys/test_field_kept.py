"""What a phone keeps and forgets: nothing unsent is let go of, nothing is left to others."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Page, expect

from missions.enumerations import Role
from missions.models import Membership
from reports.demo import SLUG
from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import (
    STORE,
    hand_over,
    hold_sending,
    log_at,
    open_the_app,
    stored,
)

pytestmark = pytest.mark.journey

# A visit that the server has, with a photo that is on its way still; then a correction, refused.
REFUSED_CORRECTION = f"""async (mission) => {{
    const store = await {STORE};
    const {{ account }} = await store.kept(`day:${{mission}}`);
    const number = crypto.randomUUID();
    const whose = {{ number, kind: "visit", account, mission }};
    const at = new Date().toISOString();
    const draft = {{ ...whose, title: "R-40", page: "", typed: {{}}, at }};
    const blob = new Blob(["x"]);
    await store.keepDraft(draft);
    await store.addPhoto({{ ...whose, id: "early", blob, size: 1, sha256: "e", type: "" }});
    const about = {{ ...whose, title: "R-40", address: "/", draft }};
    const first = await store.itemOf({{ ...about, body: "first" }});
    await store.queue(first, ["early"]);
    const receipt = {{ visit: number, sha256: first.sha256, code: "v1", outcome: "stored" }};
    await store.mark(first.id, {{ state: "received", receipt }});
    await store.keepDraft(draft);
    await store.addPhoto({{ ...whose, id: "late", blob, size: 1, sha256: "l", type: "" }});
    const second = await store.itemOf({{ ...about, body: "second" }});
    await store.queue(second, ["early", "late"]);
    await store.mark(second.id, {{ state: "refused", why: "No." }});
    return [number, second.id];
}}"""
RECEIVED = f"""async (mission) => {{
    const store = await {STORE};
    const {{ account }} = await store.kept(`day:${{mission}}`);
    const whose = {{ number: "n", kind: "visit", account, mission }};
    const told = {{ ...whose, title: "R-41", address: "/", body: "b", draft: null }};
    const item = await store.itemOf(told);
    await store.keepDraft({{ ...whose, typed: {{}}, at: "" }});
    await store.addPhoto({{ ...whose, id: "sent", blob: null, thumb: "data:,", size: 1 }});
    await store.queue(item, ["sent"]);
    await store.markPhoto("sent", {{ state: "received" }});
    const receipt = {{ visit: "n", sha256: item.sha256, code: "v1", outcome: "stored" }};
    await store.mark(item.id, {{ state: "received", receipt }});
}}"""
# Somebody types while the visit is on its way from the form into the outbox.
TYPE_MEANWHILE = """() => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    crypto.subtle.digest = async (...told) => {
        const made = await digest(...told);
        const field = document.querySelector("[name=comments]");
        field.value += "late";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return made;
    };
}"""
ONE_IS_DAMAGED = """() => {
    const read = FileReader.prototype.readAsDataURL;
    FileReader.prototype.readAsDataURL = function (blob) {
        if (blob.size === 1) return setTimeout(() => this.onerror(new Event("error")));
        return read.call(this, blob);
    };
}"""
DAY = f"async (mission) => (await (await {STORE}).kept(`day:${{mission}}`)) ?? null"


@pytest.fixture
def observer(sign_in: Any) -> Person:
    """The observer with the day on the phone, and nothing that leaves it."""
    person: Person = sign_in("observer", PHONE)
    hold_sending(person)
    open_the_app(person)
    return person


def photo_states(page: Page) -> dict[str, str]:
    return {photo["id"]: photo["state"] for photo in stored(page, "photos")}


def test_a_correction_thrown_away_takes_no_photo_of_the_visit_that_was_sent(observer):
    page = observer.page
    number, item = page.evaluate(REFUSED_CORRECTION, SLUG)
    page.evaluate(f"async (id) => (await {STORE}).reopen(id)", item)
    assert photo_states(page) == {"early": "ready", "late": "draft"}
    page.evaluate(f"async (number) => (await {STORE}).dropDraft(number)", number)
    assert photo_states(page) == {"early": "ready"}


def test_what_is_typed_while_a_visit_is_handed_over_leaves_no_second_one(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    page.evaluate(TYPE_MEANWHILE)
    hand_over(page)
    page.wait_for_url("**/field/#queued")
    assert len(stored(page, "outbox")) == 1
    assert stored(page, "drafts") == []


def test_a_photo_that_cannot_be_read_costs_the_file_that_photo_only(observer):
    page = observer.page
    page.evaluate(REFUSED_CORRECTION, SLUG)
    observer.open("field/outbox/")
    page.evaluate(ONE_IS_DAMAGED)
    with page.expect_download() as saved:
        page.locator("[data-export]").click()
    told = json.loads(Path(saved.value.path()).read_text())
    assert [each["body"] for each in told["items"]] == ["second"]
    assert [each["base64"] for each in told["photos"]] == ["", ""]


# Three drafts, each with a photo that says it has forty megabytes.
MUCH = f"""async (mission) => {{
    const store = await {STORE};
    const {{ account }} = await store.kept(`day:${{mission}}`);
    for (const number of ["a", "b", "c"]) {{
        const whose = {{ number, kind: "visit", account, mission }};
        await store.keepDraft({{ ...whose, typed: {{}}, at: number }});
        const photo = {{ id: `of-${{number}}`, blob: new Blob(["x"]), size: 40 * 2 ** 20 }};
        await store.addPhoto({{ ...whose, ...photo }});
    }}
}}"""


def test_more_than_one_file_holds_is_saved_as_several_each_draft_with_its_photos(observer):
    page = observer.page
    page.evaluate(MUCH, SLUG)
    observer.open("field/outbox/")
    page.locator("[data-export]").click()
    links = page.locator("[data-files] a")
    expect(links).to_have_count(3)
    saved: list[Download] = []
    for number in range(3):
        expect(page.locator("#exported")).to_be_hidden()
        with page.expect_download() as saving:
            links.nth(number).click()
        saved.append(saving.value)
    expect(page.locator("#exported")).to_be_visible()
    names = {each.suggested_filename.removesuffix(".json")[-7:] for each in saved}
    assert names == {"-1-of-3", "-2-of-3", "-3-of-3"}
    told = [json.loads(Path(each.path()).read_text()) for each in saved]
    drafts = [[draft["number"] for draft in each["drafts"]] for each in told]
    assert sorted(drafts) == [["a"], ["b"], ["c"]]
    assert [[photo["number"] for photo in each["photos"]] for each in told] == drafts


def test_the_day_of_who_may_log_no_longer_is_not_left_on_the_phone(observer):
    page = open_the_app(observer, pages=True)
    log_at(page, "R-40", "Voting")
    Membership.objects.filter(mission__slug=SLUG, role=Role.OBSERVER).update(role=Role.READER)
    observer.open("field/")
    expect(page.locator("#first-time")).to_be_visible()
    expect(page.locator("#next")).to_be_hidden()
    assert page.evaluate(DAY, SLUG) is None
    assert observer.was_told(403)
    # What was begun is kept, and in the outbox.
    assert len(stored(page, "drafts")) == 1


def test_signing_out_over_what_is_not_sent_leaves_that_and_nothing_more(observer):
    page = observer.page
    page.evaluate(RECEIVED, SLUG)
    log_at(page, "R-40", "Voting")
    observer.open("my-team/")
    page.evaluate("() => document.getElementById('sign-out').requestSubmit()")
    page.get_by_role("button", name="Save everything as a file").click()
    page.locator("#unsent").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(DAY, SLUG) is None
    assert (stored(page, "outbox"), stored(page, "photos")) == ([], [])
    assert len(stored(page, "drafts")) == 1


GIVE_AWAY = f"""async () => {{
    const store = await {STORE};
    const [draft] = await store.drafts();
    await store.keepDraft({{ ...draft, account: "0", at: new Date().toISOString() }});
    return draft.page;
}}"""


def test_what_somebody_else_began_on_the_phone_waits_for_them_and_is_not_shown(observer):
    page = observer.page
    log_at(page, "R-40", "Voting")
    page.get_by_role("button", name="Next").click()
    begun = page.url
    observer.open("field/outbox/")
    row = page.locator("#outbox-open > *").first
    row.get_by_role("link", name="Go on with it").wait_for()
    page.evaluate(GIVE_AWAY)
    row.get_by_text("It was logged by somebody else").wait_for()
    assert row.get_by_role("link", name="Go on with it").count() == 0
    page.goto(begun)
    page.locator("#no-visit").wait_for()
    assert page.locator("#visit-form").is_hidden()
