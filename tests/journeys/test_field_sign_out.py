"""Nobody signs out over what is not sent; with nothing left, the phone forgets the day."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_sending import a_visit_of, is_ready, queue, rows, stored

pytestmark = pytest.mark.journey


@pytest.fixture
def observer(sign_in) -> Person:
    """The observer with the field app on the phone."""
    person = sign_in("observer", PHONE)
    person.open("field/outbox/")
    is_ready(person.page)
    yield person
    # What the test let fail is no complaint.
    person.page.close()
    person.complaints = [each for each in person.complaints if "Failed to load" not in each]


def sign_out(page: Page) -> None:
    page.locator(".account-menu summary").click()
    page.locator("#sign-out").get_by_role("button", name="Sign out").click()


def test_signing_out_is_refused_while_anything_is_unsent(observer, demo):
    page = observer.page
    page.context.route("**/intake/**", lambda route: route.abort())
    item = queue(page, demo, a_visit_of(demo))
    observer.open("my-visits/")
    sign_out(page)
    dialog = page.get_by_role("dialog", name="Not everything is sent")
    expect(dialog).to_contain_text("1 visits and findings, 0 drafts, 0 photos")
    expect(dialog.get_by_role("button", name="Sign out")).to_be_hidden()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save everything as a file").click()
    told = json.loads(Path(download.value.path()).read_text())
    assert (told["mushahid"], told["version"], told["mission"]) == ("outbox", 1, demo.slug)
    assert [each["body"] for each in told["items"]] == [item["body"]]

    dialog.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    observer.open("field/outbox/")
    expect(rows(page, "ready")).to_have_count(1)
    assert stored(page, "outbox")[0]["body"] == item["body"]


def test_with_nothing_unsent_signing_out_takes_the_day_along(observer, demo):
    page = observer.page
    queue(page, demo, a_visit_of(demo))
    expect(rows(page, "received")).to_have_count(1)
    observer.open("my-visits/")
    sign_out(page)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    kept = page.evaluate(
        """async () => {
          const open = indexedDB.open("mushahid-field");
          await new Promise((done) => (open.onsuccess = done));
          const names = open.result.transaction("kept").objectStore("kept").getAllKeys();
          await new Promise((done) => (names.onsuccess = done));
          const pages = (await caches.keys()).filter((name) => name.startsWith("field-pages-"));
          return [names.result, pages];
        }"""
    )
    names, pages = kept
    assert not [name for name in names if name.startswith(("day:", "stations:", "account:"))]
    assert pages == []
