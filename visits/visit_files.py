"""The list of visits as a file: one row a visit, with its answers or without, never all at once.

What is written is in words, but for questions and answers: these are by code, as in a mission
folder, so that a file of one mission reads like that of another.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from missions.access import MissionRequest
from missions.actions import note_list_taken
from missions.enumerations import ChosenBy, Stage
from missions.list_files import streamed_file
from visits.definition import STAGES
from visits.form_versions import definition_of
from visits.models import Answer, ChairGender, FormVersion, Source, Visit, VisitState

AT_ONCE = 1000
YES_NO = {True: "yes", False: "no"}
# The heading, where the value is, and its words where it is one of a few.
COLUMNS: tuple[tuple[str, str, Any], ...] = (
    ("visit", "code", None),
    ("state", "state", VisitState),
    ("waits for review", "awaits_review", YES_NO),
    ("urgent answer waits", "urgent_waits", YES_NO),
    ("adverse", "adverse", YES_NO),
    ("flags", "flags", None),
    ("stage", "stage", Stage),
    ("station code", "station__code", None),
    ("station number", "station__number", None),
    ("station", "station__name", None),
    ("number as given", "station_number", None),
    ("place as given", "place", None),
    ("area", "area__name", None),
    ("team code", "team__code", None),
    ("team", "team__name", None),
    ("arrived", "arrived_at", None),
    ("departed", "departed_at", None),
    ("chosen by", "chosen_by", ChosenBy),
    ("with an official", "accompanied_by_official", YES_NO),
    ("registered voters", "registered_voters", None),
    ("voted so far", "voted_so_far", None),
    ("voted as of", "voted_as_of", None),
    ("commission members present", "commission_present", None),
    ("of these, women", "commission_women", None),
    ("chair", "chair_gender", ChairGender),
    ("contestants with agents", "agents_contestants", None),
    ("approximate numbers", "approximate", None),
    ("comments", "comments", None),
    ("came by", "source", Source),
    ("received", "received_at", None),
    ("revision shown", "standing_revision", None),
    ("latest revision", "latest_revision", None),
)
COMMENTS = "comments on answers"


def visits_file(
    request: MissionRequest, visits: QuerySet[Visit], *, format_name: str, answers: bool
) -> HttpResponseBase:
    """Return the download of these visits in their order; who took how many is audited.

    `answers`: with a column for each question, its values joined by ";" where it takes several.
    """
    name = "visits-with-answers" if answers else "visits"
    note_list_taken(
        mission=request.mission,
        name=name,
        format_name=format_name,
        rows=visits.count(),
        by=request.user,
    )
    rows = _with_answers(visits, request) if answers else _rows(visits, request)
    stem = f"{request.mission.slug}-{name}"
    return streamed_file(rows, stem=stem, title=_("Visits"), format_name=format_name)


def _rows(visits: QuerySet[Visit], request: MissionRequest) -> Iterator[Sequence[Any]]:
    yield [heading for heading, _path, _words in COLUMNS]
    for _pk, row in _read(visits, request):
        yield row


def _read(visits: QuerySet[Visit], request: MissionRequest) -> Iterator[tuple[int, list[Any]]]:
    """Yield the number of each visit and its row."""
    zone, paths = request.mission.zone, [path for _heading, path, _words in COLUMNS]
    worded = [
        (
            place,
            words if isinstance(words, dict) else {key: str(word) for key, word in words.choices},
        )
        for place, (_heading, _path, words) in enumerate(COLUMNS)
        if words
    ]
    moments = [place for place, path in enumerate(paths) if path.endswith("_at")]
    for pk, *row in visits.values_list("pk", *paths).iterator(AT_ONCE):
        for place, words in worded:
            row[place] = words.get(row[place], "")
        for place in moments:
            row[place] = _local(row[place], zone)
        yield pk, row


def _local(moment: datetime | None, zone: Any) -> datetime | None:
    """Return a time as the mission's clocks showed it: the file is sent after the view is done."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


def _with_answers(visits: QuerySet[Visit], request: MissionRequest) -> Iterator[Sequence[Any]]:
    codes = _codes(visits)
    yield [*(heading for heading, _path, _words in COLUMNS), *codes, COMMENTS]
    read = _read(visits, request)
    while batch := list(islice(read, AT_ONCE)):
        said = _said(pk for pk, _row in batch)
        for pk, row in batch:
            answers, comments = said.get(pk, ({}, []))
            yield [*row, *(answers.get(code, "") for code in codes), "\n".join(comments)]


def _codes(visits: QuerySet[Visit]) -> list[str]:
    """Return the questions of every version that these visits are pinned to, as the day goes."""
    pinned = visits.order_by().values("form_version")
    versions = FormVersion.objects.filter(pk__in=pinned).order_by("number")
    forms = [definition_of(version) for version in versions]
    forms.sort(key=lambda form: STAGES.index(form.stage))
    return [*dict.fromkeys(code for form in forms for code in form.codes)]


def _said(visits: Iterable[int]) -> dict[int, tuple[dict[str, str], list[str]]]:
    """Return what each visit answered, by question, and its comments on answers."""
    rows = Answer.objects.filter(visit__in=list(visits)).order_by("visit", "pk")
    found: dict[int, tuple[dict[str, str], list[str]]] = {}
    fields = ("visit", "question", "value", "text", "comment", "approximate")
    for visit, question, value, text, comment, approximate in rows.values_list(*fields).iterator():
        answers, comments = found.setdefault(visit, ({}, []))
        word = f"~{value}" if approximate else text or value
        answers[question] = f"{answers[question]};{word}" if question in answers else word
        if comment:
            comments.append(f"{question}: {comment}")
    return found
