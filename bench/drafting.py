"""Drafting a statement, against the one SQL aggregate over the same answers."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measure import Measured, at_most, interleaved, times
from missions.models import Mission
from reports.drafting import draft_statement

ROUNDS = 7
TIMES, QUERIES = 2, 12
KINDS = ("short", "preliminary")
AGGREGATE = """
SELECT answer.question, visit.area_id, answer.value, answer.adverse, count(*)
FROM visits_answer AS answer JOIN visits_visit AS visit ON visit.id = answer.visit_id
WHERE visit.mission_id = %s AND visit.state = 'verified'
GROUP BY answer.question, visit.area_id, answer.value, answer.adverse
"""


def measure(mission: Mission) -> Iterator[Measured]:
    """Yield, for each kind of statement, its time and its number of queries."""
    yield from (_queries(mission, kind) for kind in KINDS)

    def aggregate() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE, [mission.pk])
            return cursor.fetchall()

    drafts = [lambda kind=kind: draft_statement(mission, kind=kind) for kind in KINDS]
    reference, *taken = interleaved(ROUNDS, aggregate, *drafts)
    for kind, seconds in zip(KINDS, taken, strict=True):
        yield times(f"drafting, {kind}: time / the one SQL aggregate", seconds, reference, TIMES)


def _queries(mission: Mission, kind: str) -> Measured:
    with CaptureQueriesContext(connection) as asked:
        draft_statement(mission, kind=kind)
    return at_most(f"drafting, {kind}: queries", len(asked), QUERIES)
