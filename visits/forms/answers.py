"""The fields of one question: its answer, its comment, and the short finding it may ask for."""

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from visits.answer_values import NOT_OBSERVED, AnswerType
from visits.definition import Question
from visits.forms.fields import answer_field, small_text
from visits.models import Basis, Severity
from visits.payload import told_answer

# A number or a time has no list of answers to put "Not observed" in: it gets a box beside.
BOXED = frozenset({AnswerType.NUMBER, AnswerType.TIME})
# What a team at a station can say of how it knows.
FIELD_BASES = (Basis.SEEN, Basis.AFTERMATH, Basis.TOLD, Basis.DOCUMENT)
FINDING_PARTS = ("summary", "severity", "basis", "told_by", "response")


class QuestionFields:
    """The names and fields of one question in the form, and what was answered in them."""

    def __init__(self, question: Question, language: str) -> None:
        self.question = question
        self.language = language
        self.answer = f"answer-{question.code}"
        self.silent = f"silent-{question.code}" if question.type in BOXED else ""
        self.comment = f"comment-{question.code}"
        self.finding = f"finding-{question.code}" if question.urgent else ""

    def part(self, name: str) -> str:
        """Return the name of one field of the question's finding."""
        return f"{self.finding}-{name}"

    def fields(self) -> dict[str, forms.Field]:
        """Return the fields by name."""
        made = {self.answer: answer_field(self.question, self.language)}
        if self.silent:
            made[self.silent] = forms.BooleanField(label=_("Not observed"), required=False)
        made[self.comment] = forms.CharField(
            label=_("Comment"), required=False, widget=small_text()
        )
        return made | (self._finding_fields() if self.finding else {})

    def _finding_fields(self) -> dict[str, forms.Field]:
        bases = [(basis.value, basis.label) for basis in FIELD_BASES]
        return {
            self.part("summary"): forms.CharField(
                label=_("What happened?"),
                required=False,
                widget=small_text(),
                help_text=_("In a sentence or two. Roles, no names of people."),
            ),
            self.part("severity"): forms.ChoiceField(
                label=_("How grave is it?"), required=False, choices=Severity.choices
            ),
            self.part("basis"): forms.ChoiceField(
                label=_("How do you know?"), required=False, choices=bases
            ),
            self.part("told_by"): forms.CharField(
                label=_("If you were told: by whom?"),
                required=False,
                max_length=200,
                help_text=_("Their role, never a name."),
            ),
            self.part("response"): forms.CharField(
                label=_("What was done about it on the spot?"),
                required=False,
                widget=small_text(),
            ),
        }

    def initial(self, told: Any, finding: dict[str, Any]) -> dict[str, Any]:
        """Return what the fields show of an answer and a finding sent before."""
        value, comment = told_answer(told, several=self.question.type is AnswerType.CHOICES)
        shown: dict[str, Any] = {self.comment: comment}
        if self.silent and value == NOT_OBSERVED:
            shown[self.silent] = True
        elif self.question.type is AnswerType.CHOICES:
            shown[self.answer] = [part.strip() for part in value.split(";")]
        else:
            shown[self.answer] = value
        if self.finding:
            usual = {"severity": Severity.SERIOUS.value, "basis": Basis.SEEN.value}
            shown |= {self.part(name): finding.get(name) for name in FINDING_PARTS}
            shown |= {self.part(name): finding.get(name) or each for name, each in usual.items()}
        return shown

    def values(self, cleaned: dict[str, Any]) -> list[str]:
        """Return the values answered; none where the question was left."""
        if self.silent and cleaned.get(self.silent):
            return [NOT_OBSERVED]
        given = cleaned.get(self.answer) or []
        return [given] if isinstance(given, str) else list(given)

    def told(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Return the answer as a payload has it; empty where there is none."""
        told = {
            "value": ";".join(self.values(cleaned)),
            "comment": cleaned.get(self.comment) or "",
        }
        return {key: text for key, text in told.items() if text}

    def told_finding(
        self, cleaned: dict[str, Any], visit: UUID, before: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Return the finding as a payload has it, on top of `before`; None where none was written.

        A new one's number follows from the visit's and the question's, so that the same page sent
        twice brings the same finding.
        """
        if not self.finding or not cleaned.get(self.part("summary")):
            return None
        made = {"id": str(uuid5(visit, self.question.code)), "question": self.question.code}
        told = {name: cleaned.get(self.part(name)) or "" for name in FINDING_PARTS}
        return {key: text for key, text in (made | before | told).items() if text}

    def problems(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Return what is wrong between the fields, by the field to point at."""
        found: dict[str, Any] = {}
        if self.silent and cleaned.get(self.silent) and cleaned.get(self.answer):
            found[self.silent] = _("You wrote an answer and marked “Not observed”: leave one.")
        if self.finding and not cleaned.get(self.part("summary")):
            rest = (self.part("told_by"), self.part("response"))
            if any(cleaned.get(name) for name in rest):
                found[self.part("summary")] = _("Say in a sentence what happened.")
        return found
