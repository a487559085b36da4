"""Visits with their answers, revisions and reviews in the hundred thousands."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.bulk import load, next_number, plain
from bench.records import BenchMission
from missions.enumerations import ChosenBy, Stage, StationKind
from missions.models import Station
from visits.answer_values import NOT_OBSERVED, AnswerType
from visits.definition import Question
from visits.form_versions import current_version, definition_of
from visits.models import (
    Answer,
    FormVersion,
    Review,
    ReviewDecision,
    Source,
    Visit,
    VisitRevision,
    VisitState,
)
from visits.payload import build_payload, payload_sha256

# Share of the visits, and how many of the form's questions each answers: 25.1 in the mean.
STAGES = {
    Stage.OPENING: (0.10, 18),
    Stage.VOTING: (0.70, 27),
    Stage.COUNTING: (0.15, 26),
    Stage.TABULATION: (0.05, 10),
}
ADVERSE, UNSEEN = 0.05, 0.10
MORNING = datetime(2025, 3, 16, 2, 0, tzinfo=UTC)

VISIT_COLUMNS = (
    *("id", "uuid", "mission_id", "code", "station_id", "area_id", "team_id", "stage"),
    *("arrived_at", "departed_at", "chosen_by", "form_version_id", "state", "awaits_review"),
    *("urgent", "adverse", "urgent_waits"),
)
REVISION_COLUMNS = (
    *("id", "visit_id", "number", "sha256", "payload", "source", "form_version_id", "urgent"),
)
REVIEW_COLUMNS = ("revision_id", "decision", "reason", "account_id")
ANSWER_COLUMNS = ("visit_id", "question", "value", "number", "observed", "adverse", "urgent")
DECISIONS = {
    VisitState.VERIFIED: ReviewDecision.VERIFIED,
    VisitState.RETURNED: ReviewDecision.RETURNED,
    VisitState.SET_ASIDE: ReviewDecision.SET_ASIDE,
}

Option = tuple[str, int | None, int, int, int]


@dataclass
class _Made:
    """One visit while it is made: its row's parts and its answers."""

    number: int
    stage: Stage
    version: FormVersion
    state: VisitState
    answers: list[tuple[str, Option]]

    def holds(self, place: int) -> int:
        """Return whether an answer is adverse (3) or urgent (4), as 0 or 1."""
        return max((option[place] for _code, option in self.answers), default=0)


def fill(made: BenchMission, visits: int, states: tuple[VisitState, ...]) -> int:
    """Store visits in these states in turn, with answers; return the number of answers."""
    chance = random.Random(f"{made.mission.slug} {visits}")
    told = list(_visits(made, visits, states, chance))
    load(Visit, VISIT_COLUMNS, (_visit_row(made, place, each) for place, each in enumerate(told)))
    load(Answer, ANSWER_COLUMNS, _answer_rows(told))
    first = next_number(VisitRevision)
    load(VisitRevision, REVISION_COLUMNS, _revision_rows(made, told, first))
    load(Review, REVIEW_COLUMNS, _review_rows(made, told, first))
    return sum(len(each.answers) for each in told)


def _visits(
    made: BenchMission, visits: int, states: tuple[VisitState, ...], chance: random.Random
) -> Iterator[_Made]:
    number = first = next_number(Visit)
    counts = {stage: int(visits * share) for stage, (share, _asked) in STAGES.items()}
    counts[Stage.VOTING] += visits - sum(counts.values())
    for stage, count in counts.items():
        version = current_version(made.mission, stage)
        questions = definition_of(version).questions
        asked, drawn = STAGES[stage][1], _drawn(questions, count, chance)
        for place in range(count):
            answers = [
                (question.code, drawn[turn][place])
                for turn, question in enumerate(questions)
                if (turn + place) % len(questions) < asked
            ]
            state = states[(number - first) % len(states)]
            yield _Made(number, stage, version, state, answers)
            number += 1


def _drawn(
    questions: tuple[Question, ...], count: int, chance: random.Random
) -> list[list[Option]]:
    """Draw every visit's answer to every question."""
    drawn = []
    for question in questions:
        options, weights = zip(*_options(question, chance), strict=True)
        drawn.append(chance.choices(options, weights, k=count))
    return drawn


def _options(question: Question, chance: random.Random) -> Iterator[tuple[Option, float]]:
    """Yield what may be answered and how likely: value, number, observed, adverse, urgent."""
    yield (NOT_OBSERVED, None, 0, 0, 0), UNSEEN
    bad = [value for value in question.substantive_values if value in question.adverse]
    good = [value for value in question.substantive_values if value not in question.adverse]
    if question.type is AnswerType.NUMBER:
        numbers = [chance.randrange(20, 2000) for _ in range(50)]
        good = [str(number) for number in numbers]
    elif question.type is AnswerType.TIME:
        good = [f"07:{minute:02}" for minute in range(0, 60, 5)]
    elif question.type is AnswerType.TEXT:
        good = ["text"]
    for value in bad:
        yield (value, None, 1, 1, int(question.is_urgent([value]))), ADVERSE / len(bad)
    for value in good:
        number = int(value) if question.type is AnswerType.NUMBER else None
        yield (value, number, 1, 0, 0), (1 - UNSEEN - ADVERSE * bool(bad)) / len(good)


def _station(made: BenchMission, place: int, each: _Made) -> Station:
    kind = StationKind.COMMISSION if each.stage == Stage.TABULATION else StationKind.POLLING_STATION
    stations = made.stations
    place = place * 7 % len(stations)
    while stations[place].kind != kind:
        place = (place + 1) % len(stations)
    return stations[place]


def _visit_row(made: BenchMission, place: int, each: _Made) -> tuple[Any, ...]:
    station, waits = _station(made, place, each), each.state == VisitState.SUBMITTED
    team = made.teams[place % len(made.teams)]
    # A team's visits follow each other through the day.
    arrived = MORNING + timedelta(minutes=place // len(made.teams) % 400 * 2)
    return (
        *(each.number, _uuid(made, each), made.mission.pk, f"v{each.number}", station.pk),
        *(station.area_id, team.pk, each.stage.value, plain(arrived)),
        *(plain(arrived + timedelta(minutes=2)), ChosenBy.DEPLOYMENT_PLAN.value),
        *(each.version.pk, each.state.value, int(waits), each.holds(4), each.holds(3)),
        int(waits and each.holds(4)),
    )


def _uuid(made: BenchMission, each: _Made) -> str:
    name = f"{made.mission.slug} {each.number}".encode()
    return UUID(bytes=hashlib.sha256(name).digest()[:16], version=4).hex


def _answer_rows(told: list[_Made]) -> Iterator[tuple[Any, ...]]:
    for each in told:
        for code, option in each.answers:
            yield (each.number, code, *option)


def _revision_rows(made: BenchMission, told: list[_Made], first: int) -> Iterator[tuple[Any, ...]]:
    for place, each in enumerate(told):
        payload = build_payload(
            visit=str(UUID(_uuid(made, each))),
            mission=made.mission.slug,
            form=each.version.sha256,
            stage=each.stage.value,
            station=_station(made, place, each).code,
            arrived_at=MORNING.isoformat(),
            answers={code: {"value": option[0]} for code, option in each.answers},
        )
        yield (
            *(first + place, each.number, 1, payload_sha256(payload), payload),
            *(Source.DEVICE.value, each.version.pk, each.holds(4)),
        )


def _review_rows(made: BenchMission, told: list[_Made], first: int) -> Iterator[tuple[Any, ...]]:
    for place, each in enumerate(told):
        if each.state in DECISIONS:
            decision = DECISIONS[each.state]
            reason = "duplicate" if decision == ReviewDecision.SET_ASIDE else ""
            yield (first + place, decision.value, reason, made.secretariat.pk)
