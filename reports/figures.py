"""Counting: every number of a statement, in a fixed handful of queries.

Only visits in the states asked for count. Each stage is its own population; "not observed" and
"not applicable" are in no denominator; a question marked per station counts the latest observed
answer of each distinct station.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from missions.enumerations import Stage, StationKind
from missions.models import Area, Mission
from visits.filters import PROVISIONAL_STATES
from visits.models import Answer, Visit, VisitState

# Where voters are served: stations visited are counted over these stages.
AT_STATIONS = (Stage.OPENING, Stage.VOTING, Stage.COUNTING)


@dataclass(frozen=True)
class AreaFacts:
    """One area: what it is called, what it lies in, how many teams are based in it."""

    pk: int
    code: str
    name: str
    parent: int | None
    teams: int


@dataclass(frozen=True)
class VisitGroup:
    """How many visits agree in all of these."""

    state: str
    stage: str
    area: int | None
    chosen_by: str
    adverse: bool
    urgent_waits: bool
    listed: bool
    visits: int


class AnswerGroup(NamedTuple):
    """How many observed answers to a question, in one area, agree in value and polarity.

    `counted` is how many of the `answers` stand for their visit: of several options chosen, one.
    A named tuple, because a large mission has tens of thousands of groups.
    """

    question: str
    area: int | None
    value: str
    adverse: bool
    answers: int
    counted: int
    total: Decimal | None
    approximate: int


@dataclass
class QuestionCount:
    """What was answered to one question: adverse of all that were observed.

    `by_area` (top-level area code, "" where unknown) holds (adverse, observed). Where the
    question counts stations these are stations, and `adverse_visits` stays a number of visits.
    """

    adverse: int = 0
    of: int = 0
    by_area: dict[str, tuple[int, int]] = field(default_factory=dict)
    adverse_visits: int = 0
    values: Counter[str] = field(default_factory=Counter)
    total: Decimal | None = None
    approximate: bool = False

    def add(self, area: str, adverse: bool, observed: int) -> None:
        """Count `observed` more answers of one polarity in an area."""
        before = self.by_area.get(area, (0, 0))
        self.adverse += observed if adverse else 0
        self.of += observed
        self.by_area[area] = (before[0] + (observed if adverse else 0), before[1] + observed)


@dataclass
class Counts:
    """All that was counted for one mission."""

    mission: Mission
    states: tuple[str, ...]
    areas: dict[int, AreaFacts]
    visits: list[VisitGroup]
    stations: dict[int | None, dict[str, int]]
    answers: list[AnswerGroup]
    latest: Counter[tuple[str, int | None, bool]]
    adverse_visits: dict[str, list[str]]

    @cached_property
    def tops(self) -> dict[int, AreaFacts]:
        """The top-level area of each area."""
        return {pk: self._top(area) for pk, area in self.areas.items()}

    def _top(self, area: AreaFacts) -> AreaFacts:
        while area.parent is not None:
            area = self.areas[area.parent]
        return area

    def top_code(self, area: int | None) -> str:
        """Return the code of an area's top-level area, "" for no area."""
        return self.tops[area].code if area is not None else ""

    @cached_property
    def counting_visits(self) -> list[VisitGroup]:
        """The groups of visits that count."""
        return [group for group in self.visits if group.state in self.states]

    def visits_by(self, key: str) -> dict[str, int]:
        """Return how many visits count, by "stage" or by top-level "area" code; no zeros."""
        found: Counter[str] = Counter()
        for group in self.counting_visits:
            found[group.stage if key == "stage" else self.top_code(group.area)] += group.visits
        return dict(sorted(found.items()))

    def stations_by_area(self) -> dict[str, int]:
        """Return the distinct polling stations visited, by top-level area code; no zeros."""
        found: Counter[str] = Counter()
        for area, split in self.stations.items():
            found[self.top_code(area)] += split["any"]
        return dict(sorted((code, n) for code, n in found.items() if n))

    def stations_at(self, stage: str) -> int:
        """Return the distinct stations visited at one stage, commissions among them."""
        return sum(split[stage] for split in self.stations.values())

    @cached_property
    def areas_seen(self) -> dict[str, int]:
        """The visits that count, by top-level area; the areas that hold any."""
        return {code: n for code, n in self.visits_by("area").items() if code}

    @cached_property
    def by_visit(self) -> dict[str, QuestionCount]:
        """What visits answered, by question."""
        found: dict[str, QuestionCount] = defaultdict(QuestionCount)
        for group in self.answers:
            count = found[group.question]
            count.values[group.value] += group.answers
            if group.total is not None:
                count.total = (count.total or Decimal(0)) + group.total
                count.approximate = count.approximate or group.approximate > 0
            if group.counted:
                count.add(self.top_code(group.area), group.adverse, group.counted)
                count.adverse_visits += group.counted if group.adverse else 0
        return dict(found)

    @cached_property
    def by_station(self) -> dict[str, QuestionCount]:
        """What distinct stations' latest answers say, for the questions that count stations."""
        found: dict[str, QuestionCount] = defaultdict(QuestionCount)
        for (question, area, adverse), stations in self.latest.items():
            found[question].add(self.top_code(area), adverse, stations)
        for question, count in found.items():
            count.adverse_visits = self.by_visit[question].adverse_visits
        return dict(found)


def count(mission: Mission, states: Iterable[str], per_station: Iterable[str]) -> Counts:
    """Return everything counted over a mission's visits in `states`; six queries.

    `per_station` are the codes of the questions whose sentences count stations.
    """
    wanted = tuple(states)
    answers = Answer.objects.filter(visit__mission=mission, visit__state__in=wanted)
    return Counts(
        mission=mission,
        states=wanted,
        areas=areas_of(mission),
        visits=_visits(mission),
        stations=_stations(mission, wanted),
        answers=answers_grouped(answers),
        latest=latest_grouped(answers, tuple(per_station)),
        adverse_visits=_adverse_visits(answers),
    )


def areas_of(mission: Mission) -> dict[int, AreaFacts]:
    """Return the areas of a mission by key, with the number of their teams; one query."""
    rows = Area.objects.filter(mission=mission).annotate(team_count=Count("teams"))
    return {
        area.pk: AreaFacts(area.pk, area.code, area.named(), area.parent_id, area.team_count)
        for area in rows.order_by("code")
    }


def _visits(mission: Mission) -> list[VisitGroup]:
    rows = Visit.objects.filter(mission=mission).order_by()
    listed = Case(When(station=None, then=Value(False)), default=Value(True))
    grouped = rows.annotate(listed=listed).values_list(
        "state", "stage", "area", "chosen_by", "adverse", "urgent_waits", "listed"
    )
    return [VisitGroup(*row) for row in grouped.annotate(n=Count("pk"))]


def _stations(mission: Mission, states: tuple[str, ...]) -> dict[int | None, dict[str, int]]:
    polling = Q(station__kind=StationKind.POLLING_STATION, stage__in=AT_STATIONS)
    distinct = {
        stage: Count("station", distinct=True, filter=Q(stage=stage)) for stage in Stage.values
    }
    distinct["any"] = Count("station", distinct=True, filter=polling)
    rows = Visit.objects.filter(mission=mission, state__in=states).order_by()
    split: Iterable[Any] = rows.values("station__area").annotate(**distinct)
    return {row["station__area"]: {key: row[key] for key in distinct} for row in split}


def answers_grouped(answers: QuerySet[Answer]) -> list[AnswerGroup]:
    """Return what was observed, grouped by question, area, answer and polarity; one query."""
    return [AnswerGroup(*row) for row in _grouped(answers.filter(observed=True))]


def all_grouped(
    answers: QuerySet[Answer], *, numbers: bool
) -> tuple[list[AnswerGroup], list[AnswerGroup]]:
    """Return the groups of what was observed, and of what says nothing; one query.

    `numbers`: whether a question asks for one; without, nothing is looked at to be summed.
    """
    found: dict[bool, list[AnswerGroup]] = {True: [], False: []}
    nothing = () if numbers else (None, 0)
    for observed, *row in _grouped(answers, "observed", numbers=numbers):
        found[observed].append(AnswerGroup(*row, *nothing))
    return found[True], found[False]


def _grouped(answers: QuerySet[Answer], *further: str, numbers: bool = True) -> Iterable[Any]:
    # A number is summed, not listed; free text is not told at all.
    listed = Case(When(number__isnull=False, then=Value("")), default=F("value"))
    grouped = answers.order_by().annotate(told=listed if numbers else F("value"))
    # What can be a filtered count is no column to group by: each of those makes the database
    # carry and compare more, answer by answer, and there may be a million.
    counted: dict[str, Any] = {
        "n": Count("*"),
        "standing": Count(Value(1), filter=Q(counted=True)),
    }
    if numbers:
        counted["total"] = Sum("number")
        counted["about"] = Count(Value(1), filter=Q(approximate=True))
    columns = ("question", "visit__area", "told", "adverse")
    # Grouped by area first: numbers are compared faster than codes that begin alike.
    by = ("visit__area", "question", "told", "adverse", *further)
    return grouped.values(*by).annotate(**counted).values_list(*further, *columns, *counted)


def latest_grouped(
    answers: QuerySet[Answer], codes: tuple[str, ...]
) -> Counter[tuple[str, int | None, bool]]:
    """Return how many stations' latest observed answers agree in question, area and polarity."""
    if not codes:
        return Counter()
    place = Window(
        RowNumber(),
        # The station first: numbers are sorted faster than codes that begin alike.
        partition_by=[F("visit__station"), F("question")],
        order_by=[F("visit__arrived_at").desc(), F("visit__code").desc()],
    )
    observed = answers.filter(
        question__in=codes, counted=True, observed=True, visit__station__isnull=False
    )
    latest = observed.order_by().annotate(place=place).filter(place=1)
    return Counter(latest.values_list("question", "visit__area", "adverse"))


def _adverse_visits(answers: QuerySet[Answer]) -> dict[str, list[str]]:
    rows = answers.filter(adverse=True, counted=True).order_by()
    found: dict[str, list[str]] = defaultdict(list)
    for question, code in rows.values_list("question", "visit__code"):
        found[question].append(code)
    for codes in found.values():
        codes.sort()
    return dict(found)


def counting_states(include_submitted: bool) -> tuple[str, ...]:
    """Return the states of visits that count: verified, and submitted where provisional."""
    if include_submitted:
        return PROVISIONAL_STATES
    return (VisitState.VERIFIED,)
