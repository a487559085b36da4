"""The network of the journeys fails as it is told to, and in no other way."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.bad_network import (
    Answered,
    BadNetwork,
    CutOff,
    Refused,
    Slow,
    Swallowed,
    Torn,
    Works,
    bad_network,
    captive_portal,
    signed_out,
)

BODY = b"x" * 2000


class Server(BaseHTTPRequestHandler):
    """Remembers what arrives, and answers with it."""

    arrived: list[tuple[str, str, bytes]]

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.arrived.append((self.path, self.headers["Host"], body))
        self.send_response(201)
        self.send_header("Set-Cookie", "one=1")
        self.send_header("Set-Cookie", "two=2")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        # Whoever sent the beginning only is not there for the answer.
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def arrived() -> list[tuple[str, str, bytes]]:
    return []


@pytest.fixture
def network(arrived: list[Any]) -> Iterator[BadNetwork]:
    remembering = type("Remembering", (Server,), {"arrived": arrived})
    with ThreadingHTTPServer(("127.0.0.1", 0), remembering) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        with bad_network(f"http://127.0.0.1:{server.server_address[1]}") as network:
            yield network
        server.shutdown()


def put(network: BadNetwork, path: str = "/one") -> tuple[int, bytes, list[str]]:
    """What comes back for a request: status, body, cookies."""
    line = http.client.HTTPConnection(urlsplit(network.address).netloc, timeout=20)
    try:
        line.request("PUT", path, BODY)
        answer = line.getresponse()
        return answer.status, answer.read(), answer.headers.get_all("Set-Cookie") or []
    finally:
        line.close()


def test_a_network_that_works_passes_everything_on_unchanged(network, arrived):
    assert put(network) == (201, BODY, ["one=1", "two=2"])
    assert arrived == [("/one", urlsplit(network.address).netloc, BODY)]
    assert network.seen == [("PUT /one", "Works")]


def test_with_no_network_nothing_arrives(network, arrived):
    network.suffer(Refused())
    with pytest.raises(ConnectionError):
        put(network)
    assert not arrived


def test_a_swallowed_answer_is_of_something_that_was_done(network, arrived):
    network.suffer(Swallowed(times=1))
    with pytest.raises(ConnectionError):
        put(network)
    assert len(arrived) == 1
    assert put(network)[0] == 201
    assert network.befell(Swallowed) == 1


def test_a_torn_answer_breaks_off_in_the_middle(network, arrived):
    network.suffer(Torn())
    with pytest.raises(http.client.IncompleteRead) as torn:
        put(network)
    assert torn.value.partial == BODY[:1000]
    assert len(arrived) == 1


def test_what_is_cut_off_arrives_in_part(network, arrived):
    network.suffer(CutOff(after=700))
    with pytest.raises(ConnectionError):
        put(network)
    until = time.monotonic() + 10
    while not arrived and time.monotonic() < until:
        time.sleep(0.01)
    assert [body for _path, _host, body in arrived] == [BODY[:700]]


def test_a_slow_network_takes_its_time_both_ways(network, arrived):
    network.suffer(Slow(rate=10_000))
    started = time.monotonic()
    assert put(network)[:2] == (201, BODY)
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize(
    ("fault", "status", "begins"),
    [
        (Answered(status=503), 503, b"<!doctype html>"),
        (captive_portal(), 200, b"<!doctype html><title>Hotel"),
        (signed_out(), 401, b'{"error"'),
    ],
    ids=["server error", "captive portal", "signed out"],
)
def test_somebody_else_may_answer(network, arrived, fault, status, begins):
    network.suffer(fault)
    told, body, _cookies = put(network)
    assert told == status
    assert body.startswith(begins)
    assert not arrived


def test_faults_come_in_turn_and_only_where_they_are_said(network, arrived):
    network.suffer(Answered("PUT /one", times=2), signed_out("/one", times=1))
    statuses = [put(network, path)[0] for path in ("/other", "/one", "/one", "/one", "/one")]
    assert statuses == [201, 500, 500, 401, 201]
    assert network.befell(Answered, "/one") == 3
    assert network.befell(Works) == 2


def test_a_mended_network_works_again(network):
    network.suffer(captive_portal())
    network.mend()
    assert put(network)[0] == 201
    assert json.dumps(network.seen) == '[["PUT /one", "Works"]]'
