"""What was answered to each question of a stage, and the way to the visits behind each number.

What verified visits answered is kept until the mission's evidence moves. What is only submitted
comes in without moving it, so provisional numbers are counted each time.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import caches

from missions.models import Mission
from reports.figures import (
    AnswerGroup,
    Counts,
    all_grouped,
    areas_of,
    counting_states,
    latest_grouped,
)
from visits.answer_values import AnswerType
from visits.definition import FormDefinition
from visits.form_versions import definition_of
from visits.models import Answer, FormVersion
from visits.question import Question

KEPT_SECONDS = 24 * 60 * 60

# How many visits said nothing, by question, area and value.
Silent = Counter[tuple[str, int | None, str]]


@dataclass(frozen=True)
class Counted:
    """What the database counted for one stage: all that may be kept."""

    answers: list[AnswerGroup]
    latest: Counter[tuple[str, int | None, bool]]
    silent: Silent


@dataclass(frozen=True)
class StageTally:
    """Everything answered at one stage: the counts, and the forms it was asked by.

    `form` is the one in use; `left` are questions of earlier versions that have answers.
    """

    stage: str
    provisional: bool
    form: FormDefinition
    left: tuple[Question, ...]
    counts: Counts
    silent: Silent

    @property
    def answered(self) -> bool:
        """Whether any visit that counts says anything at all."""
        return bool(self.counts.answers or self.silent)

    def silent_of(self, question: str) -> Counter[str]:
        """Return how many visits said nothing to a question, by what they gave instead."""
        found: Counter[str] = Counter()
        for (code, _area, value), visits in self.silent.items():
            if code == question:
                found[value] += visits
        return found


def stage_tally(mission: Mission, stage: str, *, provisional: bool = False) -> StageTally:
    """Return what the visits of a stage answered; four queries, two where nothing changed."""
    versions = list(FormVersion.objects.current(mission).filter(stage=stage))
    forms = [definition_of(version) for version in versions]
    # By the newest version that asks it; an older visit keeps its own answers' meaning.
    questions = {question.code: question for form in forms for question in form.questions}
    per_station = tuple(code for code, each in questions.items() if each.unit == "station")
    numbers = any(each.type is AnswerType.NUMBER for each in questions.values())
    asked = _Asked(mission, stage, per_station, numbers, provisional)
    counted = _kept(asked, versions[-1].sha256)
    counts = Counts(
        mission=mission,
        states=counting_states(provisional),
        areas=areas_of(mission),
        visits=[],
        stations={},
        answers=counted.answers,
        latest=counted.latest,
        adverse_visits={},
    )
    answered = {*counts.by_visit, *(code for code, _area, _value in counted.silent)}
    left = [each for code, each in questions.items() if code not in forms[-1].codes]
    return StageTally(
        stage=stage,
        provisional=provisional,
        form=forms[-1],
        left=tuple(each for each in left if each.code in answered),
        counts=counts,
        silent=counted.silent,
    )


@dataclass(frozen=True)
class _Asked:
    """What is to be counted: of which visits, and what their questions ask for."""

    mission: Mission
    stage: str
    per_station: tuple[str, ...]
    numbers: bool
    provisional: bool


def _kept(asked: _Asked, form: str) -> Counted:
    """Count, or take what was counted before on the same evidence."""
    if asked.provisional:
        return _count(asked)
    mission = asked.mission
    key = f"tally:{mission.pk}:{mission.evidence_version}:{asked.stage}:{form}"
    found: Counted | None = caches["memory"].get(key)
    if found is None:
        found = _count(asked)
        caches["memory"].set(key, found, KEPT_SECONDS)
    return found


def _count(asked: _Asked) -> Counted:
    answers = Answer.objects.filter(
        visit__mission=asked.mission,
        visit__stage=asked.stage,
        visit__state__in=counting_states(asked.provisional),
    )
    observed, silent = all_grouped(answers, numbers=asked.numbers)
    return Counted(
        answers=observed,
        latest=latest_grouped(answers, asked.per_station),
        silent=Counter({(each.question, each.area, each.value): each.counted for each in silent}),
    )
