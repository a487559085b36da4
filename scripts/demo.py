"""The demo in one command: install, database, founding mission, server on 127.0.0.1.

Standard library only: it starts on the machine's own Python, before there is an environment.
"""

import errno
import os
import socket
import subprocess
from collections.abc import Mapping

from scripts.install import RUN_LOCK, install
from scripts.steps import PYTHON, ROOT, Refused, main, say

HOST = "127.0.0.1"


def demo() -> None:
    """Prepare what is not yet there and become the server.

    Raises Refused, before any slow work, when the port is busy.
    """
    port = chosen_port(os.environ)
    listen(port).close()
    install([RUN_LOCK])
    say("Preparing the database ...")
    manage("migrate", "--verbosity", "0")
    say("Collecting the files the pages use ...")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    # Last, so that the accounts it prints stay in sight above the server's address.
    say("Loading the founding mission ...")
    manage("demo")
    say(f"Mushahid is at http://{HOST}:{port} (Ctrl-C ends it)")
    become_server(port)


def chosen_port(environment: Mapping[str, str]) -> int:
    """Return the port that PORT names, 8000 without it; raises Refused when it is not a port."""
    written = environment.get("PORT") or "8000"
    if not written.isdecimal() or not 0 < int(written) < 65536:
        raise Refused(f"PORT is {written}: give a number from 1 to 65535, as PORT=8001 make demo.")
    return int(written)


def listen(port: int) -> socket.socket:
    """Return a socket that holds the port; raises Refused when somebody else does."""
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Connections left over from a server that ended, even in a crash, do not make a port busy.
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((HOST, port))
        held.listen()
    except OSError as error:
        held.close()
        raise Refused(_why(error, port)) from None
    return held


def _why(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is busy: end what uses it, or take another, as PORT=8001 make demo."
    if error.errno == errno.EACCES:
        return f"Port {port} is only for root: take another, as PORT=8001 make demo."
    return f"Port {port} cannot be used ({error.strerror}): take another, as PORT=8001 make demo."


def manage(*arguments: str) -> None:
    """Run a command of manage.py; raises Refused when it fails, after it has said why."""
    command = [str(PYTHON), "manage.py", *arguments]
    # In a session of its own Ctrl-C does not reach it, which would print a traceback.
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as child:
        try:
            failed = child.wait()
        except KeyboardInterrupt:
            child.terminate()
            raise
    if failed:
        raise Refused(f"manage.py {arguments[0]} failed: the reason is in the lines above.")


def become_server(port: int) -> None:
    """Replace this process by gunicorn, which takes over the socket: no gap for another."""
    held = listen(port)
    held.set_inheritable(True)
    os.chdir(ROOT)
    gunicorn = ["-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"fd://{held.fileno()}"]
    os.execv(PYTHON, [str(PYTHON), *gunicorn, "config.wsgi:application"])


if __name__ == "__main__":
    main(demo)
