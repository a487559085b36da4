"""Importing a mission folder: read all, check all, then write all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from missions.models import Account, Mission
from reports.actions import write_import
from reports.folder.bounds import ANY, Bounds
from reports.folder.checks import check_mission
from reports.folder.own_questions import check_questions
from reports.folder.planning import Plan, Planner
from reports.folder.problems import FolderRefused, Problems
from reports.folder.rows import Row, read_mission, read_rows
from reports.folder.sheets import Sheet, open_sheets
from reports.folder.stored import Stored
from reports.folder.tables import TABLES
from reports.folder.visit_plans import PlannedVisit, VisitPlanner, made_uuid


@dataclass(frozen=True)
class Count:
    """What an import did to the rows of one file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Outcome:
    """What an import did: by file; and the rows whose review stays as it is here.

    `kept_reviews`: people here decided, or changed the row; `sent_back`: it would move back.
    `left_out`: files it was not to take in, each with the number of its rows.
    """

    slug: str
    counts: dict[str, Count] = field(default_factory=dict)
    kept_reviews: dict[str, list[str]] = field(default_factory=dict)
    sent_back: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def import_folder(
    path: Path, *, by: Account | str, dry_run: bool = False, bounds: Bounds = ANY
) -> Outcome:
    """Bring a mission folder in and return what it did; a dry run checks all and saves nothing.

    `bounds` say which files it may take in, and of which mission.

    Raises FolderRefused with every problem at once; then nothing was saved.
    """
    problems = Problems()
    sheets, left_out = bounds.within(open_sheets(path, problems))
    row = read_mission(sheets.get("mission"), problems)
    bounds.check_mission(row)
    with transaction.atomic():
        mission = _mission(row)
        with timezone.override(_zone(row, mission)):
            rows = {name: read_rows(sheet, problems) for name, sheet in _tables(sheets)}
        with timezone.override(UTC):
            planner = Planner(mission, Stored(mission), problems, over_changes=bounds.over_changes)
            visits = _plan(planner, row, _readable(rows))
            problems.refuse()
            write_import(planner, visits, by=by)
        transaction.set_rollback(dry_run)
    outcome = _outcome(mission, planner, visits, rows)
    outcome.left_out = left_out
    return outcome


def _tables(sheets: dict[str, Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Yield the sheets in the order in which their rows can be stored."""
    for name in TABLES:
        if name in sheets and name != "mission":
            yield name, sheets[name]


def _mission(row: Row | None) -> Mission:
    """Return the mission that the folder names, locked; an unsaved one where it is new."""
    slug = row.values.get("slug") if row else None
    # no_key: what only refers to the mission, as every visit that comes in, need not wait.
    locked = Mission.objects.select_for_update(no_key=True)
    known = locked.filter(slug=slug).first() if slug else None
    return known or Mission(slug=slug or "")


def _zone(row: Row | None, mission: Mission) -> ZoneInfo:
    return ZoneInfo((row.values.get("timezone") if row else None) or mission.timezone)


def _readable(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return the rows without the cells that could not be read; those are told already."""
    for each in (row for found in rows.values() for row in found):
        each.unread = {name for name, value in each.values.items() if value is None}
        for name in each.unread:
            del each.values[name]
    return rows


def _plan(planner: Planner, row: Row | None, rows: dict[str, list[Row]]) -> list[PlannedVisit]:
    """Plan every file and return the planned visits; what does not fit is noted."""
    _readable({"mission": [row] if row else []})
    mission = planner.mission
    if row is not None and row.values.get("slug"):
        planner.stored.hold("mission", {mission.slug: mission} if mission.pk else {})
        planner.plan(TABLES["mission"], [row])
    for name in ("areas", "stations", "delegations", "observers", "teams"):
        planner.plan(TABLES[name], rows.get(name, []))
    for name in ("deployments", "meetings", "questions"):
        planner.plan(TABLES[name], rows.get(name, []))
    forms = check_questions(planner)
    visits = VisitPlanner(planner, forms).plan(rows.get("visits", []), rows.get("answers", []))
    for name in ("findings", "sources", "judgements"):
        planner.plan(TABLES[name], rows.get(name, []))
    for finding in planner.plans["findings"].new:
        finding.uuid = finding.uuid or made_uuid(mission, "findings", finding.code)
    check_mission(planner)
    return visits


def _outcome(
    mission: Mission, planner: Planner, visits: list[PlannedVisit], rows: dict[str, list[Row]]
) -> Outcome:
    outcome = Outcome(mission.slug)
    spoken_of = {*rows, "mission"} | ({"visits"} if "answers" in rows else set())
    for name, plan in planner.plans.items():
        if name in spoken_of:
            outcome.counts[name] = _count_visits(visits) if name == "visits" else _count(plan)
        if plan.kept_reviews:
            outcome.kept_reviews[name] = plan.kept_reviews
        if plan.sent_back:
            outcome.sent_back[name] = plan.sent_back
    return outcome


def _count(plan: Plan) -> Count:
    changed = len(plan.rows) - len(plan.new) - plan.unchanged
    return Count(len(plan.new), changed, plan.unchanged)


def _count_visits(visits: list[PlannedVisit]) -> Count:
    """Count the visits that either file speaks of: an answer is a part of its visit."""
    new = sum(each.visit is None for each in visits)
    unchanged = sum(not each.changes for each in visits)
    return Count(new, len(visits) - new - unchanged, unchanged)


__all__ = ["Count", "FolderRefused", "Outcome", "import_folder"]
