"""The address devices send to: the answer is the receipt, and every refusal is a sentence."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import account_in
from tests.visits.sending import a_visit, changed, following, revision_of, send, stored
from visits.models import Source, Visit, VisitConflict
from visits.payload import payload_sha256

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(cast, signed_in):
    """Return a function that sends bytes from the observer's phone."""

    def sent(payload, uuid=None, account=None):
        uuid = uuid or json.loads(payload)["visit"]
        path = reverse("visit_intake", args=["here", uuid])
        client = signed_in(account or cast.observer)
        return client.put(path, payload, content_type="application/json")

    return sent


def test_a_new_visit_is_answered_with_its_receipt(cast, put):
    payload = a_visit()
    answer = put(payload)
    visit = Visit.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "visit": str(visit.uuid),
        "code": visit.code,
        "revision": 1,
        "sha256": payload_sha256(payload),
        "outcome": "stored",
        "flags": visit.flag_codes,
    }
    assert visit.revisions.get().source == Source.DEVICE


def test_a_repeat_gets_the_same_receipt(put):
    payload = a_visit()
    first, again = put(payload), put(payload)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "outcome": "repeated"}


def test_other_bytes_get_a_receipt_of_their_own_and_409(put):
    payload = a_visit()
    put(payload)
    other = changed(payload, comments="Another phone.")
    answer = put(other)
    assert answer.status_code == 409
    assert answer.json()["sha256"] == payload_sha256(other)
    assert answer.json()["revision"] == 0
    assert VisitConflict.objects.count() == 1


def test_the_successor_of_a_revision_is_stored(cast, put):
    payload = a_visit()
    receipt = send(payload, cast)
    answer = put(following(receipt, payload, comments="More."))
    assert (answer.status_code, answer.json()["revision"]) == (201, 2)
    assert revision_of(receipt).number == 1
    assert stored(receipt).comments == "More."


@pytest.mark.parametrize("payload", [b"", b"not JSON", b"[]", b"{}"])
def test_what_is_no_visit_is_refused_with_a_sentence(put, payload):
    answer = put(payload, uuid=uuid4())
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert not Visit.objects.exists()


def test_a_visit_sent_to_the_address_of_another_is_refused(put):
    answer = put(a_visit(), uuid=uuid4())
    assert answer.status_code == 400
    assert not Visit.objects.exists()


def test_what_is_too_large_for_a_visit_is_refused_with_a_sentence(put, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = put(a_visit(comments="x" * 1001))
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_an_observer_of_no_team_is_told_whom_to_ask(cast, put):
    alone = account_in(cast.mission, "observer", "Alone")
    answer = put(a_visit(), account=alone)
    assert answer.status_code == 403
    assert "no team" in answer.json()["error"]


def test_another_teams_visit_is_refused_with_a_sentence(cast, put):
    payload = a_visit()
    put(payload)
    answer = put(changed(payload, comments="Mine now."), account=cast.other_observer)
    assert answer.status_code == 403
    assert "another team" in answer.json()["error"]
    assert not VisitConflict.objects.exists()


def test_a_page_of_another_site_cannot_send_a_visit(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.observer)
    payload = a_visit()
    path = reverse("visit_intake", args=["here", json.loads(payload)["visit"]])
    assert client.put(path, payload, content_type="application/json").status_code == 403
    assert not Visit.objects.exists()
