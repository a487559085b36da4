"""Everything that is checked before a change is taken: linters, types, and the suite.

    python -m scripts.check            all of it (make test)
    python -m scripts.check lint       the linters and the types only (make lint)
    python -m scripts.check proofs     the long journeys (make proofs)

A check that fails does not keep the others from running; what pytest said comes last.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from scripts.debian import WHOLE_BROWSER, install_missing
from scripts.postgres import PostgresFailed, cluster
from scripts.steps import PYTHON, ROOT, Refused, main, say

CODE = ["config", "missions", "observers", "visits", "reports", "scripts"]
# The longest first: the others run beside it.
LINTERS = {
    "mypy": ["mypy"],
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "djlint's mistakes": ["djlint", "templates", "--lint", "--quiet"],
    "djlint's layout": ["djlint", "templates", "--check", "--quiet"],
    "bandit": ["bandit", "-q", "-c", "pyproject.toml", "-r", *CODE],
}
DJANGO = {
    "Django's own checks": ["check"],
    "migrations": ["makemigrations", "--check", "--dry-run"],
}


def lint() -> list[str]:
    """Run the linters and Django's checks, two at a time; return the names of those that failed."""
    checks = {name: ["-m", *words] for name, words in LINTERS.items()}
    checks |= {name: ["manage.py", *words] for name, words in DJANGO.items()}
    with (
        tempfile.TemporaryDirectory(prefix="mushahid-checks-") as var,
        ThreadPoolExecutor(max_workers=2) as two,
    ):
        env = {"MUSHAHID_VAR": var}
        passed = two.map(lambda name: _check(name, checks[name], env), checks)
        return [name for name, good in zip(checks, list(passed), strict=True) if not good]


def _check(name: str, words: list[str], env: Mapping[str, str]) -> bool:
    """Run one check; its output is shown only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        [PYTHON, *words],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode == 0
    if not passed:
        print(done.stdout)
    verdict = "passed" if passed else "FAILED"
    say(f"{name}: {verdict} ({time.monotonic() - started:.0f} s)")
    return passed


def suite() -> list[tuple[str, bool, str]]:
    """Run the suite on both databases; return each run's name, whether it passed, its last line.

    The browser journeys run once, on SQLite, two at a time: they wait more than they work. Those of
    a file stay together, since some share what they have seen. The long ones run by `make proofs`.
    """
    parallel = ["-n", "2", "-m", "not journey"]
    journeys = ["-n", "2", "--dist", "loadfile", "-m", "journey and not proof"]
    runs = [_pytest("SQLite", parallel, None), _pytest("Browser journeys", journeys, None)]
    try:
        with cluster() as address:
            runs.append(_pytest("PostgreSQL", parallel, address))
    except PostgresFailed as failure:
        runs.append(("PostgreSQL", False, str(failure)))
    return runs


def _pytest(name: str, options: list[str], database: str | None) -> tuple[str, bool, str]:
    """Run pytest in a var folder of its own, so that it never meets the files of the demo."""
    say(f"The suite: {name} ...")
    with tempfile.TemporaryDirectory(prefix="mushahid-tests-") as var:
        env = {**os.environ, **_compiled(), "MUSHAHID_VAR": var, "PYTHONUNBUFFERED": "1"}
        env.pop("DATABASE_URL", None)
        if database:
            env["DATABASE_URL"] = database
        run = subprocess.Popen(
            [PYTHON, "-m", "pytest", "-q", *options],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            last = _shown(run)
        except KeyboardInterrupt:
            run.terminate()
            run.wait()
            raise
        return name, run.wait() == 0, last


def _compiled() -> dict[str, str]:
    """Where a machine keeps nothing compiled, have the tests' modules kept in var/.

    Nine processes of a run would each rewrite every assertion of the suite again.
    """
    if not sys.dont_write_bytecode:
        return {}
    kept = ROOT / "var" / "compiled"
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(kept)}


def _shown(run: subprocess.Popen[str]) -> str:
    """Pass on what pytest prints as it comes; return its closing line."""
    last = "pytest said nothing"
    for line in run.stdout or ():
        print(line, end="", flush=True)
        if line.strip():
            last = line.strip()
    return last


def check_all() -> None:
    """Run everything; raises Refused when anything failed, after pytest's closing lines."""
    install_missing()
    failed = lint()
    runs = suite()
    say("")
    if failed:
        say(f"Failed checks, shown above: {', '.join(failed)}.")
    for name, passed, last in runs:
        say(f"{name}{'' if passed else ' FAILED'}: {last}")
    if failed or not all(passed for _name, passed, _last in runs):
        sys.exit(1)


def check_style() -> None:
    """Run the linters; raises Refused with the names of those that failed."""
    if failed := lint():
        raise Refused(f"Failed: {', '.join(failed)}.")


def prove() -> None:
    """Run the long journeys, in the whole Chromium; raises Refused when one failed."""
    install_missing(WHOLE_BROWSER)
    os.environ["MUSHAHID_WHOLE_BROWSER"] = "1"
    _name, passed, last = _pytest("The long journeys", ["-n", "2", "-m", "proof"], None)
    if not passed:
        raise Refused(f"Failed: {last}.")


STEPS: dict[str, Callable[[], None]] = {"lint": check_style, "proofs": prove}

if __name__ == "__main__":
    main(STEPS.get(" ".join(sys.argv[1:]), check_all))
