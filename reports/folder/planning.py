"""What an import would do to the records of one file: which are new, which change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from missions.actions import Change
from missions.models import Mission
from observers.models import Observer, Person
from reports.folder.columns import Table
from reports.folder.problems import Problems
from reports.folder.rows import Row, texts_of
from reports.folder.stored import Stored

# How far a review has come; what is not listed is decided.
PROGRESS = {"submitted": 0, "new": 0, "returned": 1, "called_back": 1}
DECIDED = 2


@dataclass
class Plan:
    """What happens to one file's records; nothing is written yet."""

    table: Table
    new: list[Any] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    # The records of the rows, new and old, by what a row is known by.
    rows: dict[Any, Row] = field(default_factory=dict)
    records: dict[Any, Any] = field(default_factory=dict)
    # Rows whose review stays: people decided here, or it speaks of what no import wrote.
    kept_reviews: list[str] = field(default_factory=list)
    # Rows whose review stays because it would move back.
    sent_back: list[str] = field(default_factory=list)


class Planner:
    """Plans one import, file after file, so that a row finds the rows it refers to."""

    def __init__(
        self, mission: Mission, stored: Stored, problems: Problems, *, over_changes: bool = False
    ) -> None:
        self.mission, self.stored, self.problems = mission, stored, problems
        # Whether a row may write over what was changed here since the last import.
        self.over_changes = over_changes
        self.plans: dict[str, Plan] = {}

    def find(self, name: str, code: Any) -> Any:
        """Return the record of a file's row: of this import, or stored before; None if none."""
        plan = self.plans.get(name)
        found = plan.records.get(code) if plan else None
        return found if found is not None else self.stored.find(name, code)

    def final(self, name: str) -> dict[Any, Any]:
        """Return all records of a file as they will be after the import."""
        plan = self.plans.get(name)
        return {**self.stored.records(name), **(plan.records if plan else {})}

    def plan(self, table: Table, rows: Sequence[Row]) -> Plan:
        """Plan the rows of one file and return the plan."""
        plan = self.plans[table.name] = Plan(table)
        resolved = [(row, row_key(table, row)) for row in rows]
        before = [(row, key, self.stored.find(table.name, key)) for row, key in resolved]
        for row, key, record in before:
            plan.rows[key] = row
            plan.records[key] = record if record is not None else blank(table, self.mission)
        for row, key, record in before:
            self.check_references(table, row)
            if record is None:
                self.fill(table, plan.records[key], row.values)
                plan.new.append(plan.records[key])
            else:
                self._compare(plan, key, record, row)
        return plan

    def check_references(self, table: Table, row: Row) -> None:
        """Note each code in a row that is nowhere, and take it out of the row."""
        for column in table.columns:
            code = row.values.get(column.name) if column.refers else None
            if code and self.find(column.refers, code) is None:
                self.refuse_reference(row, column.name, code, column.refers)
                del row.values[column.name]

    def refuse_reference(self, row: Row, column: str, code: str, name: str) -> None:
        """Note that a row names what is nowhere."""
        expected = _("the code of a row of %(name)s") % {"name": name}
        self.problems.add(row.file, row.line_of(column), column, code, expected)

    def fill(self, table: Table, record: Any, values: dict[str, Any]) -> None:
        """Give a record the values of a row."""
        for name, value in values.items():
            column = table.column(name)
            if column is not None:
                column.put(record, value, self.find)

    def _compare(self, plan: Plan, key: Any, record: Any, row: Row) -> None:
        table = plan.table
        before, given = table.texts(record), texts_of(table, row.values)
        changed = {name for name, text in given.items() if before.get(name, "") != text}
        for name in changed & set(table.fixed):
            expected = _("what it is here: %(value)s") % {"value": before.get(name, "")}
            self.problems.add(row.file, row.line_of(name), name, given[name], expected)
        moved = changed & set(table.review)
        changed -= moved
        changed_here = table.digest(before) != table.row_part(record.import_digest)
        if changed and changed_here and not self.over_changes:
            self.refuse_changed_here(row, key, sorted(changed)[0], given)
        if moved:
            stays = self._review_stays(plan, record.import_digest, before, given)
            if stays is not None:
                stays.append(str(key))
                moved = set()
        self._change(plan, record, row, before, given, changed | moved)

    def _review_stays(
        self, plan: Plan, mark: str, before: dict[str, str], given: dict[str, str]
    ) -> list[str] | None:
        """Return where to name a row whose review stays as it is here; None where it moves."""
        table, then = plan.table, plan.table.review_part(mark)
        told = {**before, **{name: given[name] for name in table.review if name in given}}
        decided_here = table.review_digest(before) != then
        if moves_on(before, told):
            # The file said this before somebody here decided otherwise: it is no news.
            said = decided_here and table.review_digest(told) == then
            return plan.kept_reviews if said else None
        if decided_here:
            return plan.kept_reviews
        return plan.sent_back if moves_on(told, before) else None

    def refuse_changed_here(self, row: Row, key: Any, column: str, given: dict[str, str]) -> None:
        """Note that a row would write over what somebody changed in the installation."""
        expected = _("the row as it is here: %(key)s was changed here since the last import") % {
            "key": key if isinstance(key, str) else " + ".join(key)
        }
        self.problems.add(row.file, row.line_of(column), column, given[column], expected)

    def _change(
        self,
        plan: Plan,
        record: Any,
        row: Row,
        before: dict[str, str],
        given: dict[str, str],
        changed: Iterable[str],
    ) -> None:
        columns = [plan.table.column(name) for name in sorted(changed)]
        known = [column for column in columns if column is not None]
        if not known:
            plan.unchanged += 1
            return
        for kept_by in sorted({column.kept_by for column in known}):
            own = [column for column in known if column.kept_by == kept_by]
            told = {
                each.name: None if each.personal else [before.get(each.name, ""), given[each.name]]
                for each in own
            }
            fields = frozenset(name for each in own for name in each.fields)
            holder = own[0].holder(record)
            plan.changed.append(Change(holder, _real(holder, fields), told))
        self.fill(plan.table, record, {column.name: row.values[column.name] for column in known})


def _real(record: Any, fields: frozenset[str]) -> frozenset[str]:
    """Return the fields that this model has: not every number's record keeps marks."""
    known = {each.name for each in record._meta.concrete_fields}
    return fields & known


def row_key(table: Table, row: Row) -> Any:
    """Return what a row is known by: its code, or a tuple."""
    key = table.key_of(row.values)
    return key[0] if len(key) == 1 else key


def blank(table: Table, mission: Mission) -> Any:
    """Return a new record of this mission with every default."""
    if table.model is Observer:
        return Observer(mission=mission, person=Person())
    if table.model is Mission:
        return mission
    record = table.model(mission=mission)
    if table.name == "teams":
        # Carried on the record until it is stored; no column.
        record.member_codes = ()  # type: ignore[attr-defined]
    return record


def moves_on(before: dict[str, str], given: dict[str, str]) -> bool:
    """Return whether the file's review state is further than the one here."""
    here, there = before.get("state", ""), given.get("state", "")
    return PROGRESS.get(there, DECIDED if there else 0) > PROGRESS.get(here, DECIDED if here else 0)


def stamp(table: Table, records: Iterable[Any]) -> list[Any]:
    """Let each record remember how this import leaves it, and return the records."""
    stamped = list(records)
    for record in stamped:
        record.import_digest = table.mark(table.texts(record))
    return stamped
