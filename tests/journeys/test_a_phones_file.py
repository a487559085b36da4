"""A phone that cannot send saves everything as a file; the secretariat brings it in, twice."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.field_app import (
    filled_form,
    hand_over,
    hold_sending,
    open_the_app,
    stored,
)
from tests.journeys.logging_visits import answer, step_to
from visits.flags import Flag
from visits.models import Source, Visit, VisitRevision

pytestmark = pytest.mark.journey


def test_what_a_phone_saved_is_brought_in_once(sign_in, tmp_path: Path):
    observer = sign_in("observer", PHONE)
    hold_sending(observer)
    page = open_the_app(observer)
    page.locator("[data-go-on]").click()
    filled_form(page)
    answer(page, "voting.interference", "No")
    hand_over(page)
    page.wait_for_url("**/field/#queued")
    expect(page.locator("#next")).to_contain_text("R-41")
    page.locator("[data-go-on]").click()
    filled_form(page)
    step_to(page, page.locator("[name=comments]"))
    page.locator("[name=comments]").press_sequentially("They sent us out.")
    page.wait_for_timeout(1000)
    (waiting,), (begun,) = stored(page, "outbox"), stored(page, "drafts")

    observer.open("field/outbox/")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save everything as a file").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    told = json.loads(file.read_text())
    assert [len(told[part]) for part in ("items", "drafts", "photos")] == [1, 1, 0]

    desk = sign_in("secretariat")
    for outcome in ("Stored", "Was there already"):
        desk.open("enter/")
        desk.page.get_by_role("link", name="Bring in the file of a phone").click()
        desk.page.get_by_label("File of a phone").set_input_files(file)
        desk.page.get_by_role("button", name="Bring it in").click()
        expect(desk.page.get_by_text(f"{outcome}: 2")).to_be_visible()
    sent = VisitRevision.objects.get(sha256=waiting["sha256"])
    assert bytes(sent.payload).decode() == waiting["body"]
    assert (sent.source, sent.number) == (Source.FILE, 1)
    unfinished = Visit.objects.get(uuid=begun["number"])
    assert unfinished.comments == "They sent us out."
    assert unfinished.station is not None
    assert Flag.UNFINISHED in unfinished.flag_codes
