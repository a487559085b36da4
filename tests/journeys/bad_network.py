"""A network between a browser and a server that fails when it is told to.

Every exchange has a connection of its own: over one that is kept open, a browser repeats a request
by itself when the answer stays away, and nobody could tell who sent it again.
"""

import http.client
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# What is said of one connection and not of the next (RFC 9110, 7.6.1), and what is said anew.
OF_ONE_CONNECTION = frozenset(
    ["connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer"]
)
PIECES_A_SECOND = 20
PATIENCE = 60  # seconds
PORTAL = b"""<!doctype html><title>Hotel Wi-Fi</title><h1>Welcome!</h1>
<form method="post"><button>Accept the terms and go online</button></form>"""


@dataclass
class Answer:
    """What the server, or somebody in its place, answers."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Exchange(BaseHTTPRequestHandler):
    """One request on its way through; a fault decides how far it comes."""

    server: "_Proxy"

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(PATIENCE)

    def _pass(self) -> None:
        network = self.server.network
        self.close_connection = True
        told = f"{self.command} {self.path}"
        fault = network.next_fault(told)
        network.seen.append((told, type(fault).__name__))
        try:
            fault.befall(self)
        except (OSError, http.client.HTTPException):
            # One side is gone: the other one is told no more than that.
            self.hang_up()

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass

    def body(self) -> Iterator[bytes]:
        """Read what is sent, piece by piece."""
        left = int(self.headers.get("Content-Length") or 0)
        while left and (piece := self.rfile.read1(min(left, 65536))):
            left -= len(piece)
            yield piece

    def forward(self, body: Iterable[bytes]) -> Answer:
        """Pass the request on, and return what the server answers."""
        host = self.server.network.upstream
        line = http.client.HTTPConnection(host, timeout=PATIENCE)
        try:
            line.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in OF_ONE_CONNECTION:
                    line.putheader(name, value)
            line.putheader("Connection", "close")
            line.endheaders()
            for piece in body:
                line.send(piece)
            answer = line.getresponse()
            return Answer(answer.status, _lasting(answer.getheaders()), answer.read())
        finally:
            line.close()

    def reply(self, answer: Answer, *, until: int | None = None, rate: int | None = None) -> None:
        """Answer, with the first `until` bytes of it only, at `rate` bytes a second."""
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        told = {name.lower() for name, _value in answer.headers}
        if "content-length" not in told and answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            for piece in slowly([answer.body[:until]], rate):
                self.wfile.write(piece)

    def hang_up(self) -> None:
        """Reset the connection: the browser sees no answer, and no end of one either."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        os.close(self.connection.detach())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _lasting(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [each for each in headers if each[0].lower() not in OF_ONE_CONNECTION]


def slowly(pieces: Iterable[bytes], rate: int | None) -> Iterator[bytes]:
    """Yield the bytes, not more than `rate` of them in a second."""
    if not rate:
        yield from pieces
        return
    size = max(1, rate // PIECES_A_SECOND)
    for piece in pieces:
        for start in range(0, len(piece), size):
            time.sleep(len(piece[start : start + size]) / rate)
            yield piece[start : start + size]


def first_bytes(pieces: Iterable[bytes], count: int) -> Iterator[bytes]:
    """Yield `count` bytes of these."""
    for piece in pieces:
        yield piece[:count]
        count -= len(piece)
        if count <= 0:
            return


@dataclass
class Works:
    """Nothing goes wrong with requests that match `where` ("PUT /path"), `times` of them or all."""

    where: str = ""
    times: int | None = None

    def befall(self, exchange: Exchange) -> None:
        """Let the request come as far as this fault lets it."""
        exchange.reply(exchange.forward(exchange.body()))


@dataclass
class Refused(Works):
    """There is no network: nobody answers."""

    def befall(self, exchange: Exchange) -> None:
        """Hang up before anything is passed on."""
        exchange.hang_up()


@dataclass
class Swallowed(Works):
    """The server does what it was asked for, and its answer never arrives."""

    def befall(self, exchange: Exchange) -> None:
        """Hang up when the server has answered."""
        exchange.forward(exchange.body())
        exchange.hang_up()


@dataclass
class Torn(Works):
    """The answer breaks off in the middle."""

    def befall(self, exchange: Exchange) -> None:
        """Pass on half of the answer."""
        answer = exchange.forward(exchange.body())
        answer.headers = [
            each for each in answer.headers if each[0].lower() != "content-length"
        ] + [("Content-Length", str(len(answer.body)))]
        exchange.reply(answer, until=len(answer.body) // 2)


@dataclass
class CutOff(Works):
    """The connection breaks while the device still sends: the server has the beginning only."""

    after: int = 100

    def befall(self, exchange: Exchange) -> None:
        """Pass on the first bytes of the body, then hang up on both sides."""
        line = http.client.HTTPConnection(exchange.server.network.upstream, timeout=PATIENCE)
        line.putrequest(exchange.command, exchange.path, skip_host=True)
        for name, value in exchange.headers.items():
            line.putheader(name, value)
        line.endheaders()
        for piece in first_bytes(exchange.body(), self.after):
            line.send(piece)
        line.close()
        exchange.hang_up()


@dataclass
class Slow(Works):
    """Both ways at `rate` bytes a second."""

    rate: int = 2000

    def befall(self, exchange: Exchange) -> None:
        """Pass everything on, slowly."""
        answer = exchange.forward(slowly(exchange.body(), self.rate))
        exchange.reply(answer, rate=self.rate)


@dataclass
class Answered(Works):
    """Somebody else answers, and the server never hears of it."""

    status: int = 500
    body: bytes = b"<!doctype html><title>Server Error</title><h1>Server Error (500)</h1>"
    kind: str = "text/html; charset=utf-8"

    def befall(self, exchange: Exchange) -> None:
        """Answer in the server's place."""
        for _piece in exchange.body():
            pass
        exchange.reply(Answer(self.status, [("Content-Type", self.kind)], self.body))


def captive_portal(where: str = "", times: int | None = None) -> Answered:
    """Return what a hotel's network does: a page with status 200, whatever was asked."""
    return Answered(where, times, status=200, body=PORTAL)


def signed_out(where: str = "", times: int | None = None) -> Answered:
    """Return what a server says to a device that is not signed in."""
    told = b'{"error": "Sign in first."}'
    return Answered(where, times, status=401, body=told, kind="application/json")


@dataclass
class BadNetwork:
    """A proxy before the server at `upstream` (host:port); `address` is what a browser opens."""

    upstream: str
    address: str = ""
    # What was asked, and what befell it: ("PUT /path", "Swallowed").
    seen: list[tuple[str, str]] = field(default_factory=list)
    _faults: list[Works] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def suffer(self, *faults: Works) -> None:
        """Let these happen from now on, instead of those before; of several, the first that fits.

        One that happened as often as it should is over, and the next that fits comes.
        """
        with self._lock:
            self._faults = list(faults)

    def mend(self) -> None:
        """Let everything pass from now on."""
        self.suffer()

    def next_fault(self, told: str) -> Works:
        """Return what happens to the request `told`, which counts as one time."""
        with self._lock:
            for fault in self._faults:
                if fault.times != 0 and re.search(fault.where, told):
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return Works()

    def befell(self, fault: type[Works], where: str = "") -> int:
        """Return how often this happened to requests that match `where`."""
        name = fault.__name__
        return sum(each == name and bool(re.search(where, told)) for told, each in [*self.seen])


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    network: BadNetwork

    def shutdown_request(self, request: socket.socket) -> None:
        if request.fileno() >= 0:
            super().shutdown_request(request)


@contextmanager
def bad_network(upstream: str) -> Iterator[BadNetwork]:
    """Yield a network before the server at this address ("http://host:port"); it works at first."""
    network = BadNetwork(urlsplit(upstream).netloc)
    with _Proxy(("127.0.0.1", 0), Exchange) as proxy:
        proxy.network = network
        network.address = f"http://127.0.0.1:{proxy.server_address[1]}"
        serving = threading.Thread(target=proxy.serve_forever, args=[0.05], daemon=True)
        serving.start()
        yield network
        proxy.shutdown()
        serving.join()
