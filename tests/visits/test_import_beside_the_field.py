"""An import, reviews and the field at once: nobody waits for ever, an intake not at all.

Only PostgreSQL locks rows; SQLite has one writer, and there the same acts follow each other.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from reports.folder import importing
from reports.folder.rows import Row
from tests.cast import Cast, make_cast
from tests.factories import FindingFactory
from tests.visits.sending import a_visit, following, revision_of, send, stored
from visits.actions import (
    decide_finding,
    record_imported_review,
    return_visit,
    review,
    set_aside_visit,
    verify_visit,
)
from visits.models import VisitRevision

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 5


@pytest.fixture
def rows_are_locked() -> bool:
    return connection.vendor == "postgresql"


def on_its_own_connection(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def hold_mission(cast: Cast) -> None:
    """Lock the mission as an import does."""
    importing._mission(Row("mission.csv", 0, {"slug": cast.mission.slug}))


DECISIONS: list[Callable[[VisitRevision, Cast], object]] = [
    lambda revision, cast: verify_visit(revision, by=cast.secretariat),
    lambda revision, cast: return_visit(revision, question="When?", by=cast.secretariat),
    lambda revision, cast: set_aside_visit(revision, reason="duplicate", by=cast.secretariat),
]


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_review_and_an_import_do_not_lock_each_other_up(monkeypatch, decide):
    cast = make_cast()
    revision = revision_of(send(a_visit(), cast))
    reviewing, importing_now, settle = Event(), Event(), review.settle

    def slow(visit):
        # Whoever is here first has its locks; the other one comes for them now.
        reviewing.set()
        importing_now.wait(1)
        settle(visit)

    def bring_in() -> None:
        reviewing.wait(LONG)
        with transaction.atomic():
            hold_mission(cast)
            importing_now.set()
            record_imported_review(revision, state="verified", by="import_mission")

    monkeypatch.setattr(review, "settle", slow)
    with ThreadPoolExecutor(2) as both:
        acts = [lambda: decide(revision, cast), bring_in]
        done = [both.submit(on_its_own_connection, act) for act in acts]
        for each in done:
            each.result(60)
    assert stored_state(revision) in ("verified", "set_aside")


def stored_state(revision: VisitRevision) -> str:
    revision.visit.refresh_from_db()
    return str(revision.visit.state)


def test_a_decided_finding_and_an_import_do_not_lock_each_other_up():
    cast = make_cast()
    finding = FindingFactory(mission=cast.mission)
    held, deciding = Event(), Event()

    def bring_in() -> None:
        with transaction.atomic():
            hold_mission(cast)
            held.set()
            deciding.wait(1)
            type(finding).objects.filter(pk=finding.pk).update(summary="From the file.")

    def decide() -> None:
        held.wait(LONG)
        decide_finding(finding, state="confirmed", by=cast.secretariat)
        deciding.set()

    with ThreadPoolExecutor(2) as both:
        for each in [both.submit(on_its_own_connection, act) for act in (bring_in, decide)]:
            each.result(60)
    finding.refresh_from_db()
    assert (finding.state, finding.summary) == ("confirmed", "From the file.")


def test_the_field_does_not_wait_for_an_import(rows_are_locked):
    cast = make_cast()
    payload = a_visit()
    first = send(payload, cast)
    told = [{"id": str(uuid4()), "summary": "A quarrel."}]
    arrivals = [a_visit(findings=told), following(first, payload, findings=[{**told[0]}])]
    with ThreadPoolExecutor(1) as field:

        def arrive() -> list[str]:
            return [send(each, cast).outcome for each in arrivals]

        with transaction.atomic():
            hold_mission(cast)
            arriving = field.submit(on_its_own_connection, arrive)
            early = arriving.result(LONG) if rows_are_locked else None
        outcomes = early or arriving.result(60)
    assert outcomes == ["stored", "stored"]
    assert stored(first).latest_revision == 2
