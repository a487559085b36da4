"""Makes .venv with the locked packages, and the front end; skips what is already done.

python3 -m scripts.install         everything, with what the tests need
python3 -m scripts.install run     only what running Mushahid needs
"""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import frontend
from scripts.steps import PYTHON, ROOT, VENV, Refused, main, pip_install, run, say

RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"


def install(locks: list[Path]) -> None:
    """Bring the environment and the front end to what the lock files say.

    Raises Refused when Python, the network or a package is missing.
    """
    with _alone():
        make_environment()
        for lock in locks:
            install_lock(lock)
        frontend.build()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends: two installs never mix."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make .venv where there is none that works (an interrupted one does not)."""
    if _works():
        return
    try:
        import ensurepip  # noqa: F401  (Debian has it in a package of its own)
    except ImportError:
        raise Refused(
            "Python's venv module is missing: on Debian or Ubuntu, apt install python3-venv."
        ) from None
    say("Making the environment .venv ...")
    run([sys.executable, "-m", "venv", "--clear", VENV], "The environment .venv cannot be made.")


def _works() -> bool:
    ask = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", ask], capture_output=True).returncode == 0
    except OSError:
        return False


def install_lock(lock: Path) -> None:
    """Install what a lock file names, each file checked by its hash; once a content."""
    stamp = VENV / f".{lock.name}.installed"
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == content:
        return
    count = sum("==" in line for line in lock.read_text().splitlines() if line[:1].isalnum())
    say(f"Installing the {count} Python packages of {lock.name} (a minute or two) ...")
    pip_install(lock, f"The Python packages of {lock.name} cannot be installed.")
    stamp.write_text(content)


if __name__ == "__main__":
    wanted = [RUN_LOCK] if sys.argv[1:] == ["run"] else [RUN_LOCK, TEST_LOCK]
    main(lambda: install(wanted))
