"""The definition of an observation form: read, checked, hashed, and made a mission's own."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from visits.answer_values import LISTED_TYPES, NOT_APPLICABLE, NOT_OBSERVED, SILENT, AnswerType
from visits.composition import compose
from visits.question import Choice, Condition, Question, Texts, in_language
from visits.raw_fields import DefinitionError, RawFields

__all__ = [
    "NOT_APPLICABLE",
    "NOT_OBSERVED",
    "STAGES",
    "AnswerType",
    "Choice",
    "Condition",
    "DefinitionError",
    "FormDefinition",
    "Question",
    "QuestionGroup",
    "canonical_json",
    "compose",
    "definition_sha256",
    "parse_definition",
    "standard_forms",
]

STAGES = ("opening", "voting", "counting", "tabulation")
UNITS = ("visit", "station")

_CODE = re.compile(r"[a-z0-9_.-]+")
_NAME = re.compile(r"[a-z0-9_]+")
_QUESTION_KEYS = {
    *("code", "type", "label", "help", "theme", "unit"),
    *("choices", "adverse", "urgent", "only_if", "computed", "own"),
}
_STANDARD_FORMS = Path(__file__).parent / "standard_forms"


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that are asked together, on one screen."""

    key: str
    titles: Texts = field(hash=False)
    questions: tuple[Question, ...]

    def title(self, language: str) -> str:
        """The group's heading."""
        return in_language(self.titles, language)


@dataclass(frozen=True)
class FormDefinition:
    """One version of the form of a stage."""

    stage: str
    titles: Texts = field(hash=False)
    groups: tuple[QuestionGroup, ...]

    def title(self, language: str) -> str:
        """The form's name."""
        return in_language(self.titles, language)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order asked."""
        return tuple(self._by_code.values())

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of every question, in the order asked."""
        return tuple(self._by_code)

    def question(self, code: str) -> Question:
        """The question with this code; raises KeyError where the form has none."""
        return self._by_code[code]

    def asked(self, answers: Mapping[str, Collection[str]]) -> tuple[str, ...]:
        """The codes to ask, given the answers so far (code to values), in order.

        A question whose condition is itself not asked is not asked, whatever was answered to it
        before. What the software answers is never asked.
        """
        asked: dict[str, None] = {}
        for question in self.questions:
            if not question.computed and _condition_met(question.only_if, asked, answers):
                asked[question.code] = None
        return tuple(asked)

    @cached_property
    def _by_code(self) -> dict[str, Question]:
        return {question.code: question for group in self.groups for question in group.questions}


def _condition_met(
    condition: Condition | None,
    asked: Collection[str],
    answers: Mapping[str, Collection[str]],
) -> bool:
    if condition is None:
        return True
    return condition.question in asked and condition.value in answers.get(condition.question, ())


def parse_definition(raw: Mapping[str, Any]) -> FormDefinition:
    """The form that `raw` defines; raises DefinitionError at the first thing that is wrong."""
    fields = RawFields(raw, gettext("The form"), {"stage", "title", "groups"})
    stage = fields.member("stage", STAGES)
    groups = tuple(_group(group, stage) for group in fields.value("groups", list))
    fields.require(groups, _("has no questions"))
    fields.refuse_repeated(group.key for group in groups)
    fields.refuse_repeated(question.code for group in groups for question in group.questions)
    form = FormDefinition(stage, fields.texts("title"), groups)
    for position, question in enumerate(form.questions):
        _check_condition(question, form.questions[:position])
    return form


def _named(raw: Any, key: str) -> str:
    return str(raw.get(key)) if isinstance(raw, dict) else ""


def _group(raw: Any, stage: str) -> QuestionGroup:
    where = gettext('Group "%(key)s"') % {"key": _named(raw, "key")}
    fields = RawFields(raw, where, {"key", "title", "questions"})
    key = fields.value("key", str)
    fields.require(_NAME.fullmatch(key), _("needs a key of a-z, 0-9 and _"))
    questions = tuple(_question(each, stage) for each in fields.value("questions", list))
    fields.require(questions, _("has no questions"))
    return QuestionGroup(key, fields.texts("title"), questions)


def _question(raw: Any, stage: str) -> Question:
    where = _where(_named(raw, "code"))
    fields = RawFields(raw, where, _QUESTION_KEYS)
    question = Question(
        code=fields.value("code", str),
        type=AnswerType(fields.member("type", tuple(AnswerType))),
        labels=fields.texts("label"),
        help_texts=fields.texts("help", required=False),
        theme=fields.value("theme", str, ""),
        unit=fields.member("unit", UNITS, "visit"),
        choices=tuple(_choice(each, where) for each in fields.value("choices", list, [])),
        adverse=fields.names("adverse"),
        urgent=fields.names("urgent"),
        only_if=_condition(raw.get("only_if"), where),
        computed=fields.value("computed", bool, False),
        own=fields.value("own", bool, False),
    )
    _check_code(question, stage, fields)
    _check_values(question, fields)
    return question


def _where(code: str) -> str:
    return gettext('Question "%(code)s"') % {"code": code}


def _choice(raw: Any, where: str) -> Choice:
    fields = RawFields(raw, where, {"value", "label"})
    value = fields.value("value", str)
    fields.require(
        value and value == value.strip() and ";" not in value and value not in SILENT,
        _('cannot have the choice "%(value)s"'),
        value=value,
    )
    return Choice(value, fields.texts("label"))


def _condition(raw: Any, where: str) -> Condition | None:
    if raw is None:
        return None
    fields = RawFields(raw, where, {"question", "value"})
    return Condition(fields.value("question", str), fields.value("value", str))


def _check_code(question: Question, stage: str, fields: RawFields) -> None:
    fields.require(_CODE.fullmatch(question.code), _("needs a code of a-z, 0-9, _, - and ."))
    if question.own:
        return
    starts = _('must have a code that starts with "%(stage)s."')
    fields.require(question.code.startswith(f"{stage}."), starts, stage=stage)
    fields.require(_NAME.fullmatch(question.theme), _("needs a theme"))


def _check_values(question: Question, fields: RawFields) -> None:
    if question.type in LISTED_TYPES:
        fields.require(question.choices, _("must list its choices"))
    else:
        fields.require(not question.choices, _("lists choices, which its type does not have"))
    fields.refuse_repeated(question.substantive_values)
    strangers = question.adverse - set(question.substantive_values)
    fields.require(not strangers, _("calls adverse what is none of its answers"))
    fields.require(question.urgent <= question.adverse, _("calls urgent what is not adverse"))


def _check_condition(question: Question, earlier: Iterable[Question]) -> None:
    if question.only_if is None:
        return
    named = {"question": question.only_if.question, "value": question.only_if.value}
    found = next((each for each in earlier if each.code == named["question"]), None)
    if found is None:
        what = gettext('depends on "%(question)s", which is not asked before it') % named
    elif named["value"] not in found.substantive_values:
        what = gettext('depends on "%(value)s", which is no answer to "%(question)s"') % named
    else:
        return
    raise DefinitionError(f"{_where(question.code)} {what}.")


def canonical_json(raw: Mapping[str, Any]) -> bytes:
    """The definition as the one text that is hashed: UTF-8, sorted keys, no spaces."""
    text = json.dumps(
        raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def definition_sha256(raw: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text, in hexadecimal: the name of a version."""
    return hashlib.sha256(canonical_json(raw)).hexdigest()


def standard_forms() -> dict[str, dict[str, Any]]:
    """The built-in forms by stage, in the order of election day, as raw definitions."""
    return {
        stage: json.loads((_STANDARD_FORMS / f"{stage}.json").read_text(encoding="utf-8"))
        for stage in STAGES
    }
