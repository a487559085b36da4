"""The intake of devices: a receipt for every visit that was stored."""

from uuid import uuid4

import pytest

from missions.enumerations import Role
from tests.cast import account_in
from tests.visits.reviewing import put
from tests.visits.sending import a_visit, send
from visits.models import Visit


def test_the_receipt_is_what_was_stored_and_the_same_when_sent_again(cast, signed_in):
    client, uuid = signed_in(cast.observer), uuid4()
    first = put(client, uuid, a_visit(uuid))
    again = put(client, uuid, a_visit(uuid))
    assert (first.status_code, again.status_code) == (201, 200)
    visit = Visit.objects.get(uuid=uuid)
    told = first.json()
    assert told["sha256"] == visit.revisions.get().sha256
    assert (told["visit"], told["code"], told["revision"]) == (str(uuid), visit.code, 1)
    assert (told["outcome"], told["flags"]) == ("stored", visit.flag_codes)
    assert again.json() == {**told, "outcome": "repeated"}


def test_bytes_that_do_not_follow_are_a_conflict_with_a_receipt(cast, signed_in):
    client, uuid = signed_in(cast.observer), uuid4()
    put(client, uuid, a_visit(uuid))
    response = put(client, uuid, a_visit(uuid, comments="Otherwise."))
    assert response.status_code == 409
    kept = Visit.objects.get(uuid=uuid).conflicts.get()
    assert response.json()["sha256"] == kept.sha256
    assert response.json()["outcome"] == "conflict"


@pytest.mark.parametrize("payload", [b"\xff", b"[]", b"{}", b'{"visit": "x"}'])
def test_what_is_no_visit_is_refused_with_a_sentence(cast, signed_in, payload):
    response = put(signed_in(cast.observer), uuid4(), payload)
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")


def test_the_address_and_the_visit_must_name_the_same_number(cast, signed_in):
    response = put(signed_in(cast.observer), uuid4(), a_visit())
    assert response.status_code == 400
    assert not Visit.objects.exists()


def test_another_teams_visit_is_refused(cast, signed_in):
    receipt = send(a_visit(), cast)
    client = signed_in(cast.other_observer)
    response = put(client, receipt.uuid, a_visit(receipt.uuid, comments="Mine."))
    assert response.status_code == 403
    assert "another team" in response.json()["error"]


def test_who_is_in_no_team_is_told_so(cast, signed_in):
    alone = account_in(cast.mission, Role.OBSERVER, "Alone")
    response = put(signed_in(alone), (uuid := uuid4()), a_visit(uuid))
    assert response.status_code == 403
    assert "in no team" in response.json()["error"]


def test_what_is_too_large_for_a_visit_is_refused_with_a_sentence(cast, signed_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = put(signed_in(cast.observer), (uuid := uuid4()), a_visit(uuid))
    assert (response.status_code, bool(response.json()["error"])) == (413, True)
