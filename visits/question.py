"""One question of an observation form: what may be answered, and what an answer means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from visits.answer_values import (
    FIXED_LABELS,
    LISTED_TYPES,
    NOT_APPLICABLE,
    NOT_OBSERVED,
    OPEN_TYPES,
    SILENT,
    SILENT_LABELS,
    AnswerType,
    read_open,
)

Texts = Mapping[str, str]
Polarity = Literal["adverse", "favourable", ""]


def in_language(texts: Texts, language: str) -> str:
    """The text in `language`, else in its base language, else in English, else the first.

    Returns "" where there is no text at all.
    """
    for code in (language, language.split("-")[0], "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")


@dataclass(frozen=True)
class Choice:
    """One value that a `choice` or `choices` question lists."""

    value: str
    labels: Texts = field(hash=False)

    def label(self, language: str) -> str:
        """The choice in words."""
        return in_language(self.labels, language)


@dataclass(frozen=True)
class Condition:
    """A question is asked only where the earlier `question` was answered with `value`."""

    question: str
    value: str


@dataclass(frozen=True)
class Question:
    """One question, as its form's definition has it.

    `unit` is what its sentence counts, "visit" or "station". `computed`: the software answers
    it, nobody is asked. `own`: a mission's own question, with no text in the sentence library.
    """

    code: str
    type: AnswerType
    labels: Texts = field(hash=False)
    help_texts: Texts = field(hash=False)
    theme: str
    unit: str
    choices: tuple[Choice, ...] = ()
    adverse: frozenset[str] = frozenset()
    urgent: frozenset[str] = frozenset()
    only_if: Condition | None = None
    computed: bool = False
    own: bool = False

    def label(self, language: str) -> str:
        """The question as the observer reads it."""
        return in_language(self.labels, language)

    def help(self, language: str) -> str:
        """The explanation below the question, or ""."""
        return in_language(self.help_texts, language)

    @cached_property
    def substantive_values(self) -> tuple[str, ...]:
        """The values that answer the question; empty for number, time and text."""
        if self.type in LISTED_TYPES:
            return tuple(choice.value for choice in self.choices)
        return tuple(FIXED_LABELS.get(self.type, ()))

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that may be chosen, not_observed (and for yna not_applicable) last."""
        silent = (NOT_APPLICABLE, NOT_OBSERVED) if self.type is AnswerType.YNA else (NOT_OBSERVED,)
        return self.substantive_values + silent

    @property
    def has_adverse(self) -> bool:
        """Whether some answer counts as a problem; otherwise the question is context."""
        return bool(self.adverse)

    def value_label(self, value: str, language: str) -> str:
        """The value in words; a number, time or text stands for itself."""
        for choice in self.choices:
            if choice.value == value:
                return choice.label(language)
        fixed = SILENT_LABELS | FIXED_LABELS.get(self.type, {})
        with override(language):
            return str(fixed.get(value, value))

    def is_observed(self, values: Collection[str]) -> bool:
        """Whether the answer says something: given, and neither not observed nor not applicable."""
        return bool(values) and SILENT.isdisjoint(values)

    def is_adverse(self, values: Collection[str]) -> bool:
        """Whether the answer counts as a problem."""
        return not self.adverse.isdisjoint(values)

    def is_urgent(self, values: Collection[str]) -> bool:
        """Whether the answer asks at once for a short finding."""
        return not self.urgent.isdisjoint(values)

    def polarity(self, values: Collection[str]) -> Polarity:
        """Which side the answer counts on; "" for context, not observed, not applicable."""
        if not self.has_adverse or not self.is_observed(values):
            return ""
        return "adverse" if self.is_adverse(values) else "favourable"

    def asks_comment(self, values: Collection[str]) -> bool:
        """Whether a comment is asked for, never required: with bad and very bad on a scale."""
        return self.type is AnswerType.SCALE and not {"bad", "very_bad"}.isdisjoint(values)

    def check(self, value: str) -> tuple[list[str], Decimal | None, bool]:
        """Read an answer as it was written: its values, its number, whether that is approximate.

        Several choices are separated by ";" and come back in the form's order, each once; a time
        comes back as HH:MM. Raises ValueError with a sentence that names what was expected.
        """
        text = value.strip()
        if text in SILENT and text in self.values:
            return [text], None, False
        if self.type not in OPEN_TYPES:
            return self._chosen(text), None, False
        try:
            if not text or text in SILENT:
                raise ValueError(_("an answer"))
            return read_open(self.type, text)
        except ValueError as expected:
            raise self._refusal(text, str(expected)) from None

    def _chosen(self, text: str) -> list[str]:
        several = self.type is AnswerType.CHOICES
        given = [part.strip() for part in text.split(";")] if several else [text]
        chosen = {part for part in given if part}
        if not chosen or not chosen <= set(self.substantive_values):
            raise self._refusal(text, self._listed())
        return [value for value in self.substantive_values if value in chosen]

    def _listed(self) -> str:
        listed = ", ".join(self.substantive_values)
        if self.type is AnswerType.CHOICES:
            return _("any of %(values)s, separated by ;") % {"values": listed}
        return _("one of %(values)s") % {"values": listed}

    def _refusal(self, text: str, expected: str) -> ValueError:
        silent = self.values[len(self.substantive_values) :]
        return ValueError(
            _('"%(text)s" does not answer %(code)s: expected %(expected)s, or only %(silent)s.')
            % {
                "text": text,
                "code": self.code,
                "expected": expected,
                "silent": _(" or ").join(silent),
            }
        )
