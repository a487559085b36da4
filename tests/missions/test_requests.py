"""A NUL character, which no database text holds, is refused in words wherever it comes in."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.visits.sending import a_visit, send

pytestmark = pytest.mark.django_db
NUL = "\0"


def refused(response):
    return response.status_code == 400 and "This cannot be read" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "keys", "query"),
    [
        ("station_list", [], {"q": NUL}),
        ("station_list", [], {NUL: "x"}),
        ("visit_log", ["voting"], {"station": NUL}),
    ],
)
def test_an_address_with_a_nul_is_refused(cast, signed_in, name, keys, query):
    client = signed_in(cast.observer)
    assert refused(client.get(reverse(name, args=["here", *keys], query=query)))


@pytest.mark.parametrize("field", ["station", "parent", "form", "comments"])
def test_a_form_with_a_nul_is_refused(cast, signed_in, field):
    told = {"visit": str(uuid4()), "station": "n1", "arrived_at": "2025-03-16T09:00", field: NUL}
    address = reverse("visit_log", args=["here", "voting"])
    assert refused(signed_in(cast.observer).post(address, told))


def test_a_nul_in_a_match_is_refused(cast, signed_in):
    client = signed_in(cast.secretariat)
    receipt = send(a_visit(station="", station_number="9"), cast)
    page = reverse("visit_detail", args=["here", receipt.uuid], query={"match": NUL})
    match = reverse("station_match", args=["here", receipt.uuid])
    assert refused(client.get(page))
    assert refused(client.post(match, {"station": NUL}))


def test_a_nul_is_refused_to_who_is_not_signed_in(client):
    assert refused(client.post(reverse("login"), {"username": NUL, "password": "x"}))


def test_a_device_may_send_one_for_the_intake_replaces_it(cast, signed_in):
    uuid = uuid4()
    payload = a_visit(uuid, comments="[ODD]").replace(b"ODD", b"\\u0000")
    address = reverse("visit_intake", args=["here", uuid])
    sent = signed_in(cast.observer).put(address, payload, content_type="application/json")
    assert sent.status_code == 201
