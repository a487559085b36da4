"""What is noted where records leave the installation as a file."""

from typing import Any

from django.db import transaction

from missions import audit
from missions.models import Account, Mission


@transaction.atomic
def note_list_taken(
    *, mission: Mission | None, name: str, format_name: str, rows: int, by: Any
) -> None:
    """Note in the audit that somebody downloaded a list, and how much of it."""
    account = by if isinstance(by, Account) else None
    record = mission or account
    if record is None:
        return
    audit.record(
        by=account,
        action="list downloaded",
        record=record,
        mission=mission,
        changes={"list": name, "format": format_name, "rows": rows},
    )
