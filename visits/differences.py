"""What one sending of a visit says otherwise than another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from missions.enumerations import ChosenBy, Stage
from missions.forms.years import YEARS
from visits.answer_values import AnswerType
from visits.definition import FormDefinition, Question
from visits.models import ChairGender, Visit
from visits.payload import told_answer, told_answers

# Of what one saw at a station, each by itself.
DETAILS = (
    "arrived_at",
    "departed_at",
    "chosen_by",
    "accompanied_by_official",
    "registered_voters",
    "voted_so_far",
    "voted_as_of",
    "commission_present",
    "commission_women",
    "chair_gender",
    "agents_contestants",
)
PLACE = ("station", "station_number", "place", "area")
# The parts of a payload that a reader can compare, in the order of the form.
HEADER = ("stage", "team", *PLACE, *DETAILS, "comments")
WORDS: dict[str, dict[str, Any]] = {
    "stage": dict(Stage.choices),
    "chosen_by": dict(ChosenBy.choices),
    "chair_gender": dict(ChairGender.choices),
}


@dataclass(frozen=True)
class Difference:
    """One thing said before and after, in words; "" is nothing said."""

    label: str
    before: str
    after: str
    was_adverse: bool = False
    adverse: bool = False


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], form: FormDefinition, language: str
) -> list[Difference]:
    """Return what `after` says otherwise than `before`; both are payloads as they were read."""
    found = [
        Difference(header_label(name), *said)
        for name in HEADER
        if (said := (header_words(name, before), header_words(name, after)))[0] != said[1]
    ]
    for question in form.questions:
        found += _of_answers(question, _told(before, question), _told(after, question), language)
    return found


def header_label(name: str) -> str:
    """Return what a detail of the visit is called."""
    # These names are columns, which have a verbose name.
    return str(Visit._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def header_words(name: str, payload: Mapping[str, Any]) -> str:
    """Return what a payload says of one detail of the visit, in words; "" for nothing."""
    told = payload.get(name)
    if told in (None, ""):
        return ""
    if name in ("arrived_at", "departed_at"):
        return _time(str(told))
    return str(WORDS.get(name, {}).get(told, told))


def _time(told: str) -> str:
    try:
        moment = parse_datetime(told)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or moment.year not in YEARS:
        return told
    return date_format(timezone.localtime(moment), "j N Y, H:i")


def _told(payload: Mapping[str, Any], question: Question) -> tuple[str, str]:
    """Return the answer and the comment as they were sent."""
    several = question.type is AnswerType.CHOICES
    return told_answer(told_answers(payload).get(question.code), several=several)


def _of_answers(
    question: Question, before: tuple[str, str], after: tuple[str, str], language: str
) -> list[Difference]:
    found, label = [], question.label(language)
    if before[0] != after[0]:
        said = [_words(question, value, language) for value, _comment in (before, after)]
        adverse = [question.is_adverse(_values(question, value)) for value, _c in (before, after)]
        found.append(Difference(label, said[0], said[1], adverse[0], adverse[1]))
    if before[1] != after[1]:
        comment = _("Comment: %(question)s") % {"question": label}
        found.append(Difference(comment, before[1], after[1]))
    return found


def _values(question: Question, value: str) -> list[str]:
    try:
        return question.check(value)[0]
    except ValueError:
        return [value] if value else []


def _words(question: Question, value: str, language: str) -> str:
    if value.startswith("~"):
        return f"≈ {value[1:].strip()}"
    return ", ".join(question.value_label(each, language) for each in _values(question, value))
