"""The demo and the port it serves on."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from scripts.demo import chosen_port, listen
from scripts.steps import ROOT, Refused


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_busy_port_is_one_sentence_before_any_slow_work(busy_port):
    demo = subprocess.run(
        [sys.executable, "-m", "scripts.demo"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(busy_port)},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert demo.returncode == 1
    assert demo.stdout == ""
    assert demo.stderr == (
        f"Port {busy_port} is busy: end what uses it, or take another, as PORT=8001 make demo.\n"
    )


def test_a_port_that_was_just_left_is_not_busy():
    first = listen(0)
    port = first.getsockname()[1]
    client = socket.create_connection(("127.0.0.1", port))
    served, _address = first.accept()
    # The server's side closes first, as in a crash: its connection lingers in TIME_WAIT.
    served.close()
    client.close()
    first.close()
    again = listen(port)
    assert again.getsockname()[1] == port
    again.close()


def test_a_port_that_is_held_is_refused_until_it_is_let_go():
    with listen(0) as held:
        port = held.getsockname()[1]
        with pytest.raises(Refused, match="is busy"):
            listen(port)
    again = listen(port)
    assert again.getsockname()[1] == port
    again.close()


@pytest.mark.parametrize("written", ["0", "65536", "eight", "-1", "8000.5", "²"])
def test_a_port_that_is_none_is_refused_by_name(written):
    with pytest.raises(Refused, match=f"PORT is {written}:"):
        chosen_port({"PORT": written})


@pytest.mark.parametrize(("environment", "port"), [({}, 8000), ({"PORT": "8123"}, 8123)])
def test_the_port_is_8000_unless_port_names_another(environment, port):
    assert chosen_port(environment) == port
