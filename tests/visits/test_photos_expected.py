"""A visit tells of its photos before they come: expected, never lost, never another's."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.models import AuditRecord
from tests.visits.sending import a_visit, changed, following, revision_of, send, stored
from tests.visits.taking_photos import a_picture, told
from visits.actions import adopt_copy, take_in_finding, verify_visit
from visits.models import Attachment, Finding
from visits.photos import MOST_BYTES, MOST_PHOTOS

PHOTO = a_picture()


def numbers(visit):
    return [str(uuid) for uuid in visit.attachments.values_list("uuid", flat=True)]


def test_a_photo_is_expected_before_it_has_come(cast):
    entry = told(PHOTO)
    visit = stored(send(a_visit(photos=[entry]), cast))
    photo = visit.attachments.get()
    assert (str(photo.uuid), photo.sha256, photo.size) == (entry["id"], entry["sha256"], len(PHOTO))
    assert (photo.content_type, photo.mission) == ("image/jpeg", cast.mission)
    assert (photo.received_at, photo.file.name) == (None, "")
    assert not [flag for flag in visit.flag_codes if "photo" in flag]


def test_a_visit_sent_twice_expects_its_photos_once(cast):
    payload = a_visit(photos=[told(PHOTO), told(PHOTO)])
    visit = stored(send(payload, cast))
    send(payload, cast)
    assert visit.attachments.count() == 2


def test_a_later_revision_adds_photos_and_takes_none_away(cast):
    first, second = told(PHOTO), told(PHOTO)
    payload = a_visit(photos=[first])
    receipt = send(payload, cast)
    both = following(receipt, payload, photos=[first, second])
    after = send(both, cast)
    assert numbers(stored(receipt)) == [first["id"], second["id"]]
    send(following(after, both, photos=[]), cast)
    assert numbers(stored(receipt)) == [first["id"], second["id"]]


def test_photos_of_a_revision_that_waits_beside_a_verified_one_are_expected(cast):
    payload = a_visit()
    receipt = send(payload, cast)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    entry = told(PHOTO)
    send(following(receipt, payload, photos=[entry]), cast)
    assert numbers(stored(receipt)) == [entry["id"]]


def test_photos_of_a_copy_kept_beside_are_expected_and_stay_when_it_is_taken(cast):
    payload, entry = a_visit(), told(PHOTO)
    receipt = send(payload, cast)
    copy = send(changed(payload, photos=[entry], comments="Another phone."), cast)
    assert copy.outcome == "conflict"
    visit = stored(receipt)
    assert numbers(visit) == [entry["id"]]
    adopt_copy(visit.conflicts.get(), by=cast.secretariat)
    assert numbers(visit) == [entry["id"]]
    assert not [flag for flag in stored(receipt).flag_codes if "photo" in flag]


@pytest.mark.parametrize(
    "entry",
    [
        "a photo",
        None,
        {},
        [],
        told(PHOTO, id="no number"),
        told(PHOTO, sha256="short"),
        told(PHOTO, sha256=None),
        told(PHOTO, size="many"),
        told(PHOTO, size=True),
        told(PHOTO, size=0),
        told(PHOTO, size=-1),
        told(PHOTO, size=2**63),
    ],
)
def test_a_photo_that_is_told_badly_is_flagged_and_the_others_are_expected(cast, entry):
    good = told(PHOTO)
    visit = stored(send(a_visit(photos=[entry, good]), cast))
    assert "photo_unreadable" in visit.flag_codes
    assert numbers(visit) == [good["id"]]


@pytest.mark.parametrize("photos", ["a photo", 7, {"id": 1}, True])
def test_photos_that_are_no_list_are_flagged(cast, photos):
    visit = stored(send(a_visit(photos=photos), cast))
    assert "photo_unreadable" in visit.flag_codes
    assert visit.revisions.get().flags.split() == visit.flag_codes


def test_a_photo_that_is_too_large_is_expected_and_flagged(cast):
    visit = stored(send(a_visit(photos=[told(PHOTO, size=MOST_BYTES + 1)]), cast))
    assert "photo_too_large" in visit.flag_codes
    assert visit.attachments.count() == 1


def test_more_photos_than_one_visit_may_have_are_flagged(cast):
    photos = [told(PHOTO) for _each in range(MOST_PHOTOS + 1)]
    visit = stored(send(a_visit(photos=photos), cast))
    assert "photos_too_many" in visit.flag_codes
    assert visit.attachments.count() == MOST_PHOTOS


def test_the_number_of_another_visits_photo_is_flagged_and_overwrites_nothing(cast):
    entry = told(PHOTO)
    first = stored(send(a_visit(photos=[entry]), cast))
    other = told(a_picture((10, 10)), uuid=entry["id"])
    second = stored(send(a_visit(photos=[other]), cast))
    assert "photo_elsewhere" in second.flag_codes
    photo = Attachment.objects.get()
    assert (photo.visit, photo.sha256) == (first, entry["sha256"])


def test_other_bytes_under_the_number_of_an_own_photo_are_flagged(cast):
    entry = told(PHOTO)
    payload = a_visit(photos=[entry])
    receipt = send(payload, cast)
    other = told(a_picture((10, 10)), uuid=entry["id"])
    send(following(receipt, payload, photos=[other]), cast)
    assert "photo_elsewhere" in stored(receipt).flag_codes
    assert Attachment.objects.get().sha256 == entry["sha256"]


def test_a_visit_without_photos_asks_the_database_nothing_about_them(cast):
    send(a_visit(), cast)
    with CaptureQueriesContext(connection) as asked:
        send(a_visit(), cast)
    assert not [query for query in asked if "attachment" in query["sql"]]


def a_finding(**keys):
    return json.dumps(
        {"finding": str(uuid4()), "summary": "Shouting at the gate.", **keys}
    ).encode()


def take_in(payload, cast):
    receipt = take_in_finding(payload, mission=cast.mission, team=cast.north_team, by=cast.observer)
    return Finding.objects.get(uuid=receipt.uuid)


def test_a_finding_without_a_visit_expects_its_photos_once(cast):
    entry = told(PHOTO)
    payload = a_finding(photos=[entry])
    finding = take_in(payload, cast)
    assert take_in(payload, cast) == finding
    photo = finding.attachments.get()
    assert (str(photo.uuid), photo.mission, photo.visit) == (entry["id"], cast.mission, None)


def test_what_is_odd_about_a_findings_photos_is_written_down_once(cast):
    payload = a_finding(photos=["a photo"])
    finding = take_in(payload, cast)
    take_in(payload, cast)
    act = AuditRecord.objects.get(action="photo not expected")
    assert (act.record_id, act.changes) == (str(finding.pk), {"flags": ["photo_unreadable"]})


def test_a_phone_keeps_no_larger_and_no_more_photos_than_are_taken_in():
    script = (Path(settings.BASE_DIR) / "static/js/field/photos.js").read_text()
    assert MOST_BYTES == 15 * 1024 * 1024
    assert "MOST_BYTES = 15 * 1024 * 1024;" in script
    assert f"MOST_PHOTOS = {MOST_PHOTOS};" in script
