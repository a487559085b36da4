"""A photo on a phone: made small, kept at once, and sent piece by piece over a link that breaks."""

import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast, make_cast
from tests.journeys.bad_network import (
    Answered,
    BadNetwork,
    CutOff,
    Refused,
    Swallowed,
    Torn,
    bad_network,
    captive_portal,
    signed_out,
)
from tests.journeys.conftest import PATIENCE, PHONE
from tests.visits.taking_photos import file_of
from visits.actions import take_in_visit
from visits.models import Attachment, Source
from visits.payload import build_payload
from visits.photos import MOST_BYTES

pytestmark = pytest.mark.journey

OPEN = """async (number) => {
  const { mountPhotos } = await import("/static/js/field/photos.js");
  const { keepDraft, photosOf } = await import("/static/js/field/store.js");
  const draft = { number, kind: "visit", mission: "here", at: "" };
  if (!(await photosOf(number)).length) await keepDraft(draft);
  const container = document.querySelector("[data-photos]");
  container.closest("form").hidden = false;
  const whose = { number, kind: "visit", account: "1", mission: "here" };
  window.mounted = mountPhotos(container, whose);
  await window.mounted.shown;
}"""
TOLD = """async (number) => {
  const { photosOf } = await import("/static/js/field/store.js");
  return (await photosOf(number)).map(({ blob, thumb, ...told }) => (
    { ...told, held: blob?.size ?? 0, thumb: thumb.length }));
}"""
BYTES = """async (id) => {
  const { photos } = await import("/static/js/field/store.js");
  const found = (await photos()).find((photo) => photo.id === id);
  return [...new Uint8Array(await found.blob.arrayBuffer())];
}"""
READY = """async (number) => {
  const { photosOf, markPhoto } = await import("/static/js/field/store.js");
  for (const { id } of await photosOf(number)) await markPhoto(id, { state: "ready" });
}"""
SEND = """async (number) => {
  const { photosOf } = await import("/static/js/field/store.js");
  const { sendPhoto } = await import("/static/js/field/photo_sender.js");
  const [photo] = await photosOf(number);
  const token = document.cookie.match(/csrftoken=(\\w+)/)[1];
  const addresses = { photos: "/missions/here/photos/" };
  return sendPhoto(photo, { token, addresses });
}"""
FULL = """() => {
  window.put = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("The disk is full.", "QuotaExceededError");
  };
}"""
FREE = "() => { IDBObjectStore.prototype.add = window.put; }"


def noise(size: tuple[int, int], **saved: Any) -> bytes:
    """A JPEG that stays large however it is compressed."""
    file = io.BytesIO()
    Image.effect_noise(size, 200).convert("RGB").save(file, "JPEG", quality=90, **saved)
    return file.getvalue()


def marked() -> bytes:
    """A photo turned on its side, with what a phone writes into it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Almaty, 51.169392N"
    return noise((2400, 1200), exif=exif)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def network(live_server: Any) -> Iterator[BadNetwork]:
    with bad_network(live_server.url) as network:
        yield network


@pytest.fixture
def page(browser: Browser, cast: Cast, network: BadNetwork) -> Iterator[Page]:
    """The page of a finding on the observer's phone, with nothing of its own going on."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    client = Client()
    client.force_login(cast.observer)
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": "t" * 32}
    context.add_cookies(
        [{"name": name, "value": value, "url": network.address} for name, value in cookies.items()]
    )
    page = context.new_page()
    page.goto(f"{network.address}/missions/here/field/finding/")
    yield page
    context.close()


@pytest.fixture
def number(page: Page) -> str:
    """The number of a visit whose photos the page has open."""
    number = str(uuid4())
    page.evaluate(OPEN, number)
    return number


def choose(page: Page, *photos: bytes) -> None:
    files = [
        {"name": f"photo-{n}.jpg", "mimeType": "image/jpeg", "buffer": photo}
        for n, photo in enumerate(photos)
    ]
    page.get_by_label("Choose photos").set_input_files(files)  # type: ignore[arg-type]


def told(page: Page, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(TOLD, number)
    return found


def lines(page: Page) -> Any:
    return page.locator("[data-list] > li")


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


def test_a_photo_of_what_another_tab_handed_over_is_not_kept_for_nothing(page, number):
    page.evaluate(IN_ANOTHER_TAB, number)
    choose(page, noise((300, 200)))
    expect(page.get_by_text("photo-0.jpg is not kept: this was sent or discarded")).to_be_visible()
    assert told(page, number) == []


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


def taken(page: Page, number: str, cast: Cast) -> Attachment:
    """A photo of several pieces that waits to be sent; its visit is with the server."""
    choose(page, noise((1600, 1200)))
    expect(lines(page)).to_have_count(1)
    (photo,) = told(page, number)
    assert photo["size"] > 3 * 128 * 1024
    page.evaluate(READY, number)
    entry = {name: photo[name] for name in ("id", "sha256", "size", "type")}
    keys = {"visit": number, "stage": "voting", "station": "n1", "photos": [entry]}
    keys["arrived_at"] = "2025-03-16T09:00:00+05:00"
    sender: dict[str, Any] = {"by": cast.observer, "team": cast.north_team}
    take_in_visit(build_payload(**keys), mission=cast.mission, source=Source.DEVICE, **sender)
    return Attachment.objects.get(uuid=photo["id"])


BREAKS = {
    "no network for a while": [Refused("PUT .*photos", 1), Refused("GET .*photos", 2)],
    "cut off in the middle of a piece": [CutOff("PUT .*photos", 2, after=50_000)],
    "the server does it and its answer never comes": [Swallowed("PUT .*photos", 3)],
    "an answer breaks off": [Torn("PUT .*photos", 1), Torn("GET .*photos", 1)],
    "the server fails": [Answered("PUT .*photos", 2)],
    "a hotel answers": [captive_portal("PUT .*photos")],
}


@pytest.mark.parametrize("faults", BREAKS.values(), ids=BREAKS)
def test_a_photo_arrives_whole_over_a_link_that_breaks(page, number, cast, network, faults):
    photo = taken(page, number, cast)
    network.suffer(*faults)
    ends = []
    while not ends or ends[-1] != "received":
        ends.append(page.evaluate(SEND, number))
        (kept,) = told(page, number)
        if ends[-1] != "received":
            # Nothing goes before the receipt.
            assert (kept["state"], kept["held"]) == ("ready", kept["size"])
        if len(ends) == 6:
            network.mend()
        assert len(ends) < 12
    assert len(ends) > 1
    assert (kept["state"], kept["held"], kept["sent"]) == ("received", 0, kept["size"])
    photo.refresh_from_db()
    assert photo.received_at is not None
    assert photo.stored_type == "image/jpeg"
    with Image.open(io.BytesIO(file_of(photo))) as picture:
        assert picture.size == (1600, 1200)
    expect(page.get_by_text("1 of 1 are with the secretariat.")).to_be_visible()


def test_who_is_signed_out_keeps_the_photo_and_goes_on_where_it_was(page, number, cast, network):
    photo = taken(page, number, cast)
    network.suffer(Answered("PUT .*131072", times=1), signed_out("photos"))
    assert page.evaluate(SEND, number) == "sign-in"
    network.suffer(Refused("PUT .*/131072/", 1))
    assert page.evaluate(SEND, number) == "later"
    network.mend()
    before = len(network.seen)
    assert page.evaluate(SEND, number) == "received"
    again = [asked for asked, _fault in network.seen[before:] if asked.endswith("/0/")]
    assert again == []
    photo.refresh_from_db()
    assert photo.received_at is not None


def test_a_photo_whose_visit_has_not_come_waits(page, number):
    choose(page, noise((300, 200)))
    expect(lines(page)).to_have_count(1)
    page.evaluate(READY, number)
    assert page.evaluate(SEND, number) == "later"
    (photo,) = told(page, number)
    assert (photo["state"], photo["why"]) == ("ready", "not-expected")


def test_a_receipt_of_other_bytes_receives_nothing(page, number, cast, network):
    photo = taken(page, number, cast)
    false = {"photo": str(photo.uuid), "sha256": "0" * 64, "size": photo.size}
    false |= {"received": photo.size, "complete": True}
    body, kind = json.dumps(false).encode(), "application/json"
    network.suffer(Answered("photos", status=200, body=body, kind=kind))
    assert page.evaluate(SEND, number) == "later"
    (kept,) = told(page, number)
    assert (kept["state"], kept["held"]) == ("ready", photo.size)


def test_pieces_become_smaller_on_a_slow_link(page, number, cast, network):
    taken(page, number, cast)
    page.evaluate("""() => {
      // Every piece seems to take ten seconds.
      let now = 0;
      performance.now = () => (now += 10_000);
    }""")
    assert page.evaluate(SEND, number) == "received"
    puts = [asked for asked, _fault in network.seen if asked.startswith("PUT")]
    offsets = [int(asked.rstrip("/").rsplit("/", 1)[1]) for asked in puts]
    sizes = [after - before for before, after in zip(offsets, offsets[1:], strict=False)]
    assert sizes[:3] == [131072, 65536, 32768]
    assert min(sizes) >= 8192


QUEUE = """async (number) => {
  const store = await import("/static/js/field/store.js");
  const photos = await store.photosOf(number);
  const told = photos.map(({ id, sha256, size, type }) => ({ id, sha256, size, type }));
  const body = JSON.stringify({
    visit: number, mission: "here", stage: "voting", station: "n1",
    arrived_at: "2025-03-16T09:00:00+05:00", photos: told });
  const about = { number, kind: "visit", account: photos[0].account, mission: "here", body,
    title: "n1, Voting", address: `/missions/here/intake/${number}/`, draft: null };
  await store.queue(await store.itemOf(about), photos.map((photo) => photo.id));
}"""
SEND_ALL = """async () => {
  const { send } = await import("/static/js/field/sender.js");
  for (;;) {
    const { end } = await send({ by: "test", hurry: true });
    // The page sends by itself too: then it is waited for.
    if (end !== "busy") return end;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}"""
OWN = """async (account) => {
  const { photos, markPhoto } = await import("/static/js/field/store.js");
  for (const { id } of await photos()) await markPhoto(id, { account });
}"""


def queued(page: Page, number: str, cast: Cast, *photos: bytes) -> None:
    """Photos and the visit they are of, handed over to be sent."""
    choose(page, *photos)
    expect(lines(page)).to_have_count(len(photos))
    page.evaluate(OWN, str(cast.observer.pk))
    page.evaluate(QUEUE, number)


def test_the_sender_sends_the_visit_first_and_then_its_photos(page, number, cast, network):
    network.suffer(Refused())
    queued(page, number, cast, noise((1600, 1200)), noise((300, 200)))
    assert page.evaluate(SEND_ALL) == "no-network"
    assert {photo["state"] for photo in told(page, number)} == {"ready"}
    network.suffer(Swallowed("PUT .*intake", 1), Torn("PUT .*photos", 2), CutOff("PUT .*photos", 1))
    ends = [page.evaluate(SEND_ALL) for _each in range(6)]
    assert ends[-1] == "sent"
    kept = told(page, number)
    assert [(photo["state"], photo["held"]) for photo in kept] == [("received", 0)] * 2
    for photo in Attachment.objects.all():
        assert (photo.received_at is not None, photo.stored_type) == (True, "image/jpeg")
    assert {str(photo.uuid) for photo in Attachment.objects.all()} == {each["id"] for each in kept}
    puts = [
        asked for asked, fault in network.seen if asked.startswith("PUT") and fault != "Refused"
    ]
    assert "intake" in puts[0]
    assert Attachment.objects.first().visit.attachments.count() == 2


def test_the_outbox_says_which_photos_are_on_their_way_and_why(page, number, cast, network):
    network.suffer(Answered("photos", status=413, body=b'{"error": "It is too large."}'))
    queued(page, number, cast, noise((300, 200)))
    page.goto(f"{network.address}/missions/here/field/outbox/")
    row = page.locator(f"#outbox-open [data-number='{number}']")
    expect(row.get_by_text("Photos: 0 of 1 sent")).to_contain_text("It is too large.")
    network.mend()
    row.get_by_role("button", name="Send the photos again").click()
    page.evaluate(SEND_ALL)
    done = page.locator(f"#outbox-received [data-number='{number}']")
    expect(done.get_by_text("Photos: all 1 sent")).to_be_visible()
    assert Attachment.objects.get().received_at is not None
