"""A mission's form of one stage as its page shows it: in use, prepared, and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from missions.enumerations import Stage
from missions.models import Mission
from missions.rules import NotAllowed
from visits.answer_values import TYPE_LABELS
from visits.definition import (
    DefinitionError,
    Question,
    compose,
    definition_sha256,
    parse_definition,
    standard_forms,
)
from visits.form_changes import FormChange, form_changes
from visits.form_rules import check_can_switch_off, what_follows
from visits.form_versions import current_versions, definition_of, raw_question
from visits.models import FormVersion, MissionQuestion, SwitchedOffQuestion

# Where a question stands: in the form in use, in the one prepared, in both, in neither.
ASKED, WILL_BE_ASKED, WILL_STOP, OFF = "asked", "will_be_asked", "will_stop", "off"


@dataclass(frozen=True)
class ShownAnswer:
    """One answer in words: plain, "adverse" or "urgent"."""

    label: str
    kind: str


@dataclass(frozen=True)
class ShownQuestion:
    """One question on the page; `own` is the mission's record of it, where it is its own.

    `refusal` says why it cannot be switched off, `follows` what is lost if it is. `goes_with` is
    the label of the question that takes it along.
    """

    question: Question
    label: str
    help: str
    kind: str
    condition: str
    answers: list[ShownAnswer]
    standing: str
    changed: bool
    switched_off: bool
    goes_with: str
    refusal: str
    follows: list[str]
    own: MissionQuestion | None


class StageForm:
    """The form of one stage of a mission: the version in use, and what is prepared beside it.

    Where own questions and a newer standard form no longer fit together, `problem` says so and
    what is prepared is the form in use.
    """

    def __init__(
        self,
        stage: str,
        version: FormVersion,
        own: list[MissionQuestion],
        switched_off: set[str],
    ) -> None:
        self.stage, self.version, self.switched_off = stage, version, switched_off
        self.own = {question.code: question for question in own}
        self.in_use = definition_of(version)
        raw = [raw_question(question) for question in own]
        standard = standard_forms()[stage]
        self.raw = compose(standard, raw, switched_off)
        self.problem = ""
        try:
            self.whole = parse_definition(compose(standard, raw, ()))
            self.prepared = parse_definition(self.raw)
        except DefinitionError as wrong:
            self.problem, self.whole, self.prepared = str(wrong), self.in_use, self.in_use

    @property
    def label(self) -> str:
        """Return the stage in words."""
        return str(Stage(self.stage).label)

    @property
    def sha256(self) -> str:
        """Return the hash of what is prepared: the name of the version it would be."""
        return definition_sha256(self.raw)

    @property
    def is_changed(self) -> bool:
        """Return whether what is prepared differs from the version in use."""
        return not self.problem and self.sha256 != self.version.sha256

    @property
    def is_standard(self) -> bool:
        """Return whether the version in use is the standard form, not one of the mission's."""
        return self.version.mission_id is None

    @property
    def next_number(self) -> int:
        """Return the number that the next version of the mission would have."""
        return 1 if self.is_standard else self.version.number + 1

    @cached_property
    def changes(self) -> list[FormChange]:
        """Return what publishing would change, in words."""
        return form_changes(self.in_use, self.prepared)

    @property
    def left_out(self) -> list[str]:
        """Return the codes of the questions that what is prepared leaves out, in order."""
        return [code for code in self.whole.codes if code not in self.prepared.codes]

    def groups(self) -> Iterator[tuple[str, list[ShownQuestion]]]:
        """Yield the title of each group with its questions, those left out among them."""
        language = get_language() or "en"
        for group in self.whole.groups:
            yield group.title(language), [self._shown(each) for each in group.questions]

    def _shown(self, question: Question) -> ShownQuestion:
        language = get_language() or "en"
        code, off = question.code, question.code in self.switched_off
        used = code in self.in_use.codes
        asked = code in self.prepared.codes
        return ShownQuestion(
            question=question,
            label=question.label(language),
            help=question.help(language),
            kind=str(TYPE_LABELS[question.type]),
            condition=self._condition(question),
            answers=_answers(question, language),
            standing=_standing(used, asked),
            changed=used and asked and self.in_use.question(code) != question,
            switched_off=off,
            goes_with="" if asked or off else self._parent(question),
            refusal=self._refusal(code),
            follows=what_follows(self.whole, code),
            own=self.own.get(code),
        )

    def _condition(self, question: Question) -> str:
        if question.only_if is None:
            return ""
        language, other = get_language() or "en", self.whole.question(question.only_if.question)
        answer = other.value_label(question.only_if.value, language)
        told = {"label": other.label(language), "answer": answer}
        return _("Only if “%(label)s” is answered: %(answer)s") % told

    def _parent(self, question: Question) -> str:
        if question.only_if is None:
            return ""
        return self.whole.question(question.only_if.question).label(get_language() or "en")

    def _refusal(self, code: str) -> str:
        try:
            check_can_switch_off(self.whole, code)
        except NotAllowed as refusal:
            return str(refusal)
        return ""


def _standing(used: bool, asked: bool) -> str:
    if used:
        return ASKED if asked else WILL_STOP
    return WILL_BE_ASKED if asked else OFF


def _answers(question: Question, language: str) -> list[ShownAnswer]:
    def kind(value: str) -> str:
        if value in question.urgent:
            return "urgent"
        return "adverse" if value in question.adverse else ""

    return [
        ShownAnswer(question.value_label(value, language), kind(value))
        for value in question.substantive_values
    ]


def stage_forms(mission: Mission, *stages: str) -> dict[str, StageForm]:
    """Return the form of these stages, or of every stage of election day.

    Three queries and the definitions'; composing a form takes longer than they do.
    """
    own: dict[str, list[MissionQuestion]] = {}
    for question in MissionQuestion.objects.filter(mission=mission).order_by("code"):
        own.setdefault(question.stage, []).append(question)
    rows: Any = SwitchedOffQuestion.objects.filter(mission=mission)
    off = set(rows.values_list("question", flat=True))
    versions = current_versions(mission)
    return {
        stage: StageForm(stage, versions[stage], own.get(stage, []), off)
        for stage in Stage.values
        if stage in versions and (not stages or stage in stages)
    }


def preview_version(form: StageForm) -> FormVersion:
    """Return what is prepared as a version that is stored nowhere, to show it as a form."""
    return FormVersion(
        stage=form.stage, number=form.next_number, definition=form.raw, sha256=form.sha256
    )
