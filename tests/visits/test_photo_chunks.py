"""A photo comes in chunks that resume, and is received when its whole hash is found."""

import errno
import os
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from missions.enumerations import Role
from missions.models import AuditRecord
from observers.models import TeamMember
from tests.cast import account_in
from tests.visits.taking_photos import (
    a_picture,
    chunks,
    expected,
    file_of,
    parts,
    put_chunk,
    put_photo,
    resume,
    told,
)
from tests.visits.test_photos_expected import a_finding, take_in
from visits.models import Attachment
from visits.partial_photos import KEPT_FOR, sha256_of
from visits.photos import MOST_BYTES
from visits.views.photos import MOST_CHUNK

BODY = a_picture((400, 300), quality=95)


@pytest.fixture(autouse=True)
def own_parts(settings, tmp_path):
    settings.PARTIAL_PHOTOS_ROOT = tmp_path / "parts"


@pytest.fixture
def phone(cast, signed_in):
    return signed_in(cast.observer)


@pytest.fixture
def photo(cast):
    return expected(cast, BODY)


def test_a_photo_sent_in_chunks_is_here_with_its_receipt(cast, phone, photo):
    answer = put_photo(phone, photo, BODY)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "photo": str(photo.uuid),
            "sha256": photo.sha256,
            "size": len(BODY),
            "received": len(BODY),
            "complete": True,
        },
    )
    photo.refresh_from_db()
    assert photo.received_at is not None
    assert (photo.stored_type, photo.stored_size) == ("image/jpeg", len(file_of(photo)))
    assert photo.stored_sha256 == sha256_of(Path(photo.file.path)) != photo.sha256
    assert parts() == []


def test_where_to_go_on_is_told_before_between_and_after(phone, photo):
    told_so_far = [resume(phone, photo).json()["received"]]
    for each in chunks(BODY):
        put_chunk(phone, photo, *each)
        told_so_far.append(resume(phone, photo).json()["received"])
    assert told_so_far == [*range(0, len(BODY), 1000), len(BODY)]
    assert resume(phone, photo).json()["complete"] is True


def test_the_same_chunk_again_is_answered_with_what_is_there(phone, photo):
    put_chunk(phone, photo, 0, BODY[:1000])
    again = put_chunk(phone, photo, 0, BODY[:1000])
    assert (again.status_code, again.json()["received"]) == (200, 1000)
    overlapping = put_chunk(phone, photo, 500, BODY[500:1500])
    assert overlapping.json()["received"] == 1500
    put_chunk(phone, photo, 1500, BODY[1500:])
    assert resume(phone, photo).json()["complete"] is True


def test_any_chunk_after_the_last_is_answered_with_the_receipt(phone, photo):
    last = put_photo(phone, photo, BODY)
    again = put_chunk(phone, photo, 0, BODY[:1000])
    assert (again.status_code, again.json()) == (200, last.json())
    assert AuditRecord.objects.filter(action="photo received").count() == 1


def test_a_gap_is_answered_with_where_to_go_on(phone, photo):
    put_chunk(phone, photo, 0, BODY[:1000])
    gap = put_chunk(phone, photo, 2000, BODY[2000:3000])
    assert (gap.status_code, gap.json()["received"], gap.json()["complete"]) == (409, 1000, False)
    assert gap.json()["error"].endswith(".")


def test_what_is_not_the_photo_that_was_told_starts_over_and_says_so(phone, photo):
    wrong = BODY[:-1] + bytes([BODY[-1] ^ 1])
    answer = put_photo(phone, photo, wrong)
    assert (answer.status_code, answer.json()["received"]) == (409, 0)
    assert "starts over" in answer.json()["error"]
    assert parts() == []
    assert put_photo(phone, photo, BODY).json()["complete"] is True


def test_more_than_was_told_is_refused(phone, photo):
    answer = put_chunk(phone, photo, 0, BODY + b"more")
    assert answer.status_code == 413
    assert "More has come" in answer.json()["error"]
    assert parts() == []


def test_a_photo_that_is_too_large_is_refused_with_a_plain_sentence(cast, phone):
    large = expected(cast, BODY, size=MOST_BYTES + 1)
    answer = put_chunk(phone, large, 0, BODY[:1000])
    assert answer.status_code == 413
    assert answer.json()["error"].replace("\xa0", " ").startswith("A photo of more than 15.0 MB")


def test_a_chunk_that_is_too_large_is_refused(phone, photo):
    answer = put_chunk(phone, photo, 0, b"x" * (MOST_CHUNK + 1))
    assert answer.status_code == 413
    assert "smaller parts" in answer.json()["error"]


def test_a_photo_that_no_visit_told_of_is_not_there_yet(phone):
    unknown = Attachment(uuid=uuid4(), sha256="0" * 64)
    for answer in (resume(phone, unknown), put_chunk(phone, unknown, 0, b"x")):
        assert answer.status_code == 404
        assert "its visit has not come yet" in answer.json()["error"]


def test_a_photo_under_another_hash_is_not_there_yet(phone, photo):
    assert put_chunk(phone, photo, 0, b"x", sha256="0" * 64).status_code == 404
    assert parts() == []


def test_another_teams_photo_is_not_there_for_a_phone(cast, signed_in, photo):
    other = signed_in(cast.other_observer)
    assert resume(other, photo).status_code == 404
    assert put_chunk(other, photo, 0, BODY[:1000]).status_code == 404
    assert parts() == []


def test_who_changed_teams_still_sends_the_photos_of_the_visits_sent_before(cast, phone, photo):
    TeamMember.objects.filter(observer__person__account=cast.observer).update(team=cast.south_team)
    assert put_photo(phone, photo, BODY).json()["complete"] is True


def test_who_is_in_no_team_sends_no_photo_of_others(cast, signed_in, photo):
    alone = signed_in(account_in(cast.mission, Role.OBSERVER, "Alone"))
    assert put_chunk(alone, photo, 0, BODY[:1000]).status_code == 404


def test_photos_of_findings_come_the_same_way(cast, phone):
    entry = told(BODY)
    finding = take_in(a_finding(photos=[entry]), cast)
    photo = finding.attachments.get()
    assert put_photo(phone, photo, BODY).json()["complete"] is True
    act = AuditRecord.objects.get(action="photo received")
    assert (act.record_type, act.record_id) == ("visits.finding", str(finding.pk))


def test_a_photo_that_came_is_in_the_audit_of_its_visit(cast, phone, photo):
    put_photo(phone, photo, BODY)
    photo.refresh_from_db()
    act = AuditRecord.objects.get(action="photo received")
    assert (act.by, act.record_type, act.record_id) == (
        cast.observer.email,
        "visits.visit",
        str(photo.visit_id),
    )
    assert act.changes == {
        "uuid": str(photo.uuid),
        "sha256": photo.sha256,
        "size": photo.size,
        "stored_sha256": photo.stored_sha256,
        "stored_type": "image/jpeg",
    }


def test_after_the_server_ended_before_it_said_so_the_photo_is_stored_once(
    cast, phone, photo, monkeypatch
):
    def end(*_what):
        raise SystemError("the server ended")

    with monkeypatch.context() as patched:
        patched.setattr("visits.actions.photos._arrive", end)
        phone.raise_request_exception = False
        assert put_photo(phone, photo, BODY).status_code == 500
    so_far = resume(phone, photo).json()
    assert (so_far["received"], so_far["complete"]) == (len(BODY), False)
    # The phone has nothing more to send, and asks for the receipt.
    answer = put_chunk(phone, photo, len(BODY), b"")
    assert answer.json()["complete"] is True
    photo.refresh_from_db()
    assert photo.file.name == f"attachments/{photo.uuid.hex[:2]}/{photo.uuid.hex}"


def test_a_full_disk_stores_nothing_and_the_photo_is_stored_when_there_is_room(
    phone, photo, monkeypatch
):
    def full(*_what, **_how):
        raise OSError(errno.ENOSPC, "No space left on device")

    phone.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("PIL.Image.Image.save", full)
        assert put_photo(phone, photo, BODY).status_code == 500
    photo.refresh_from_db()
    assert (photo.received_at, photo.file.name) == (None, "")
    assert put_chunk(phone, photo, len(BODY), b"").json()["complete"] is True
    photo.refresh_from_db()
    assert photo.stored_type == "image/jpeg"


def test_parts_that_nobody_goes_on_with_are_deleted_after_a_month(cast, phone, photo):
    other = expected(cast, BODY + b"x")
    put_chunk(phone, photo, 0, BODY[:1000])
    (left,) = parts()
    at = time.time() - KEPT_FOR - 1
    os.utime(left, (at, at))
    put_chunk(phone, other, 0, BODY[:1000])
    assert [part.name for part in parts()] == [f"{other.uuid.hex}-{other.sha256}.part"]
    # It begins again at the beginning.
    assert resume(phone, photo).json()["received"] == 0


def test_a_chunk_takes_the_same_few_queries_wherever_it_begins(
    phone, photo, django_assert_max_num_queries
):
    resume(phone, photo)
    with django_assert_max_num_queries(10):
        put_chunk(phone, photo, 0, BODY[:1000])
    with django_assert_max_num_queries(10):
        put_chunk(phone, photo, 1000, BODY[1000:2000])


def test_only_the_methods_of_a_device_are_answered(phone, photo):
    address = reverse("photo_chunk", args=["here", photo.uuid, photo.sha256, 0])
    assert phone.post(address).status_code == 405
    assert phone.put(reverse("photo_resume", args=["here", photo.uuid])).status_code == 405
