"""A gunicorn of its own, as an installation runs it, whose worker can be killed at a bad moment."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE = 60  # seconds
STATIC = "static"


class RealServer:
    """Serves the database of the tests, in a process that knows nothing of them.

    `folder` is its var folder. It serves files by their hashed names, as they are collected.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"http://127.0.0.1:{_free_port()}"
        self._hold = folder / "hold"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve at `address`; returns when it answers."""
        command = ["-m", "gunicorn", "-c", "config/gunicorn.py", "tests.journeys.pausing_wsgi"]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=settings.BASE_DIR,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        until(self._answers, "the server does not answer")

    def stop(self) -> None:
        """Let it end; returns when it has."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)

    def collect(self, source: Path = settings.BASE_DIR / STATIC) -> None:
        """Collect the files of the app from `source`, which an update has changed perhaps."""
        subprocess.run(
            [sys.executable, "-c", _COLLECT, str(source)],
            cwd=settings.BASE_DIR,
            env=self._environment(),
            check=True,
            capture_output=True,
        )

    def update(self) -> None:
        """Serve a newer version of the app from now on: one of its files is another."""
        static, name = self.folder / STATIC, "css/field_app.css"
        manifest = static / "staticfiles.json"
        told = json.loads(manifest.read_text())
        newer = f"css/field_app.{secrets.token_hex(6)}.css"
        before = (static / told["paths"][name]).read_text()
        (static / newer).write_text(f"{before}/* {newer} */\n")
        told["paths"][name] = newer
        manifest.write_text(json.dumps(told))
        self.stop()
        self.start()

    def hold(self) -> None:
        """Let the worker wait after the next PUT is committed, before it is answered."""
        self._hold.write_text("")

    def holds(self) -> bool:
        """Whether a worker waits, with everything committed and nothing answered."""
        return self._hold.exists() and bool(self._hold.read_text())

    def kill_held(self) -> None:
        """Kill the worker that waits, as the kernel would (-9); another takes its place."""
        until(self.holds, "nobody has sent anything")
        os.kill(int(self._hold.read_text()), signal.SIGKILL)
        self._hold.unlink()
        until(self._answers, "the server does not answer")

    def log(self) -> str:
        """Return what the server has said."""
        return (self.folder / "server.log").read_text()

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "MUSHAHID_VAR": str(self.folder),
            "MUSHAHID_HOLD": str(self._hold),
            "DATABASE_URL": database_address(),
            "SECRET_KEY": settings.SECRET_KEY,
            "BIND": self.address.removeprefix("http://"),
            "WEB_CONCURRENCY": "1",
            "DEBUG": "0",
        }

    def _answers(self) -> bool:
        assert self._process
        assert self._process.poll() is None, self.log()
        try:
            urllib.request.urlopen(f"{self.address}/any/", timeout=PATIENCE).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


_COLLECT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.conf import settings
settings.STATICFILES_DIRS = [sys.argv[1]]
# By the same names; compressing them takes longer than the tests.
settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["js", "css", "svg", "png", "json", "txt", "map"]
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "collectstatic", "--no-input"])
"""


def until(holds: Callable[[], object], otherwise: str, patience: float = PATIENCE) -> None:
    """Return when it holds; raises AssertionError with `otherwise` when it never does."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


def database_address() -> str:
    """Return the DATABASE_URL of the database the tests use."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    place = f"{told['HOST']}:{told['PORT']}/{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{place}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real_server(folder: Path, *, served: Path | None = None) -> Iterator[RealServer]:
    """Yield a server that runs; it ends afterwards.

    It has the files for pages that were collected in `served`; without, it has none.
    """
    server = RealServer(folder)
    if served:
        shutil.copytree(served / STATIC, folder / STATIC)
    server.start()
    try:
        yield server
    finally:
        server.stop()
