"""The application as it is served, but a worker can be held between commit and answer.

While the file that MUSHAHID_HOLD names is there, who has done what a PUT asked for writes the
number of its process into it and waits, for somebody to kill it.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config.wsgi import application as served

HOLD = Path(os.environ["MUSHAHID_HOLD"])
PATIENCE = 60  # seconds; a test that forgot the worker must not keep it for ever


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as the product does; what the view wrote is committed when it returns."""
    answer = served(environ, start_response)
    if environ["REQUEST_METHOD"] == "PUT":
        _wait_to_be_killed()
    return answer


def _wait_to_be_killed() -> None:
    end = time.monotonic() + PATIENCE
    if HOLD.exists():
        HOLD.write_text(str(os.getpid()))
    while HOLD.exists() and time.monotonic() < end:
        time.sleep(0.02)
