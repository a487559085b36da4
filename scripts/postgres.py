"""A private PostgreSQL for tests and benchmarks, gone when they end.

    python scripts/postgres.py run -- COMMAND...     sets DATABASE_URL for the command

Debian's own programs, a port of its own, a temporary folder, nothing synced to the disk. This
file stands alone, so that it can be run by its path.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIBRARY = Path("/usr/lib/postgresql")
STARTING_SECONDS = 30
# A crash of the machine loses nothing anybody wants back, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "autovacuum": "on",
}


class PostgresFailed(Exception):
    """PostgreSQL is missing or does not start; the message is one sentence."""


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and yield the DATABASE_URL of its empty database; stop and remove it after.

    Raises PostgresFailed when Debian's programs are missing or the server does not start.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="mushahid-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        password = secrets.token_hex(16)
        _make(programs, folder, password)
        with _server(programs, folder) as port:
            yield f"postgres://mushahid:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs; raises PostgresFailed without one."""
    found = [folder for folder in LIBRARY.glob("*/bin") if (folder / "initdb").exists()]
    if not found:
        raise PostgresFailed("PostgreSQL is missing: apt install postgresql.")
    return max(found, key=lambda folder: float(folder.parent.name))


def _as_server(*command: str | Path) -> list[str]:
    """Return a command as run by the server's account: PostgreSQL refuses to run as root.

    The server is told to stop when its starter dies, however that happens.
    """
    account = ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    setpriv = ["setpriv", *(account if os.geteuid() == 0 else []), "--pdeathsig", "INT"]
    return [*setpriv, *map(str, command)]


def _make(programs: Path, folder: Path, password: str) -> None:
    words = folder / "password"
    words.write_text(password)
    words.chmod(0o600)
    if os.geteuid() == 0:
        shutil.chown(words, "postgres", "postgres")
    made = subprocess.run(
        _as_server(programs / "initdb", "-D", folder / "data", "--username=mushahid")
        + ["--auth=scram-sha-256", f"--pwfile={words}", "--encoding=UTF8", "--no-locale"]
        + ["--no-sync"],
        cwd="/",
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise PostgresFailed(f"PostgreSQL cannot make its folder: {_last_line(made.stderr)}")


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[int]:
    """Run the server and yield its port; another free port is tried when one was just taken."""
    for _attempt in range(3):
        port = _free_port()
        server = _start(programs, folder, port)
        try:
            if _ready(server, port, folder):
                yield port
                return
        finally:
            _stop(server)
    raise PostgresFailed(f"PostgreSQL does not start: {_last_line(_log(folder).read_text())}")


def _start(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = _as_server(programs / "postgres", "-D", folder / "data", "-p", str(port))
    with _log(folder).open("ab") as log:
        # A session of its own: Ctrl-C reaches the command first, and the server is stopped after.
        return subprocess.Popen(
            [*command, "-k", str(folder), *settings],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _ready(server: subprocess.Popen[bytes], port: int, folder: Path) -> bool:
    """Wait for the server's word that it takes connections; False when it ended or took too long.

    The word is in its own log: a port that answers could be somebody else's.
    """
    until = time.monotonic() + STARTING_SECONDS
    while server.poll() is None and time.monotonic() < until:
        if b"ready to accept connections" in _log(folder).read_bytes():
            return True
        time.sleep(0.05)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # "fast": ends open connections
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _log(folder: Path) -> Path:
    return folder / "server.log"


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it does not say why."])[-1]


def _end(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def run(command: list[str]) -> int:
    """Run a command with DATABASE_URL naming a private cluster; return its exit code."""
    signal.signal(signal.SIGTERM, _end)
    with cluster() as address:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            raise


def main(arguments: list[str]) -> int:
    """Return the exit code of `run -- COMMAND...`: the command's own, 1 or 2 with a sentence."""
    if len(arguments) < 3 or arguments[:2] != ["run", "--"]:
        print("Usage: python scripts/postgres.py run -- COMMAND...", file=sys.stderr)
        return 2
    try:
        return run(arguments[2:])
    except PostgresFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except FileNotFoundError as missing:
        print(f"{missing.filename} is not a command that can be run.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
