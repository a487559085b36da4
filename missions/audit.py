"""Writing, sealing and checking the audit.

A record is written unsealed, in the transaction of the change. A sealer numbers and chains what
is committed, in batches and one at a time, so that parallel writers never queue on the chain's
head (docs/decisions/audit.md).
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model

from missions.models import Account, AuditChain, AuditRecord, AuditSeal, Mission
from missions.models.inserting import insert

BATCH = 1000


def _by(by: Account | str | None) -> tuple[int | None, str]:
    if isinstance(by, Account):
        return by.pk, by.email
    return None, f"system: {by}" if by else "system"


def entry(
    *,
    by: Account | str | None,
    action: str,
    record: Model,
    mission: Mission | None,
    changes: dict[str, Any] | None = None,
) -> AuditRecord:
    """Return an unsaved audit record: `by` an account, or the name of a command for the system.

    Of a field that the record's model calls personal only the name is kept: nothing in the audit
    can ever be erased.
    """
    account_id, name = _by(by)
    personal: frozenset[str] = getattr(record, "PERSONAL_FIELDS", frozenset())
    told = {key: None if key in personal else value for key, value in (changes or {}).items()}
    plain = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return AuditRecord(
        account_id=account_id,
        by=name,
        mission_id=mission.pk if mission else None,
        action=action,
        record_type=record._meta.label_lower,
        record_id=str(record.pk),
        changes=plain,
    )


def record(**what: Any) -> AuditRecord:
    """Write one audit record (arguments as in `entry`) and return it; call it with the change."""
    made = entry(**what)
    insert(made)
    return made


def record_many(entries: Iterable[AuditRecord]) -> None:
    """Write the audit records of a bulk change, with the change."""
    AuditRecord.objects.bulk_create(entries, batch_size=BATCH)


def digest(previous: str, number: int, act: AuditRecord) -> str:
    """Return the SHA-256 (hex) of a record in its place after `previous`."""
    told = [
        previous,
        number,
        act.pk,
        act.at.isoformat(),
        act.account_id,
        act.by,
        act.mission_id,
        act.action,
        act.record_type,
        act.record_id,
        act.changes,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def seal_pending() -> int:
    """Chain every committed record that has no seal yet; return how many were sealed."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    AuditChain.objects.get_or_create(pk=1)
    chain = AuditChain.objects.select_for_update().get(pk=1)
    waiting = list(AuditRecord.objects.filter(seal=None).order_by("pk")[:BATCH])
    seals = []
    for act in waiting:
        chain.sealed += 1
        chain.head = digest(chain.head, chain.sealed, act)
        seals.append(AuditSeal(number=chain.sealed, record=act, digest=chain.head))
    if seals:
        AuditSeal.objects.bulk_create(seals)
        chain.save(update_fields=["sealed", "head"])
    return len(seals)


def first_break() -> int | None:
    """Return the number of the first seal that does not fit its record, or None: chain whole."""
    previous, expected = "", 0
    for seal in AuditSeal.objects.select_related("record").order_by("number").iterator():
        expected += 1
        if seal.number != expected or seal.digest != digest(previous, expected, seal.record):
            return expected
        previous = seal.digest
    sealed = AuditChain.objects.values_list("sealed", flat=True).first() or 0
    return None if sealed == expected else expected + 1
