"""How gunicorn serves Mushahid: one process with threads, which also seals the audit.

When it starts on an installation without accounts, it prints a link for the first administrator.
"""

import os
import signal
import socket
import sys
import threading
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 8
# Slow enough for a mission's export, short enough to notice a worker that hangs.
timeout = 120
# Its control socket would lie in the home directory and be shared by installations.
control_socket_disable = True

SEALING_SECONDS = 5


def post_worker_init(worker: Any) -> None:
    """Start the thread that seals the audit; it ends with the worker. Greet who comes first."""
    # Ctrl-C reaches the whole group, and the master then tells its workers to quit. A worker that
    # obeyed both could lock itself up, and hold the port until it is killed 30 seconds later.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=seal_for_ever, args=[worker], name="audit-sealer", daemon=True).start()
    # Once for all processes, and not again for one that takes another's place.
    if worker.age == 1:
        greet_first_administrator(worker)


def greet_first_administrator(worker: Any) -> None:
    """Print the link for the first administrator where nobody has an account."""
    # Imported here: gunicorn reads this file before Django is set up.
    from django.db import DatabaseError, connections

    from missions.first_administrator import announcement

    try:
        sys.stdout.write(announcement(listening_at(worker.sockets)))
        sys.stdout.flush()
    except DatabaseError:
        worker.log.warning("The database cannot be used yet: run manage.py migrate, start again.")
    finally:
        connections.close_all()


def listening_at(sockets: list[Any]) -> str:
    """Return the address of the first socket that has one, for somebody at this machine."""
    families = {socket.AF_INET: "{}:{}", socket.AF_INET6: "[{}]:{}"}
    for listener in sockets:
        if listener.family in families:
            host, port = listener.getsockname()[:2]
            # Told to somebody at this machine; nothing is bound here.
            host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # nosec B104
            return "http://" + families[listener.family].format(host, port)
    return "http://localhost"


def seal_for_ever(worker: Any) -> None:
    """Seal what is pending every few seconds; a turn that fails is logged, and the next tries."""
    # Imported here: gunicorn reads this file before Django is set up.
    from django.db import connections

    from missions.audit import seal_pending

    pause = threading.Event()
    while worker.alive:
        try:
            seal_pending()
        except Exception:
            worker.log.exception("The audit could not be sealed; trying again.")
        finally:
            connections.close_all()
        pause.wait(SEALING_SECONDS)
