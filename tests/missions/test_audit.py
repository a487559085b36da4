"""The audit: append-only on both databases, sealed in order, and a break is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from missions.audit import BATCH, entry, first_break, record, record_many, seal_pending
from missions.models import AuditChain, AuditRecord, AuditSeal
from tests.conftest import _execute, triggers
from tests.factories import AccountFactory, AuditRecordFactory, MissionFactory

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    """The database's refusal of an act, as a text."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        act()
    return str(caught.value)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def tamper(sql: str) -> None:
    """Do what the triggers refuse, as somebody who owns the database can."""
    _execute(triggers._undo(connection.vendor))
    run(sql)
    _execute(triggers._statements(connection.vendor))


def test_a_record_says_who_did_what_to_which_record():
    mission, account = MissionFactory(), AccountFactory(email="someone@example.org")
    made = record(by=account, action="renamed", record=mission, mission=mission, changes={"a": 1})
    kept = AuditRecord.objects.get(pk=made.pk)
    assert (kept.account_id, kept.by) == (account.pk, "someone@example.org")
    assert (kept.action, kept.mission_id) == ("renamed", mission.pk)
    assert (kept.record_type, kept.record_id) == ("missions.mission", str(mission.pk))
    assert kept.changes == {"a": 1}


def test_what_a_command_writes_is_done_by_the_system_in_the_commands_name():
    assert AuditRecordFactory(by="import_mission").by == "system: import_mission"
    assert AuditRecordFactory(by=None).by == "system"


def test_saving_a_changed_record_is_refused():
    made = AuditRecordFactory()
    made.action = "something else"
    assert "append-only" in refused(made.save)


def test_a_queryset_update_is_refused():
    AuditRecordFactory()
    assert "append-only" in refused(lambda: AuditRecord.objects.update(by="nobody"))


def test_deleting_a_record_is_refused():
    assert "append-only" in refused(AuditRecordFactory().delete)


def test_a_queryset_delete_is_refused():
    AuditRecordFactory()
    assert "append-only" in refused(lambda: AuditRecord.objects.all().delete())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_auditrecord SET action = 'other'",
        "DELETE FROM missions_auditrecord",
        "UPDATE missions_auditseal SET digest = 'other'",
        "DELETE FROM missions_auditseal",
    ],
)
def test_raw_sql_is_refused_too(sql):
    AuditRecordFactory()
    seal_pending()
    assert "append-only" in refused(lambda: run(sql))


def test_records_are_sealed_in_the_order_they_were_written():
    made = AuditRecordFactory.create_batch(5)
    assert seal_pending() == 5
    assert list(AuditSeal.objects.values_list("number", "record")) == [
        (number, each.pk) for number, each in enumerate(made, start=1)
    ]


def test_sealing_again_seals_only_what_is_new():
    AuditRecordFactory.create_batch(2)
    seal_pending()
    assert seal_pending() == 0
    AuditRecordFactory()
    assert seal_pending() == 1
    assert AuditSeal.objects.count() == 3
    assert first_break() is None


def test_more_than_a_batch_is_sealed_in_one_go():
    mission = MissionFactory()
    record_many(
        entry(by=None, action="imported", record=mission, mission=mission) for _ in range(BATCH + 1)
    )
    assert seal_pending() == BATCH + 1
    assert first_break() is None


def test_an_untouched_chain_is_whole():
    AuditRecordFactory.create_batch(3, changes={"state": ["submitted", "verified"], "n": 1.5})
    seal_pending()
    assert first_break() is None


def test_an_empty_chain_is_whole():
    assert seal_pending() == 0
    assert first_break() is None


@pytest.mark.parametrize(
    "change",
    [
        "action = 'deleted'",
        "by = 'somebody else'",
        "account_id = 7",
        "mission_id = 7",
        "record_id = '7'",
        "at = '2020-01-01 00:00:00+00:00'",
    ],
)
def test_a_changed_record_is_found_in_its_place(change):
    made = AuditRecordFactory.create_batch(3)
    seal_pending()
    tamper(f"UPDATE missions_auditrecord SET {change} WHERE id = {made[1].pk}")
    assert first_break() == 2


def test_changed_changes_are_found():
    made = AuditRecordFactory(changes={"state": ["submitted", "set_aside"]})
    seal_pending()
    told = '{"state": ["submitted", "verified"]}'
    tamper(f"UPDATE missions_auditrecord SET changes = '{told}' WHERE id = {made.pk}")
    assert first_break() == 1


def test_a_record_taken_out_with_its_seal_is_found():
    made = AuditRecordFactory.create_batch(3)
    seal_pending()
    tamper(f"DELETE FROM missions_auditseal WHERE record_id = {made[1].pk}")
    assert first_break() == 2


def test_records_cut_off_at_the_end_are_found():
    made = AuditRecordFactory.create_batch(3)
    seal_pending()
    tamper(f"DELETE FROM missions_auditseal WHERE record_id = {made[2].pk}")
    assert first_break() == 3


def test_there_is_one_audit_chain():
    seal_pending()
    assert refused(lambda: AuditChain.objects.create(pk=2))
