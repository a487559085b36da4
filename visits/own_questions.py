"""A mission's own questions: what may stand in one, and what is fixed once a visit answers it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from missions.models import Mission
from visits.answer_values import FIXED_LABELS, LISTED_TYPES, AnswerType
from visits.form_versions import condition, listed
from visits.models import Answer, MissionQuestion, VisitRevision
from visits.payload import load_payload

# What an answer means rests on these: they are fixed once there is one.
MEANING = ("stage", "type", "choices", "adverse")
# A question's code is its sentence's key: two sentences of a statement cannot share one.
KEPT_FOR_SENTENCES = ("matters.", "finding.", "stage.", "method.")
SENTENCE_KEYS = frozenset(
    {
        *("mission.identity", "mission.legal_basis", "composition.members", "meetings"),
        *("areas.groups", "stations.visited", "scope", "participation", "media", "conclusion"),
    }
)
# A CharField always has a length.
LONGEST_CHOICE: int = Answer._meta.get_field("value").max_length  # type: ignore[assignment]


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of a question: what stands there, and what was expected."""

    field: str
    value: str
    expected: str


def problems_of(
    question: MissionQuestion, standard: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a question by itself; the form it makes is checked by composing.

    `standard` are the codes of the standard questions, `known` those of all questions.
    """
    code = question.code
    if code in standard:
        yield Problem("code", code, _("a code that no standard question has"))
    if code in SENTENCE_KEYS or code.startswith(KEPT_FOR_SENTENCES):
        yield Problem("code", code, _("a code that no sentence of a statement has"))
    if question.type not in list(AnswerType):
        return
    yield from _of_answers(question)
    if question.after and question.after not in known:
        yield Problem("after", question.after, _("the code of a question"))
    yield from _of_condition(question, known)


def _of_answers(question: MissionQuestion) -> Iterator[Problem]:
    kind, choices = AnswerType(question.type), listed(question.choices)
    if kind in LISTED_TYPES and not choices:
        yield Problem("choices", "", _("the choices, separated by ;"))
    if kind not in LISTED_TYPES and question.choices:
        yield Problem("choices", question.choices, _("choices only of choice and choices"))
    for value in choices:
        if len(value) > LONGEST_CHOICE:
            expected = _("choices of at most %(longest)d characters each")
            yield Problem("choices", value, expected % {"longest": LONGEST_CHOICE})
    values = choices or list(FIXED_LABELS.get(kind, ()))
    for value in listed(question.adverse):
        if value not in values:
            answers = {"values": "; ".join(values) or "-"}
            yield Problem("adverse", value, _("answers of it, of %(values)s") % answers)


def _of_condition(question: MissionQuestion, known: Collection[str]) -> Iterator[Problem]:
    found: Any = condition(question.only_if)
    if question.only_if and found is None:
        expected = _("another question's code, = and an answer to it")
        yield Problem("only_if", question.only_if, expected)
    elif found and found["question"] not in known:
        expected = _("the code of a question before the =")
        yield Problem("only_if", question.only_if, expected)


def says_other(before: str, given: str) -> bool:
    """Return whether two cells differ in more than the order in which they list values."""
    return set(listed(before)) != set(listed(given))


def answered(mission: Mission, codes: Collection[str]) -> set[str]:
    """Return the questions among `codes` that a visit answers, shown or in what waits beside it."""
    if not codes:
        return set()
    rows = Answer.objects.filter(visit__mission=mission, question__in=codes)
    found = set(rows.values_list("question", flat=True).distinct().order_by())
    waiting = VisitRevision.objects.filter(
        visit__mission=mission, number=F("visit__latest_revision")
    ).exclude(number=F("visit__standing_revision"))
    for payload in waiting.values_list("payload", flat=True).iterator():
        told = load_payload(bytes(payload)).get("answers")
        found |= set(codes) & set(told if isinstance(told, dict) else ())
    return found
