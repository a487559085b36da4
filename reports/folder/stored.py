"""What the installation already holds of a mission, as the records behind the files' rows."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Collate

from missions.models import Mission
from observers.models import TeamMember
from reports.folder.columns import Table
from reports.folder.tables import TABLES
from visits.models import Review

CHUNK = 2000


class Stored:
    """The records of one mission, each file's read at most once and tied to each other.

    `mission` may be unsaved: then nothing is stored yet.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self._read: dict[str, dict[Any, Any]] = {}
        self._by_number: dict[str, dict[int, Any]] = {}

    def records(self, name: str) -> dict[Any, Any]:
        """Return a file's records by what their rows are known by: the code, or a tuple."""
        if name not in self._read:
            table = TABLES[name]
            found = list(self.stream(name))
            self._read[name] = {_key(table, record): record for record in found}
            self._by_number[name] = {record.pk: record for record in found}
            self._tie_to_own_file(table, found)
        return self._read[name]

    def hold(self, name: str, records: dict[Any, Any]) -> None:
        """Take these as a file's records."""
        self._read[name] = records

    def find(self, name: str, code: Any) -> Any:
        """Return the record of a file with this code, or None."""
        return self.records(name).get(code)

    def stream(self, name: str) -> Iterator[Any]:
        """Yield a file's records in their order, tied to the records of the files before."""
        if self.mission.pk is None:
            return
        table = TABLES[name]
        prepare = _PREPARE.get(name, lambda records: None)
        rows = _in_order(table, table.model._default_manager.filter(mission=self.mission))
        chunk: list[Any] = []
        for record in rows.iterator(chunk_size=CHUNK):
            chunk.append(record)
            if len(chunk) == CHUNK:
                yield from self._tied(table, chunk, prepare)
                chunk = []
        yield from self._tied(table, chunk, prepare)

    def _tied(
        self, table: Table, records: list[Any], prepare: Callable[[list[Any]], None]
    ) -> list[Any]:
        for column in table.columns:
            if column.refers and column.refers != table.name:
                self.records(column.refers)
                known = self._by_number[column.refers]
                for record in records:
                    if number := getattr(record, f"{column.kept_as}_id"):
                        setattr(record, column.kept_as, known[number])
        prepare(records)
        return records

    def _tie_to_own_file(self, table: Table, records: list[Any]) -> None:
        for column in table.columns:
            if column.refers == table.name:
                known = self._by_number[table.name]
                for record in records:
                    if number := getattr(record, f"{column.kept_as}_id"):
                        setattr(record, column.kept_as, known[number])


def _key(table: Table, record: Any) -> Any:
    key = tuple(table.by_name[name].text(record) for name in table.key)
    return key[0] if len(key) == 1 else key


def bytewise(path: str) -> Collate:
    """Return an order that is the same on both databases, whatever language they sort by."""
    return Collate(F(path), "C" if connection.vendor == "postgresql" else "BINARY")


def _in_order(table: Table, rows: QuerySet[Any]) -> QuerySet[Any]:
    if table.name == "observers":
        rows = rows.select_related("person")
    orders = {"deployments": ("team__code", "station__code", "stage"), "judgements": ("key",)}
    return rows.order_by(*map(bytewise, orders.get(table.name, ("code",))))


def _with_members(teams: list[Any]) -> None:
    """Let each team carry the codes of its members."""
    codes: dict[int, list[str]] = {}
    places = TeamMember.objects.filter(team__in=[team.pk for team in teams])
    for team, code in places.values_list("team", "observer__code"):
        codes.setdefault(team, []).append(code)
    for team in teams:
        team.member_codes = tuple(sorted(codes.get(team.pk, ())))


def with_reviews(visits: list[Any]) -> None:
    """Let each visit carry what the last review of its standing revision says."""
    by_number = {visit.pk: visit for visit in visits}
    for visit in by_number.values():
        visit.review_note, visit.reviewed_by, visit.reviewed_at = "", "", None
    # Not the revisions themselves: each has the bytes of what was sent.
    reviews = Review.objects.filter(revision__visit__in=by_number).order_by("pk")
    columns = ("decision", "note", "reviewed_by", "account__name", "reviewed_at")
    for number, standing, decision, note, reviewed_by, account, at in reviews.values_list(
        "revision__visit", "revision__number", *columns
    ):
        visit = by_number[number]
        if standing == visit.standing_revision and decision == visit.state:
            visit.review_note, visit.reviewed_by = note, reviewed_by or account or ""
            visit.reviewed_at = at


_PREPARE: dict[str, Callable[[list[Any]], None]] = {
    "teams": _with_members,
    "visits": with_reviews,
}
