"""A photo on a phone: made small, kept at once, and handed over with what it is of."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.photos.taking import OPEN, choose, lines, noise, told
from visits.photos import MOST_BYTES

pytestmark = pytest.mark.journey

BYTES = """async (id) => {
  const { photos } = await import("/static/js/field/store.js");
  const found = (await photos()).find((photo) => photo.id === id);
  return [...new Uint8Array(await found.blob.arrayBuffer())];
}"""
FULL = """() => {
  window.put = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("The disk is full.", "QuotaExceededError");
  };
}"""
FREE = "() => { IDBObjectStore.prototype.add = window.put; }"


def marked() -> bytes:
    """A photo turned on its side, with what a phone writes into it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Almaty, 51.169392N"
    return noise((2400, 1200), exif=exif)


def test_a_photo_is_made_small_upright_and_kept_without_what_the_camera_wrote(page, number):
    choose(page, marked())
    expect(lines(page)).to_have_count(1)
    (photo,) = told(page, number)
    assert (photo["state"], photo["type"], photo["number"]) == ("draft", "image/jpeg", number)
    kept = bytes(page.evaluate(BYTES, photo["id"]))
    assert (len(kept), photo["thumb"] > 100) == (photo["size"], True)
    assert b"Almaty" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (800, 1600)
        assert dict(picture.getexif()) == {}
    expect(page.get_by_role("img", name="Photo 1 of 1")).to_be_visible()
    expect(page.get_by_text("Photos: 1, ")).to_be_visible()


def test_several_photos_are_kept_in_their_order_and_one_is_removed(page, number):
    choose(page, noise((300, 200)), noise((400, 200)), noise((500, 200)))
    expect(lines(page)).to_have_count(3)
    first, second, third = [photo["id"] for photo in told(page, number)]
    shown = lines(page).evaluate_all("lines => lines.map((line) => line.dataset.photo)")
    assert set(shown) == {first, second, third}
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove Photo 2 of 3").click()
    expect(lines(page)).to_have_count(2)
    assert {photo["id"] for photo in told(page, number)} == set(shown) - {shown[1]}
    page.reload()
    page.evaluate(OPEN, number)
    expect(lines(page)).to_have_count(2)


def test_what_the_phone_cannot_read_is_kept_as_it_is(page, number):
    choose(page, b"ftypheic " * 50)
    expect(
        page.get_by_text("This phone cannot read photo-0.jpg: it is sent as it is.")
    ).to_be_visible()
    (photo,) = told(page, number)
    assert (photo["size"], photo["held"], photo["thumb"]) == (450, 450, 0)


def test_what_cannot_be_made_smaller_and_is_too_large_is_not_kept_and_that_is_said(
    page, number, tmp_path
):
    large, photo = tmp_path / "large.jpg", tmp_path / "photo.jpg"
    large.write_bytes(b"x" * (MOST_BYTES + 1))
    photo.write_bytes(noise((300, 200)))
    page.get_by_label("Choose photos").set_input_files([large, photo])
    expect(lines(page)).to_have_count(1)
    expect(page.get_by_text("large.jpg is not kept: it is larger than 15 MB")).to_be_visible()


def test_a_full_phone_is_said_plainly_and_nothing_kept_before_is_lost(page, number):
    choose(page, noise((300, 200)))
    expect(lines(page)).to_have_count(1)
    page.evaluate(FULL)
    choose(page, noise((400, 200)), noise((500, 200)))
    expect(page.get_by_role("alert")).to_contain_text("The phone is full: 2 photos")
    expect(lines(page)).to_have_count(1)
    page.evaluate(FREE)
    page.get_by_role("button", name="Try again").click()
    expect(lines(page)).to_have_count(3)
    expect(page.get_by_text("The phone is full")).to_be_hidden()
    assert len(told(page, number)) == 3


IN_ANOTHER_TAB = """async (number) => {
  const { itemOf, queue } = await import("/static/js/field/store.js");
  const about = { number, kind: "visit", account: "1", mission: "here", title: "", address: "" };
  await queue(await itemOf({ ...about, body: "{}", draft: null }));
}"""


DISCARDED = """async (number) => {
  await (await import("/static/js/field/store.js")).dropDraft(number);
}"""
QUEUED_TOO_SOON = """async (number) => {
  const { drafts, itemOf, outbox, queue } = await import("/static/js/field/store.js");
  const about = { number, kind: "visit", account: "1", mission: "here", title: "", address: "" };
  const done = await queue(await itemOf({ ...about, body: "{}", draft: null }), []);
  return [done, (await drafts()).length, (await outbox()).length];
}"""


def test_a_photo_of_a_visit_that_another_tab_handed_over_is_kept_for_its_correction(page, number):
    page.evaluate(IN_ANOTHER_TAB, number)
    choose(page, noise((300, 200)))
    expect(page.get_by_text("photo-0.jpg is kept. The visit was sent meanwhile")).to_be_visible()
    assert [photo["state"] for photo in told(page, number)] == ["draft"]


def test_a_photo_of_what_was_discarded_is_not_kept_and_that_is_said(page, number):
    page.evaluate(DISCARDED, number)
    choose(page, noise((300, 200)))
    expect(page.get_by_text("photo-0.jpg is not kept: this was sent or discarded")).to_be_visible()
    assert told(page, number) == []


def test_nothing_is_handed_over_that_does_not_tell_of_a_photo_taken_this_moment(page, number):
    choose(page, noise((300, 200)))
    expect(lines(page)).to_have_count(1)
    assert page.evaluate(QUEUED_TOO_SOON, number) == [False, 1, 0]


HANDED_OVER = """async (number) => {
  const { photosOf } = await import("/static/js/field/store.js");
  const form = document.querySelector("[data-photos]").closest("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.dataset.handed = (await photosOf(number)).length;
  });
}"""


def test_a_visit_is_not_handed_over_before_its_photos_are_kept(page, number):
    page.evaluate(HANDED_OVER, number)
    page.evaluate(FULL)
    choose(page, noise((1500, 1000)))
    page.get_by_role("button", name="Send the finding").click()
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    expect(page.locator("form[data-handed]")).to_have_count(0)
    page.evaluate(FREE)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Send the finding").click()
    expect(page.locator("form[data-handed='1']")).to_be_visible()
