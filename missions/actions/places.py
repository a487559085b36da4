"""Keeping a mission's areas."""

from django.db import transaction

from missions.actions.keeping import delete_record, save_record
from missions.actions.records import move_evidence_on
from missions.models import Account, Area
from missions.rules import check_can_lie_in


@transaction.atomic
def save_area(area: Area, *, by: Account | str | None) -> None:
    """Store an area. Raises NotAllowed where it would lie in itself or its code is taken."""
    check_can_lie_in(area, area.parent)
    if save_record(area, mission=area.mission, by=by):
        move_evidence_on(area.mission)


@transaction.atomic
def delete_area(area: Area, *, by: Account | str | None) -> None:
    """Delete an area that nothing lies in and nothing names. Raises NotAllowed."""
    mission = area.mission
    delete_record(area, mission=mission, by=by)
    move_evidence_on(mission)
