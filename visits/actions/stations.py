"""Keeping the mission's stations; visits and findings lie where their station lies."""

from typing import Any

from django.db import transaction

from missions.actions import Change, delete_record, move_evidence_on, save_record, update_many
from missions.actions.keeping import lock_mission
from missions.models import Account, Area, Mission, Station
from visits.models import Finding, Visit
from visits.rules_of_stations import check_can_be_of_kind, check_can_lie_in

MOVED = "moved with its station"


@transaction.atomic
def save_station(station: Station, *, mission: Mission, by: Account | str | None) -> None:
    """Store a station; where it moves to another area, what was seen there moves with it.

    Raises NotAllowed where its kind does not fit what is planned or was seen there, where the
    area is another mission's, and where its code is taken.
    """
    lock_mission(mission)
    check_can_lie_in(mission, station.area)
    check_can_be_of_kind(station, station.kind)
    changes = save_record(station, mission=mission, by=by)
    if "area" in changes and changes["area"][0]:
        _move(station, mission, by)
    if changes:
        move_evidence_on(mission)


@transaction.atomic
def delete_station(station: Station, *, mission: Mission, by: Account | str | None) -> None:
    """Delete a station that nothing depends on. Raises NotAllowed."""
    delete_record(station, mission=mission, by=by)
    move_evidence_on(mission)


def _move(station: Station, mission: Mission, by: Account | str | None) -> None:
    """Visits first, then findings: the order in which an intake locks them."""
    for model in (Visit, Finding):
        records = model._default_manager.filter(station=station).exclude(area=station.area)
        locked = records.select_for_update(of=("self",)).select_related("area").order_by("pk")
        changes = [_moved(record, station.area) for record in locked]
        update_many(changes=changes, mission=mission, by=by, action=MOVED)


def _moved(record: Any, area: Area) -> Change:
    before, record.area = record.area, area
    told = {"area": [before.code if before else "", area.code]}
    return Change(record, frozenset({"area"}), told)
