"""Tallies and the overview, against plain SQL over the same rows; and where nothing changed."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measure import Measured, interleaved, times
from missions.models import Mission
from reports.arrivals import arrivals_of
from reports.coverage import coverage_of
from reports.tallies import stage_tally
from reports.tally_page import shown_groups

ROUNDS = 7
TIMES, KEPT = 1.5, 0.1
STAGE = "voting"
AGGREGATE = """
SELECT answer.question, visit.area_id, answer.value, answer.adverse, answer.observed, count(*)
FROM visits_answer AS answer JOIN visits_visit AS visit ON visit.id = answer.visit_id
WHERE visit.mission_id = %s AND visit.state = 'verified' AND visit.stage = %s
GROUP BY answer.question, visit.area_id, answer.value, answer.adverse, answer.observed
"""


def measure(mission: Mission) -> Iterator[Measured]:
    """Yield what a stage's tallies and the overview take, counted anew and kept."""

    def aggregate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE, [mission.pk, STAGE])
            cursor.fetchall()

    def anew() -> None:
        caches["memory"].clear()
        kept()

    def kept() -> None:
        shown_groups(stage_tally(mission, STAGE))

    # What is kept is measured right after it was counted.
    reference, first, again = interleaved(ROUNDS, aggregate, anew, kept)
    yield times("tallies: time / the one SQL aggregate", first, reference, TIMES)
    yield times("tallies, nothing changed: time / the aggregate", again, reference, KEPT)

    def overview() -> None:
        coverage_of(mission)
        arrivals_of(mission)

    plain, taken = interleaved(ROUNDS, _plain(overview), overview)
    yield times("overview: time / the same in plain SQL", taken, plain, TIMES)


def _plain(act: Callable[[], Any]) -> Callable[[], None]:
    """Return what asks the database just what an act asks, and takes the rows as they come."""
    with CaptureQueriesContext(connection) as asked:
        act()
    statements = [query["sql"] for query in asked]

    def run() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return run
