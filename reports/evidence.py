"""The records behind sentences, with what a page needs to name them and lead to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce

from missions.models import Meeting, Mission, SourceDocument
from reports.draft_types import Evidence
from visits.models import Finding, Visit

KINDS = ("visits", "findings", "meetings", "sources")


@dataclass(frozen=True)
class Record:
    """One record: `visit` is the visit whose page shows it, `where` its place or its address."""

    kind: str
    code: str
    visit: UUID | None
    words: str
    where: str


Records = dict[tuple[str, str], Record]


def records_behind(mission: Mission, evidence: Iterable[Evidence]) -> Records:
    """Return the records named by some evidence, by kind and code; at most one query."""
    wanted: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for each in evidence:
        for kind in KINDS:
            wanted[kind] |= set(getattr(each, kind))
    parts = [_PARTS[kind](mission, codes) for kind, codes in wanted.items() if codes]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True)
    return {(row[0], row[1]): Record(*row) for row in rows}


def _text(expression: Any) -> Cast:
    return Cast(expression, TextField())


def _rows(rows: QuerySet[Any], kind: str, visit: Any, words: Any, where: Any) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(
            r_kind=_text(Value(kind)),
            r_code=_text(F("code")),
            r_visit=visit,
            r_words=_text(words),
            r_where=_text(where),
        )
        .values_list("r_kind", "r_code", "r_visit", "r_words", "r_where")
    )


def _visits(mission: Mission, codes: set[str]) -> QuerySet[Any, Any]:
    rows = Visit.objects.filter(mission=mission, code__in=codes)
    number = Coalesce(F("station__number"), F("station_number"))
    area = Coalesce(F("area__name"), Value(""))
    return _rows(rows, "visits", F("uuid"), number, area)


def _findings(mission: Mission, codes: set[str]) -> QuerySet[Any, Any]:
    rows = Finding.objects.filter(mission=mission, code__in=codes)
    return _rows(rows, "findings", F("visit__uuid"), F("summary"), Value(""))


def _meetings(mission: Mission, codes: set[str]) -> QuerySet[Any, Any]:
    rows = Meeting.objects.filter(mission=mission, code__in=codes)
    return _rows(rows, "meetings", _no_visit(), F("organisation"), Value(""))


def _sources(mission: Mission, codes: set[str]) -> QuerySet[Any, Any]:
    rows = SourceDocument.objects.filter(mission=mission, code__in=codes)
    return _rows(rows, "sources", _no_visit(), F("title"), F("url"))


def _no_visit() -> Cast:
    return Cast(Value(None), UUIDField())


_PARTS = {
    "visits": _visits,
    "findings": _findings,
    "meetings": _meetings,
    "sources": _sources,
}
