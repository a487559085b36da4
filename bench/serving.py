"""A real gunicorn, as an installation serves itself, for as long as something is measured."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.urls import reverse

STARTING_SECONDS = 30


@contextmanager
def gunicorn() -> Iterator[tuple[str, int]]:
    """Yield the address of a server on the database in use, and its main process; stop it after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bound = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
    server = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "BIND": bound, "WEB_CONCURRENCY": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        open_until_it_answers(f"http://{bound}{reverse('login')}")
        yield f"http://{bound}", server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def open_until_it_answers(address: str) -> None:
    """Read a page of a server that is perhaps still starting; raises OSError when it never does."""
    until = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address) as response:
                response.read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
