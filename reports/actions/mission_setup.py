"""Storing a mission and its settings."""

from django.db import transaction

from missions.actions import move_evidence_on, save_record
from missions.models import Account, Mission
from observers.rules import check_can_host


@transaction.atomic
def keep_mission(mission: Mission, *, by: Account | str | None) -> None:
    """Store a new mission, or changed settings; a change makes drafts read everything anew.

    Raises NotAllowed where an observer is a national of the host, and where the short name was
    taken meanwhile.
    """
    check_can_host(mission)
    if save_record(mission, mission=mission, by=by):
        move_evidence_on(mission)
