"""The small records a draft needs, each kind few, read together in one query."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    Exists,
    F,
    Model,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat, JSONObject

from missions.models import Meeting, Mission, SourceDocument
from reports.models import Acknowledgement, BlockPlacement, BlockText, Judgement


@dataclass(frozen=True)
class Paper:
    """A judgement, source document, meeting, edited text and so on, with its columns in common.

    judgement: code is the key, text, person who signed, date signed. acknowledgement: code is
    the pattern, text the digest. source: text is the title, person the issuer, role the kind,
    theme, more its figure and quote. meeting: text is the organisation, person, role, date and
    last day. text: code is the sentence's key, text, person who wrote it, role what it speaks of,
    theme what it states, more the rest as JSON. placement: code is the key, text the sentence
    before it, person, role the section, theme the reason for a cut, more the rest as JSON.
    """

    kind: str
    code: str
    text: str
    person: str
    role: str
    theme: str
    date: dt.date | None
    end_date: dt.date | None
    more: str


def papers_of(mission: Mission, kind: str, language: str) -> dict[str, list[Paper]]:
    """Return the papers of a draft by kind, each by date and code, in one query.

    Of edited texts and placements only those that hold, and the texts kept beside that no
    other has merged yet.
    """
    first, *others = [*_records(mission), *_edits(mission, kind, language)]
    found: dict[str, list[Paper]] = defaultdict(list)
    for row in first.union(*others, all=True):
        found[row[0]].append(Paper(*row))
    for papers in found.values():
        papers.sort(key=lambda paper: (paper.date or dt.date.max, paper.code))
    return dict(found)


def _text(value: str = "") -> Cast:
    return Cast(Value(value), TextField())


def _paper(rows: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any, Any]:
    """Return the rows of one kind of record with the columns all papers have."""
    nothing = Cast(Value(None), DateField())
    told: dict[str, Any] = {
        "p_kind": Cast(Value(kind), CharField()),
        "p_code": _text(),
        "p_text": _text(),
        "p_person": _text(),
        "p_role": _text(),
        "p_theme": _text(),
        "p_date": nothing,
        "p_end": nothing,
        "p_more": _text(),
    }
    for name, column in columns.items():
        is_date = name in ("p_date", "p_end")
        value = F(column) if isinstance(column, str) else column
        told[name] = Cast(value, DateField() if is_date else TextField())
    return rows.order_by().annotate(**told).values_list(*told)


def _records(mission: Mission) -> list[QuerySet[Any, Any]]:
    def of(model: type[Model]) -> QuerySet[Any]:
        return model._default_manager.filter(mission=mission)

    return [
        _paper(
            of(Judgement),
            "judgement",
            p_code="key",
            p_text="text",
            p_person="signed_by",
            p_date="signed_on",
        ),
        _paper(of(Acknowledgement), "acknowledgement", p_code="pattern", p_text="evidence_digest"),
        _paper(
            of(SourceDocument),
            "source",
            p_code="code",
            p_text="title",
            p_person="issuer",
            p_role="kind",
            p_theme="theme",
            p_more=Concat("figure", Value(" "), "quote", output_field=TextField()),
        ),
        _paper(
            of(Meeting),
            "meeting",
            p_code="code",
            p_text="organisation",
            p_person="person",
            p_role="position",
            p_date="date",
            p_end="end_date",
        ),
    ]


def _edits(mission: Mission, kind: str, language: str) -> list[QuerySet[Any, Any]]:
    here = {"block__statement__mission": mission, "block__statement__kind": kind}
    later = BlockText.objects.filter(
        block=OuterRef("block"),
        language=OuterRef("language"),
        beside=False,
        number__gt=OuterRef("number"),
    )
    texts = BlockText.objects.filter(**here, language=language)
    moved = BlockPlacement.objects.filter(block=OuterRef("block"), number__gt=OuterRef("number"))
    return [
        _wording(texts.filter(~Exists(later), beside=False), "text"),
        _wording(texts.filter(beside=True, merged_by=None), "beside"),
        _paper(
            BlockPlacement.objects.filter(~Exists(moved), **here),
            "placement",
            p_code="block__key",
            p_text="after",
            p_person="account__name",
            p_role="section",
            p_theme="reason",
            p_more=JSONObject(record="pk", at="at", cut="cut"),
        ),
    ]


def _wording(rows: QuerySet[BlockText], kind: str) -> QuerySet[Any, Any]:
    return _paper(
        rows,
        kind,
        p_code="block__key",
        p_text="text",
        p_person="account__name",
        p_role="about",
        p_theme="stated",
        p_more=JSONObject(
            record="pk", at="at", findings="findings", meetings="meetings", sources="sources"
        ),
    )
