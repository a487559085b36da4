"""A photo taken in the form of a visit follows it, by itself."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PATIENCE, PHONE
from tests.journeys.field_app import filled_form, hand_over, open_the_app, stored
from tests.journeys.logging_visits import answer, step_to
from tests.journeys.real_server import until
from visits.models import Attachment

pytestmark = pytest.mark.journey


def take(page: Page) -> None:
    file = io.BytesIO()
    Image.effect_noise((1600, 1200), 100).convert("RGB").save(file, "JPEG")
    photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.get_by_label("Take a photo").set_input_files(photo)


def test_a_photo_taken_in_the_form_follows_its_visit(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = open_the_app(observer)
    page.locator("[data-go-on]").click()
    filled_form(page)
    answer(page, "voting.interference", "No")
    step_to(page, page.get_by_label("Take a photo"))
    take(page)
    expect(page.get_by_role("img", name="Photo 1 of 1")).to_be_visible(timeout=PATIENCE)

    # Put away and taken up again: it is still there.
    open_the_app(observer)
    page.locator("#under-way li").get_by_role("button", name="Continue").click()
    filled_form(page)
    step_to(page, page.get_by_label("Take a photo"))
    expect(page.get_by_role("img", name="Photo 1 of 1")).to_be_visible(timeout=PATIENCE)
    (kept,) = stored(page, "photos")
    hand_over(page)
    until(lambda: Attachment.objects.exclude(received_at=None).exists(), "the photo never came")
    photo = Attachment.objects.get()
    assert (str(photo.uuid), photo.sha256, photo.size) == (kept["id"], kept["sha256"], kept["size"])
    until(lambda: stored(page, "photos")[0]["state"] == "received", "the phone never knew")

    secretariat = sign_in("secretariat", DESK)
    secretariat.open(f"visits/{photo.visit.uuid}/")
    picture = secretariat.page.get_by_role("img", name="Photo 1 of 1")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1600)
