"""A mission as the rows of a mission folder: the inverse of importing one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from missions.models import Mission
from reports.folder.cells import tidy
from reports.folder.columns import Column, Table
from reports.folder.stored import CHUNK, Stored, bytewise
from reports.folder.tables import TABLES
from reports.folder.visit_content import PLACE_NOT_LISTED, answer_text
from visits.models import Answer


@dataclass(frozen=True)
class Part:
    """One file of a mission folder: its name, its header, and its rows, which come once."""

    name: str
    header: list[str]
    rows: Iterator[list[str]]


def mission_parts(mission: Mission) -> Iterator[Part]:
    """Yield every file of a mission's folder, rows in the order of their codes.

    The same records always give the same rows, on either database. Take the rows of a part before
    the next part.
    """
    stored = Stored(mission)
    with _mission_time(mission):
        for name, table in TABLES.items():
            if name == "mission":
                yield mission_part(mission)
            elif name == "answers":
                yield Part(name, [each.name for each in table.columns], _answers(mission))
            else:
                yield _part(table, stored)


@contextmanager
def _mission_time(mission: Mission) -> Iterator[None]:
    with timezone.override(mission.zone):
        yield


def mission_part(mission: Mission) -> Part:
    """Return mission.csv: a row for each detail the mission has."""
    table = TABLES["mission"]
    columns = [*table.columns, *table.further_columns([mission])]
    details = [[column.name, column.text(mission)] for column in columns]
    return Part("mission", ["key", "value"], iter([each for each in details if each[1]]))


def _part(table: Table, stored: Stored) -> Part:
    if table.name == "visits":
        visits = stored.stream("visits")
        return Part(table.name, _names(table.columns), _visits(table, visits))
    records = list(stored.records(table.name).values())
    columns = [*table.columns, *table.further_columns(records)]
    return Part(table.name, _names(columns), rows_of(columns, records))


def _names(columns: Any) -> list[str]:
    return [column.name for column in columns]


def rows_of(columns: list[Column], records: list[Any]) -> Iterator[list[str]]:
    """Yield the row of each record."""
    for record in records:
        yield [column.text(record) for column in columns]


def _visits(table: Table, visits: Iterator[Any]) -> Iterator[list[str]]:
    for visit in visits:
        listed = visit.station_id is not None
        yield [
            "" if listed and column.name in PLACE_NOT_LISTED else column.text(visit)
            for column in table.columns
        ]


def _answers(mission: Mission) -> Iterator[list[str]]:
    rows = Answer.objects.filter(visit__mission=mission)
    ordered = rows.order_by(bytewise("visit__code"), bytewise("question"), "pk")
    yield from joined_answers(ordered.annotate(of=F("visit__code")))


def joined_answers(rows: QuerySet[Answer, Any]) -> Iterator[list[str]]:
    """Yield visit, question, value and comment of each answer; chosen options are joined.

    `rows` come by visit and question, annotated with the name of the visit, `of`.
    """
    columns = ("of", "question", "value", "text", "approximate", "comment")
    values: QuerySet[Answer, Any] = rows.values_list(*columns)
    before: list[str] | None = None
    # A million rows: nothing is called for one that need not be.
    for visit, question, value, text, approximate, comment in values.iterator(CHUNK):
        told = answer_text(value, text, approximate) if text or approximate else value
        if before and before[1] == question and before[0] == visit:
            before[2] = f"{before[2]};{told}"
            before[3] = before[3] or (comment and tidy(comment))
            continue
        if before:
            yield before
        before = [visit, question, told, comment and tidy(comment)]
    if before:
        yield before
