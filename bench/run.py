"""Every measurement on one database, the one DATABASE_URL names; prints a line each."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import connection

if TYPE_CHECKING:
    from bench.measure import Measured

PARTS = ("drafting", "tallies", "pages", "intake", "stations", "export", "phones", "weight")
VISITS = 40_000


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--visits", type=int, default=VISITS, help="visits in the large mission")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    asked = parser.parse_args(words)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    asked.parts = asked.parts or list(PARTS)
    return asked


def main() -> int:
    """Prepare the database, measure, and return 1 when a bar is broken."""
    asked = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    _prepare()
    broken = 0
    for each in _measurements(asked.parts, asked.visits):
        print(each.line(), flush=True)
        broken += each.over
    return 1 if broken else 0


def _prepare() -> None:
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    # The pages name their files as they do for real, and those files are weighed.
    call_command("collectstatic", interactive=False, verbosity=0)


def _measurements(parts: list[str], visits: int) -> Iterator["Measured"]:
    # Models can be imported only after django.setup().
    from bench import drafting, exporting, intake, pages, phones, stations, tallies, weight
    from bench.records import make_mission
    from bench.visits import fill
    from visits.models import VisitState

    if "weight" in parts and connection.vendor == "sqlite":
        yield from weight.measure()
    if {"drafting", "tallies", "intake", "export"} & set(parts):
        started = time.perf_counter()
        large = make_mission("large")
        answers = fill(large, visits, (VisitState.VERIFIED,))
        _settle()
        seconds = time.perf_counter() - started
        print(f"made {visits:,} verified visits with {answers:,} answers in {seconds:.0f} s")
    if "drafting" in parts:
        yield from drafting.measure(large.mission)
    if "tallies" in parts:
        yield from tallies.measure(large.mission)
    if "pages" in parts:
        mixed = (*VisitState, VisitState.SUBMITTED)
        few, many = make_mission("few"), make_mission("many")
        fill(few, pages.FEW, mixed)
        fill(many, pages.MANY, mixed)
        _settle()
        yield from pages.measure(few, many)
    if "intake" in parts:
        yield from intake.measure(large)
    if "stations" in parts:
        yield from stations.measure()
    if "export" in parts:
        yield from exporting.measure(large, visits)
    if "phones" in parts:
        yield from phones.measure()


def _settle() -> None:
    """Let PostgreSQL know what it holds, as autovacuum would within a minute; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
