"""What lies where a station lies: visits and findings follow one that an import moves."""

from typing import Any

from django.db import transaction

from missions.actions import Change, update_many
from missions.models import Account, Area, Station
from reports.folder.planning import Planner
from reports.folder.tables import TABLES
from visits.models import Visit

FINDINGS = TABLES["findings"]
ACTION = "moved with its station by an import"
# The stations that were moved, each with the code of the area it lay in before.
Moved = dict[int, tuple[Station, str]]


@transaction.atomic
def move_with_stations(planner: Planner, *, by: Account | str) -> None:
    """Give visits and findings at the stations that this import moved the stations' new areas.

    Visits first, then findings: the order in which an intake locks them.
    """
    moved = _moved(planner)
    if not moved:
        return
    visits = Visit.objects.filter(station__in=moved).select_related("area").order_by("pk")
    changes = [_move(visit, moved[visit.station_id or 0][0]) for visit in visits]
    update_many(
        changes=[each for each in changes if each], mission=planner.mission, by=by, action=ACTION
    )
    findings = [
        _move_finding(each, moved[each.station_id][0]) for each in _findings(planner, moved)
    ]
    update_many(
        changes=[each for each in findings if each], mission=planner.mission, by=by, action=ACTION
    )


def _moved(planner: Planner) -> Moved:
    """Return the stations that lie in another area than before, by their numbers."""
    return {
        change.record.pk: (change.record, change.told["area"][0])
        for change in planner.plans["stations"].changed
        if "area" in change.told and isinstance(change.record, Station)
    }


def _findings(planner: Planner, moved: Moved) -> list[Any]:
    """Return the findings that lay where these stations lay, unless their row says the area."""
    plan = planner.plans.get("findings")
    named = {code for code, row in plan.rows.items() if row.values.get("area")} if plan else set()
    return [
        finding
        for code, finding in planner.stored.records("findings").items()
        if code not in named
        and finding.station_id in moved
        and finding.area is not None
        and finding.area.code == moved[finding.station_id][1]
    ]


def _move(record: Any, station: Station) -> Change | None:
    before: Area | None = record.area
    if before is None or before.pk == station.area.pk:
        return None
    record.area = station.area
    told = {"area": [before.code, station.area.code]}
    return Change(record, frozenset({"area"}), told)


def _move_finding(finding: Any, station: Station) -> Change | None:
    """Move a finding; where it was as an import left it, it still is."""
    mark = finding.import_digest
    as_imported = FINDINGS.digest(FINDINGS.texts(finding)) == FINDINGS.row_part(mark)
    change = _move(finding, station)
    if change is None or not as_imported:
        return change
    finding.import_digest = FINDINGS.digest(FINDINGS.texts(finding)) + FINDINGS.review_part(mark)
    return Change(finding, change.fields | {"import_digest"}, change.told)
