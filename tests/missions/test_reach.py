"""The address a device asks whether it is this installation that answers, and as whom."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

REACH = reverse("reach")


def test_it_says_the_devices_own_word_back_and_is_never_kept():
    answer = Client().get(REACH, {"nonce": "a1b2"})
    assert answer.json()["mushahid"] == "a1b2"
    assert "no-store" in answer["Cache-Control"]


def test_it_says_who_is_signed_in(cast, signed_in):
    assert signed_in(cast.observer).get(REACH).json()["account"] == str(cast.observer.pk)
    assert Client().get(REACH).json()["account"] is None


def test_its_token_lets_a_device_send(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.observer)
    token = client.get(REACH).json()["token"]
    number = "0b6a2b1c-6f5e-4d3c-9b2a-1f0e9d8c7b6a"
    path = reverse("finding_intake", args=["here", number])
    body = f'{{"finding": "{number}", "summary": "A bus."}}'
    sent = {"content_type": "application/json"}
    assert client.put(path, body, **sent).status_code == 403
    assert client.put(path, body, headers={"X-CSRFToken": token}, **sent).status_code == 201


def test_a_long_word_is_cut_short():
    assert len(Client().get(REACH, {"nonce": "n" * 9999}).json()["mushahid"]) == 64
