"""Storing what an import of a mission folder planned: all of it, in one transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

from missions.actions import (
    Change,
    create_many,
    move_evidence_on,
    remember_digests,
    save_mission,
    update_many,
)
from missions.models import Account, Mission
from observers.actions import create_observers, place_members
from reports.actions.imported_visits import write_visits
from reports.actions.moved_stations import move_with_stations
from reports.folder.planning import Plan, Planner, stamp
from reports.folder.visit_plans import PlannedVisit
from visits.form_versions import publish_mission_forms
from visits.models import Visit

IMPORTED = "imported"
UPDATED = "updated by an import"


@transaction.atomic
def write_import(planner: Planner, visits: list[PlannedVisit], *, by: Account | str) -> None:
    """Store all that an import planned, in the order in which rows refer to each other."""
    _write_mission(planner, by)
    for name in ("areas", "stations", "delegations", "observers", "teams", "deployments"):
        _write(planner.plans[name], planner.mission, by)
    _place(planner)
    for name in ("meetings", "questions"):
        _write(planner.plans[name], planner.mission, by)
    if planner.plans["questions"].new or planner.plans["questions"].changed:
        publish_mission_forms(planner.mission, by=by)
    write_visits(visits, mission=planner.mission, by=by)
    move_with_stations(planner, by=by)
    for name in ("findings", "sources", "judgements"):
        _write(planner.plans[name], planner.mission, by)
    if any(plan.new or plan.changed for plan in planner.plans.values()) or any(
        each.changes for each in visits
    ):
        move_evidence_on(planner.mission)


def _write_mission(planner: Planner, by: Account | str) -> None:
    plan, mission = planner.plans["mission"], planner.mission
    stamp(plan.table, [mission])
    if plan.new:
        save_mission(mission, by=by, action=IMPORTED, changes={"slug": ["", mission.slug]})
    for change in plan.changed:
        save_mission(mission, by=by, action=UPDATED, changes=change.told)


def _write(plan: Plan, mission: Mission, by: Account | str) -> None:
    """Store the new and the changed records of one file."""
    stamp(plan.table, plan.new)
    _CREATE.get(plan.table.name, _create)(plan.new, mission, by)
    by_model: dict[type, list[Change]] = defaultdict(list)
    for change in plan.changed:
        by_model[type(change.record)].append(change)
    for changes in by_model.values():
        update_many(changes=changes, mission=mission, by=by, action=UPDATED)
    touched = {id(change.record) for change in plan.changed}
    remember_digests(
        stamp(
            plan.table,
            (
                record
                for record in plan.records.values()
                if record.pk and touched & {id(record), id(getattr(record, "person", None))}
            ),
        )
    )


def _create(records: list[Any], mission: Mission, by: Account | str) -> None:
    create_many(records=records, mission=mission, by=by, action=IMPORTED)


def _create_observers(records: list[Any], mission: Mission, by: Account | str) -> None:
    create_observers(observers=records, mission=mission, by=by, action=IMPORTED)


def _create_areas(records: list[Any], mission: Mission, by: Account | str) -> None:
    """Store areas from the widest down: an area refers to the one it lies in."""
    waiting = records
    while waiting:
        ready = [area for area in waiting if area.parent is None or area.parent.pk]
        _create(ready, mission, by)
        waiting = [area for area in waiting if area.pk is None]


def _create_findings(records: list[Any], mission: Mission, by: Account | str) -> None:
    """Store findings, then say which repeats which: they may repeat each other."""
    repeated = {id(finding): finding.duplicate_of for finding in records}
    for finding in records:
        finding.duplicate_of = None
        if finding.visit is not None and finding.visit.pk is None:
            finding.visit = Visit.objects.get(mission=mission, code=finding.visit.code)
    _create(records, mission, by)
    changes = []
    for finding in records:
        if repeated[id(finding)] is not None:
            finding.duplicate_of = repeated[id(finding)]
            changes.append(Change(finding, frozenset({"duplicate_of"}), {}))
    update_many(changes=changes, mission=mission, by=by, action=IMPORTED)


_CREATE: dict[str, Callable[[list[Any], Mission, Account | str], None]] = {
    "areas": _create_areas,
    "observers": _create_observers,
    "findings": _create_findings,
}


def _place(planner: Planner) -> None:
    """Give the teams of this import their members."""
    plan = planner.plans["teams"]
    written = {id(team) for team in plan.new}
    written |= {id(change.record) for change in plan.changed if "members" in change.told}
    place_members(
        teams={
            team: [planner.find("observers", code) for code in team.member_codes]
            for team in plan.records.values()
            if id(team) in written
        }
    )
