"""A whole day with no network, through the pages, and the browser closed in between."""

import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from missions.enumerations import Stage
from tests.journeys.comparing import assert_photos_agree, logged
from tests.journeys.field.conftest import Field
from tests.journeys.field.on_the_way import (
    arrives,
    assert_both_agree,
    come_back,
    get_ready,
    leave_the_network,
    restart_without_network,
)
from tests.journeys.field_app import hand_over, log_at
from tests.journeys.field_phone import FieldPhone
from tests.journeys.logging_visits import answer, step_to
from tests.journeys.real_server import until
from visits.models import Attachment, Finding, Visit

pytestmark = pytest.mark.journey

TOLD = "A policeman looked at every ballot before it went into the box."


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo as a camera makes it: large, and it says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Almaty, 51.169392N"
    file = tmp_path / "photo.jpg"
    Image.effect_noise((2000, 1500), 90).convert("RGB").save(file, "JPEG", exif=exif)
    return file


def take_a_photo(page: Page, picture: Path) -> None:
    """Choose a photo at the end of the form, and wait until it is on the phone."""
    photos = page.locator("[data-photos]:visible")
    step_to(page, photos)
    photos.locator("input[type=file]").last.set_input_files(picture)
    expect(photos.locator("[data-list] li")).to_have_count(1)


def log_opening(page: Page) -> None:
    """Log the opening at the first station."""
    log_at(page, "101", "Opening")
    answer(page, "opening.admitted", "Yes")
    answer(page, "opening.box_sealed", "Yes")
    hand_over(page)
    page.wait_for_url("**/field/#queued")


def log_voting(page: Page, number: int, picture: Path) -> None:
    """Log the voting at a station, with a photo; at the third with a finding."""
    log_at(page, str(number), "Voting")
    answer(page, "voting.accessible", "No" if number % 2 else "Yes")
    answer(page, "voting.interference", "Yes" if number == 103 else "No")
    if number == 103:
        finding = page.locator("[data-question='voting.interference'] [data-part=finding]")
        finding.get_by_label("What happened?").fill(TOLD)
    comments = page.locator("[name=comments]")
    step_to(page, comments)
    comments.fill(f"№ {number}: “тыныш”, 🗳️ ½")
    take_a_photo(page, picture)
    hand_over(page)
    page.wait_for_url("**/field/#queued")


def report_finding(page: Page, picture: Path) -> None:
    """Report a finding that belongs to no visit."""
    page.get_by_role("button", name="Report a finding").click()
    page.get_by_label("What happened").fill("A van with loudspeakers.")
    page.locator("[name=theme]").select_option(index=1)
    take_a_photo(page, picture)
    page.get_by_role("button", name="Send the finding").click()
    page.wait_for_url("**/field/#queued")


def test_a_day_without_network_is_there_once_when_the_phone_comes_back(
    phone: FieldPhone, field: Field, network, server, picture
):
    get_ready(phone, field)
    leave_the_network(phone, network)
    restart_without_network(phone, field)

    log_opening(phone.page)
    for number in (101, 102, 103):
        log_voting(phone.page, number, picture)
    restart_without_network(phone, field)
    for number in (104, 105):
        log_voting(phone.page, number, picture)
    report_finding(phone.page, picture)

    restart_without_network(phone, field)
    expect(phone.page.locator("#field-status")).to_contain_text("No network")
    before = phone.held()
    assert before.states() == {"ready": 7}
    sent = logged(before)
    findings = {sha256: body for sha256, body in sent.items() if b'"finding":' in body}
    visits = {sha256: body for sha256, body in sent.items() if sha256 not in findings}
    assert (len(visits), len(findings), len(before.photos)) == (6, 1, 6)
    assert all(photo["held"] == photo["sha256"] for photo in before.photos)
    assert not Visit.objects.exists()

    come_back(phone, network)
    arrives(phone, sent)
    until(lambda: phone.held().photo_states() == {"received": 6}, "some photos still wait")
    assert_both_agree(phone, field, visits, findings)
    assert_photos_agree(field.mission, {each["id"]: each["sha256"] for each in before.photos})
    expect(phone.page.locator("#field-status")).to_contain_text("Everything is sent")

    stages = sorted(Visit.objects.values_list("stage", "station__number"))
    voting = [(Stage.VOTING.value, str(number)) for number in range(101, 106)]
    assert stages == [(Stage.OPENING.value, "101"), *voting]
    assert Finding.objects.get(visit__station__number="103").summary == TOLD
    for visit in Visit.objects.filter(stage=Stage.VOTING):
        revision = json.loads(bytes(visit.revisions.get().payload))
        assert visit.comments == f"№ {visit.station.number}: “тыныш”, 🗳️ ½"
        assert len(revision["photos"]) == 1
    for photo in Attachment.objects.filter(mission=field.mission):
        with Image.open(server.folder / "media" / photo.file.name) as stored:
            assert not stored.getexif()
