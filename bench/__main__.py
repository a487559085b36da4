"""Every benchmark on both databases: `make bench`, or `python -m bench --help`.

Exit code 1 when a bar is broken.
"""

import os
import subprocess
import sys
import tempfile

from bench.run import arguments
from scripts.postgres import PostgresFailed, cluster


def main() -> int:
    """Run the measurements on SQLite and on PostgreSQL; return 1 when either breaks a bar."""
    asked = arguments()
    failed = 0
    if asked.database != "postgresql":
        failed |= _run("SQLite", None)
    if asked.database != "sqlite":
        with cluster() as address:
            failed |= _run("PostgreSQL", address)
    return failed


def _run(name: str, address: str | None) -> int:
    """Measure in a process of its own, with a var folder that is gone afterwards."""
    print(f"\n{name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mushahid-bench-") as var:
        env = {**os.environ, "MUSHAHID_VAR": var, "DEBUG": "0"}
        env.pop("DATABASE_URL", None)
        if address:
            env["DATABASE_URL"] = address
        return int(
            subprocess.run([sys.executable, "-m", "bench.run", *sys.argv[1:]], env=env).returncode
            != 0
        )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PostgresFailed as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
