"""How gunicorn serves Mushahid: one process with threads, which also seals the audit."""

import os
import signal
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
    """Start the thread that seals the audit; it ends with the worker."""
    # Ctrl-C reaches the whole group, and the master then tells its workers to quit. A worker that
    # obeyed both could lock itself up, and hold the port until it is killed 30 seconds later.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=seal_for_ever, args=[worker], name="audit-sealer", daemon=True).start()


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
