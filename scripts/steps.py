"""One progress line a step, one sentence when a step fails."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "install.log"

# What pip, npm and apt-get say when the network, or a name in it, cannot be reached.
_NO_NETWORK = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Temporary failure resolving",
    "Name or service not known",
    "Network is unreachable",
    "No route to host",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "ENETUNREACH",
)


class Refused(Exception):
    """A step cannot go on; the message is one sentence that says what to do."""


def say(line: str) -> None:
    """Print one progress line at once."""
    print(line, flush=True)


def run(command: Sequence[str | Path], failing: str, env: Mapping[str, str] | None = None) -> None:
    """Run a command quietly from the project's root, its output kept in var/install.log.

    Raises Refused with the sentence `failing`, or with one about the network where that is why.
    """
    LOG.parent.mkdir(exist_ok=True)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with LOG.open("a", encoding="utf-8") as log:
        log.write(done.stdout)
    if done.returncode:
        raise Refused(_why(done.stdout, failing))


def pip_install(lock: Path, failing: str) -> None:
    """Install into .venv what a lock file names, every file checked by its hash.

    Raises Refused, as `run` does.
    """
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run([*pip, "install", "--retries", "2", "--require-hashes", "-r", lock], failing)


def _why(output: str, failing: str) -> str:
    if any(sign in output for sign in _NO_NETWORK):
        return "The network cannot be reached to fetch packages: connect, then run this again."
    if "No space left on device" in output:
        return "The disk is full: free some space, then run this again."
    return f"{failing} (the details are at the end of var/install.log)"


def _end(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(step: Callable[[], None]) -> None:
    """Run a script: a refusal is one sentence on standard error and exit code 1.

    Being told to end is the same as Ctrl-C, so that what was started is stopped.
    """
    signal.signal(signal.SIGTERM, _end)
    try:
        step()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except PermissionError as error:
        print(f"{error.filename} is not yours to use: take a folder of your own.", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
