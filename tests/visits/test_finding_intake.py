"""The address devices send findings to: the answer is the receipt, every refusal a sentence."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import account_in
from visits.models import Finding
from visits.payload import payload_sha256

pytestmark = pytest.mark.django_db


def a_finding(number=None, **told):
    keys = {"finding": str(number or uuid4()), "summary": "Three buses brought voters."}
    return json.dumps({**keys, **told}, sort_keys=True).encode()


@pytest.fixture
def put(cast, signed_in):
    """Return a function that sends bytes from the observer's phone."""

    def sent(payload, uuid=None, account=None):
        number = uuid or json.loads(payload)["finding"]
        path = reverse("finding_intake", args=["here", number])
        client = signed_in(account or cast.observer)
        return client.put(path, payload, content_type="application/json")

    return sent


def test_a_new_finding_is_answered_with_its_receipt(cast, put):
    payload = a_finding()
    answer = put(payload)
    finding = Finding.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "finding": str(finding.uuid),
        "kept_as": str(finding.uuid),
        "code": finding.code,
        "sha256": payload_sha256(payload),
        "outcome": "stored",
    }
    assert (finding.team, finding.summary) == (cast.north_team, "Three buses brought voters.")


def test_a_repeated_finding_is_stored_once_and_has_the_same_receipt(put):
    payload = a_finding()
    first, again = put(payload), put(payload)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "outcome": "repeated"}
    assert Finding.objects.count() == 1


def test_other_bytes_under_the_number_are_kept_beside_with_their_own_receipt(put):
    payload = a_finding()
    put(payload)
    other = a_finding(json.loads(payload)["finding"], summary="Four buses.")
    for _time in range(2):
        answer = put(other)
        assert answer.status_code == 409
        assert answer.json()["sha256"] == payload_sha256(other)
        assert answer.json()["finding"] == json.loads(payload)["finding"]
        assert answer.json()["kept_as"] != answer.json()["finding"]
    assert sorted(Finding.objects.values_list("summary", flat=True)) == [
        "Four buses.",
        "Three buses brought voters.",
    ]


SILENT = a_finding("7c0e2a55-64a8-4b61-8f0c-5d1f7e3b9a10", summary=" ")


@pytest.mark.parametrize("payload", [b"", b"not JSON", b"[]", b"{}", SILENT])
def test_what_is_no_finding_is_refused_with_a_sentence(put, payload):
    answer = put(payload, uuid=uuid4())
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert not Finding.objects.exists()


def test_a_finding_sent_to_the_address_of_another_is_refused(put):
    answer = put(a_finding(), uuid=uuid4())
    assert (answer.status_code, "address" in answer.json()["error"]) == (400, True)
    assert not Finding.objects.exists()


def test_what_is_too_large_for_a_finding_is_refused_with_a_sentence(put, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = put(a_finding(response="x" * 1001))
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_another_teams_finding_is_refused_with_a_sentence(cast, put):
    payload = a_finding()
    put(payload)
    answer = put(a_finding(json.loads(payload)["finding"]), account=cast.other_observer)
    assert (answer.status_code, answer.json()["error"][-1]) == (403, ".")
    assert Finding.objects.count() == 1


def test_an_observer_of_no_team_is_told_whom_to_ask_about_a_finding(cast, put):
    answer = put(a_finding(), account=account_in(cast.mission, "observer", "Alone"))
    assert answer.status_code == 403
    assert "no team" in answer.json()["error"]


@pytest.mark.parametrize("name", ["visit_intake", "finding_intake"])
class TestADeviceIsToldInJSON:
    """Every refusal of the two intakes: a device cannot read a page."""

    def put(self, client, name, slug="here"):
        path = reverse(name, args=[slug, uuid4()])
        return client.put(path, a_finding(), content_type="application/json")

    def test_who_is_signed_out_is_told_so_and_not_led_away(self, cast, name):
        answer = self.put(Client(), name)
        assert (answer.status_code, answer.json()["error"][:7]) == (401, "Sign in")

    def test_who_may_not_log_visits_is_told_so(self, cast, signed_in, name):
        answer = self.put(signed_in(cast.reader), name)
        assert (answer.status_code, "role" in answer.json()["error"]) == (403, True)

    def test_a_mission_that_is_not_there_is_told_so(self, cast, signed_in, name):
        answer = self.put(signed_in(cast.observer), name, slug="nowhere")
        assert (answer.status_code, "mission" in answer.json()["error"]) == (404, True)
