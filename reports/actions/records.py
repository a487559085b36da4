"""Storing and deleting meetings and source documents: drafts tell both."""

from django.db import transaction

from missions.actions import move_evidence_on
from missions.actions.keeping import delete_record, save_record
from missions.models import Account, Mission
from reports.resting import Bound, check_can_remove


@transaction.atomic
def keep_record(record: Bound, *, mission: Mission, by: Account | str | None) -> None:
    """Store a new or a changed meeting or source document.

    Raises NotAllowed where its code was taken meanwhile.
    """
    if save_record(record, mission=mission, by=by):
        move_evidence_on(mission)


@transaction.atomic
def remove_record(record: Bound, *, mission: Mission, by: Account | str | None) -> None:
    """Delete a meeting or source document that no sentence rests on.

    Raises NotAllowed with the sentences that do.
    """
    # First, so that no draft is edited on it between the asking and the deleting.
    move_evidence_on(mission)
    check_can_remove(record)
    delete_record(record, mission=mission, by=by)
