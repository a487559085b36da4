"""The evidence of a mission without what leads back to a person, a station or a team.

What is left out and why: docs/decisions/anonymised-export.md.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Value, When
from django.utils import timezone

from missions.enumerations import StationKind
from missions.models import Area, Mission
from reports.folder.exporting import Part, joined_answers, mission_parts
from reports.folder.stored import CHUNK, bytewise
from reports.folder.tables import TABLES
from visits.answer_values import OPEN_TYPES
from visits.form_versions import definition_of
from visits.models import Answer, Finding, FormVersion, Visit

# Files as they are, but for the columns named.
KEPT = {
    "mission": (),
    "areas": (),
    "delegations": ("quota",),
    "meetings": ("notes",),
    "questions": (),
    "sources": (),
    "judgements": (),
}
VISIT_COLUMNS = (
    "code",
    "id",
    "station_number",
    "area",
    "stage",
    "arrived_at",
    "state",
    "chosen_by",
    "accompanied_by_official",
    "chair_gender",
)
FINDING_COLUMNS = (
    "code",
    "id",
    "theme",
    "summary",
    "question",
    "visit",
    "area",
    "occurred_at",
    "stage",
    "polarity",
    "severity",
    "basis",
    "tellers",
    "affected",
    "response",
    "obligation",
    "confidential",
    "state",
    "duplicate_of",
)


def anonymised_parts(mission: Mission) -> Iterator[Part]:
    """Yield the files of the anonymised folder; every call draws its codes anew."""
    names = Pseudonyms(mission)
    for part in mission_parts(mission):
        if part.name in KEPT:
            yield _without(part, KEPT[part.name])
        elif part.name == "visits":
            yield Part("visits", [*VISIT_COLUMNS], _visits(mission, names))
        elif part.name == "answers":
            yield Part("answers", ["visit", "question", "value"], _answers(mission, names))
        elif part.name == "findings":
            yield Part("findings", [*FINDING_COLUMNS], _findings(mission, names))


def _without(part: Part, columns: tuple[str, ...]) -> Part:
    kept = [position for position, name in enumerate(part.header) if name not in columns]
    rows = ([row[position] for position in kept] for row in part.rows)
    return replace(part, header=[part.header[position] for position in kept], rows=rows)


class Pseudonyms:
    """What visits, stations and findings are called in one anonymised folder."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        # Nobody can draw the same order again: no seed is kept, and there is none to find.
        self.random = SystemRandom()
        self.tops = _top_level(mission)
        self.visits = self._draw_visits()
        self.findings = self._draw_findings()

    def _draw_visits(self) -> dict[int, tuple[str, str]]:
        """Return each visit's code and station by its number in the database, in code order."""
        by_place: dict[Any, list[int]] = {}
        rows = Visit.objects.filter(mission=self.mission).order_by("arrived_at", bytewise("code"))
        for visit in rows.values_list("pk", "station", "station_number", "area", "station__kind"):
            number, station, given, area, kind = visit
            place = (station or 0, "" if station else given, 0 if station else area, kind)
            by_place.setdefault(place, []).append(number)
        codes = self._codes("V", sum(map(len, by_place.values())))
        stations = self._codes("", len(by_place))
        drawn: dict[int, tuple[str, str]] = {}
        for (_station, _given, _area, kind), visits in by_place.items():
            word = "commission" if kind == StationKind.COMMISSION else "station"
            name = f"{word}{stations.pop()}"
            # At one station the order of visits stays: the latest answer is the one that counts.
            own = sorted(codes.pop() for _visit in visits)
            drawn |= {number: (code, name) for number, code in zip(visits, own, strict=True)}
        return dict(sorted(drawn.items(), key=lambda each: each[1]))

    def _draw_findings(self) -> dict[int, str]:
        rows = Finding.objects.filter(mission=self.mission, confidential=False)
        numbers = list(rows.values_list("pk", flat=True))
        drawn = zip(numbers, self._codes("F", len(numbers)), strict=True)
        return dict(sorted(drawn, key=lambda each: each[1]))

    def _codes(self, letter: str, count: int) -> list[str]:
        codes = [f"{letter}-{number:0{len(str(count))}}" for number in range(1, count + 1)]
        self.random.shuffle(codes)
        return codes

    def uuid(self) -> str:
        """Return an id that stands for nothing."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def top(self, *areas: int | None) -> str:
        """Return the code of the widest area around the first area that is known."""
        return next((self.tops[area] for area in areas if area), "")


def _top_level(mission: Mission) -> dict[int, str]:
    areas = {area.pk: area for area in Area.objects.filter(mission=mission)}

    def top(area: Area) -> Area:
        return top(areas[area.parent_id]) if area.parent_id else area

    return {number: top(area).code for number, area in areas.items()}


def _day(moment: Any) -> str:
    """Return the day alone: an hour, an area and somebody's memory make a station."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).isoformat()


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), CHUNK):
        yield numbers[start : start + CHUNK]


def _visits(mission: Mission, names: Pseudonyms) -> Iterator[list[str]]:
    plain = {name: TABLES["visits"].by_name[name] for name in VISIT_COLUMNS if name != "area"}
    for numbers in _chunks(list(names.visits)):
        known = Visit.objects.select_related("station").in_bulk(numbers)
        for number in numbers:
            visit = known[number]
            code, station = names.visits[number]
            area = visit.station.area_id if visit.station else visit.area_id
            changed = {
                "code": code,
                "id": names.uuid(),
                "station_number": station,
                "area": names.top(area),
                "arrived_at": _day(visit.arrived_at),
            }
            yield [
                changed[name] if name in changed else plain[name].text(visit)
                for name in VISIT_COLUMNS
            ]


def _answers(mission: Mission, names: Pseudonyms) -> Iterator[list[str]]:
    """Yield the answers that choose among given ones; figures, times and words lead back."""
    closed = _closed_questions(mission)
    for numbers in _chunks(list(names.visits)):
        called = Case(
            *(When(visit=number, then=Value(names.visits[number][0])) for number in numbers),
            output_field=CharField(),
        )
        chosen = Answer.objects.filter(visit__in=numbers, question__in=closed, text="")
        rows = chosen.annotate(of=called)
        for row in joined_answers(rows.order_by("of", bytewise("question"), "pk")):
            yield row[:3]


def _closed_questions(mission: Mission) -> list[str]:
    """Return the questions that no version of a form ever let anybody answer freely.

    A visit stays with the version it was made by, so all versions speak, not those in use alone.
    """
    opened: set[str] = set()
    closed: set[str] = set()
    for version in FormVersion.objects.current(mission):
        for question in definition_of(version).questions:
            (opened if question.type in OPEN_TYPES else closed).add(question.code)
    return sorted(closed - opened)


def _findings(mission: Mission, names: Pseudonyms) -> Iterator[list[str]]:
    columns = TABLES["findings"].by_name
    known = Finding.objects.select_related("station", "visit__station").in_bulk(
        list(names.findings)
    )
    for number, code in names.findings.items():
        finding = known[number]
        visit = finding.visit
        places = (
            finding.station.area_id if finding.station else None,
            finding.area_id,
            visit.area_id if visit else None,
        )
        changed = {
            "code": code,
            "id": names.uuid(),
            "visit": names.visits[visit.pk][0] if visit else "",
            "area": names.top(*places),
            "occurred_at": _day(finding.occurred_at),
            "duplicate_of": names.findings.get(finding.duplicate_of_id or 0, ""),
        }
        yield [
            changed[name] if name in changed else columns[name].text(finding)
            for name in FINDING_COLUMNS
        ]
