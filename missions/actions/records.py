"""The bulk writes that an import needs, of any room's records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model

from missions import audit
from missions.models import Account, AuditRecord, Mission

# PostgreSQL takes 65,535 values in one statement; SQLite's own bound is seen to by Django.
BATCH = 2000


@dataclass(frozen=True)
class Change:
    """A record with new values: the model fields to write, and what the audit tells of it."""

    record: Model
    fields: frozenset[str]
    told: dict[str, Any]


@transaction.atomic
def create_many(
    *,
    records: Sequence[Any],
    mission: Mission,
    by: Account | str | None,
    action: str,
) -> None:
    """Store new records of one model, with one audit record each."""
    if not records:
        return
    type(records[0])._default_manager.bulk_create(records, batch_size=BATCH)
    told = audit.entry(by=by, action=action, record=records[0], mission=mission)
    for start in range(0, len(records), BATCH):
        _tell_of_all(told, records[start : start + BATCH])


def _tell_of_all(told: AuditRecord, records: Sequence[Any]) -> None:
    """Write what one audit record tells of each of these, which differ by their number alone.

    In one statement: ten thousand audit records made one by one take as long as all the rest.
    """
    number = told._meta.get_field("record_id")
    fields = [field for field in told._meta.local_concrete_fields[1:] if field is not number]
    name, source = connection.ops.quote_name, records[0]._meta
    primary = name(str(source.pk.column))
    # Only names of our own models stand in the statement; values are bound.
    columns = ", ".join(name(str(field.column)) for field in [*fields, number])
    statement = (
        f"INSERT INTO {name(told._meta.db_table)} ({columns})"  # nosec B608
        f" SELECT {', '.join(['%s'] * len(fields))}, CAST({primary} AS varchar(80))"
        f" FROM {name(source.db_table)}"
        f" WHERE {primary} IN ({', '.join(['%s'] * len(records))}) ORDER BY {primary}"
    )
    values = [field.get_db_prep_save(field.pre_save(told, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *(record.pk for record in records)])


@transaction.atomic
def update_many(
    *, changes: Sequence[Change], mission: Mission, by: Account | str | None, action: str
) -> None:
    """Write the changed fields of records of one model; what tells nothing is not audited."""
    if not changes:
        return
    fields = sorted(set().union(*(change.fields for change in changes)))
    if fields:
        records = [change.record for change in changes]
        type(records[0])._default_manager.bulk_update(records, fields, batch_size=500)
    audit.record_many(
        audit.entry(
            by=by, action=action, record=change.record, mission=mission, changes=change.told
        )
        for change in changes
        if change.told
    )


@transaction.atomic
def save_mission(
    mission: Mission, *, by: Account | str | None, action: str, changes: dict[str, Any]
) -> Mission:
    """Store a new or a changed mission and return it."""
    mission.save()
    audit.record(by=by, action=action, record=mission, mission=mission, changes=changes)
    return mission


def move_evidence_on(mission: Mission) -> None:
    """Say that the mission's evidence changed, so that nothing worked out before is shown."""
    Mission.objects.filter(pk=mission.pk).update(evidence_version=F("evidence_version") + 1)


def remember_digests(records: Iterable[Any]) -> None:
    """Store how the import left these records; no change of theirs, so nothing is audited."""
    kept = list(records)
    if kept:
        type(kept[0])._default_manager.bulk_update(kept, ["import_digest"], batch_size=500)
