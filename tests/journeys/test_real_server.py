"""The server of the journeys dies between commit and answer, and has lost nothing."""

import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from missions.models import Account
from tests.cast import Cast, make_cast
from tests.journeys.real_server import RealServer, real_server
from tests.visits.sending import a_visit
from visits.models import VisitRevision
from visits.payload import payload_sha256

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "t" * 32


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, committed, so that the server sees it."""
    return make_cast()


@pytest.fixture
def server(cast: Cast, tmp_path: Any) -> Iterator[RealServer]:
    with real_server(tmp_path) as server:
        yield server


def put(server: RealServer, account: Account, payload: bytes) -> tuple[int, dict[str, Any]]:
    """The status and the receipt of a visit as a phone sends it."""
    client = Client()
    client.force_login(account)
    session = client.cookies["sessionid"].value
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
    line = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    try:
        line.request(
            "PUT", f"/missions/here/intake/{json.loads(payload)['visit']}/", payload, headers
        )
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        line.close()


def test_a_worker_killed_after_the_commit_has_stored_what_it_did_not_answer(cast, server):
    payload, failures = a_visit(), []

    def send() -> None:
        try:
            put(server, cast.observer, payload)
        except (ConnectionError, http.client.HTTPException) as failed:
            failures.append(failed)

    server.hold()
    sending = threading.Thread(target=send)
    sending.start()
    server.kill_held()
    sending.join()
    assert len(failures) == 1
    assert bytes(VisitRevision.objects.get().payload) == payload

    status, receipt = put(server, cast.observer, payload)
    assert (status, receipt["outcome"]) == (200, "repeated")
    assert receipt["sha256"] == payload_sha256(payload)
    assert VisitRevision.objects.count() == 1
