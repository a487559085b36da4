"""The audit: append-only on both databases, sealed in order, and a break is found."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from missions.audit import BATCH, entry, first_break, record, record_many, seal_pending
from missions.models import AuditChain, AuditRecord, AuditSeal
from observers.models import Observer, Person
from tests.conftest import _execute, triggers
from tests.factories import AccountFactory, AuditRecordFactory, MissionFactory, PersonFactory

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


def test_a_table_of_the_audit_is_never_emptied_at_once():
    if connection.vendor == "postgresql":
        assert "append-only" in refused(lambda: run("TRUNCATE missions_auditrecord CASCADE"))
        assert "append-only" in refused(lambda: run("TRUNCATE missions_auditseal"))
    else:
        # Where there is no such statement, a DELETE without condition is the nearest one.
        AuditRecordFactory()
        assert "append-only" in refused(lambda: run("DELETE FROM missions_auditrecord"))


def test_no_row_is_put_in_the_place_of_another():
    AuditRecordFactory.create_batch(2)
    seal_pending()
    columns = [field.column for field in AuditRecord._meta.fields]
    act = AuditRecord.objects.first()
    quoted = ", ".join("'other'" if name == "action" else f'"{name}"' for name in columns)
    insert = "INSERT" if connection.vendor == "postgresql" else "INSERT OR REPLACE"
    with pytest.raises(DatabaseError), transaction.atomic():
        run(
            f"{insert} INTO missions_auditrecord ({', '.join(columns)}) "
            f"SELECT {quoted} FROM missions_auditrecord WHERE id = {act.pk}"
        )
    assert first_break() is None


def test_of_personal_fields_the_audit_keeps_the_names_alone():
    person = PersonFactory()
    told = {"phone": ["", "+90 555"], "account": ["", 7]}
    made = record(by=None, action="changed", record=person, mission=None, changes=told)
    assert AuditRecord.objects.get(pk=made.pk).changes == {"phone": None, "account": ["", 7]}


PERSONAL = {"email", "phone", "gender", "nationality", "person", "told_by", "accreditation_number"}


def test_every_model_with_a_personal_field_says_so():
    # Of packages' models, none of which is ever audited, there is nothing to say.
    rooms = ("missions", "observers", "visits", "reports")
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in rooms
        for field in model._meta.concrete_fields
        if field.name in PERSONAL
        and not field.is_relation
        and field.name not in getattr(model, "PERSONAL_FIELDS", ())
    ]
    assert not undeclared


def test_what_a_model_calls_personal_is_a_field_of_it_or_of_its_person():
    people = {field.name for field in Person._meta.fields}
    for model in apps.get_models():
        named = {field.name for field in model._meta.fields}
        if model is Observer:
            named |= people
        assert getattr(model, "PERSONAL_FIELDS", frozenset()) <= named


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
