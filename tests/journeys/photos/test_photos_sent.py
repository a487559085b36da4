"""A photo on its way: piece by piece over a link that breaks, after what it is of."""

import io
import json
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.bad_network import (
    Answered,
    CutOff,
    Refused,
    Swallowed,
    Torn,
    captive_portal,
    signed_out,
)
from tests.journeys.photos.taking import choose, lines, noise, told
from tests.visits.taking_photos import file_of
from visits.actions import take_in_visit
from visits.models import Attachment, Source
from visits.payload import build_payload

pytestmark = pytest.mark.journey

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
