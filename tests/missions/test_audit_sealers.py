"""Many writers and several sealers at once: one chain, nothing twice, nothing left out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from missions.audit import first_break, record, seal_pending
from missions.models import AuditRecord, AuditSeal
from tests.factories import AuditRecordFactory, MissionFactory
from visits.models import FormVersion

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(act: Callable[..., Any]) -> Callable[..., Any]:
    """The act, on a connection of its thread's own that is closed afterwards."""

    def acted(*args: Any) -> Any:
        try:
            return act(*args)
        finally:
            connection.close()

    return acted


def test_parallel_sealers_make_one_chain():
    AuditRecordFactory.create_batch(200)
    with ThreadPoolExecutor(8) as sealers:
        sealed = list(sealers.map(in_thread(lambda _: seal_pending()), range(8)))
    assert sum(sealed) == AuditSeal.objects.count() == 200
    assert first_break() is None


def test_sealing_while_others_write_leaves_nothing_out_once_they_are_done():
    mission = MissionFactory()

    def write(number: int) -> None:
        record(by=None, action=f"written {number}", record=mission, mission=mission)
        if number % 5 == 0:
            seal_pending()

    with ThreadPoolExecutor(10) as writers:
        list(writers.map(in_thread(write), range(100)))
    seal_pending()
    assert AuditRecord.objects.count() == AuditSeal.objects.count() == 100
    assert first_break() is None


def test_a_change_that_is_rolled_back_leaves_no_record():
    mission = MissionFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(by=None, action="renamed", record=mission, mission=mission)
        raise RuntimeError
    assert seal_pending() == 0
    assert not AuditRecord.objects.exists()


def test_after_a_flush_the_audit_is_still_protected_and_the_forms_exist():
    # The tests above emptied every table when they ended.
    assert FormVersion.objects.filter(mission=None).count() == 4
    AuditRecordFactory()
    with pytest.raises(DatabaseError, match="append-only"):
        AuditRecord.objects.all().delete()
