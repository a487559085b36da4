"""What a new version of a form would change for the observer, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from visits.definition import FormDefinition, Question

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True)
class FormChange:
    """One difference between two versions: its kind, the question, and a sentence about it."""

    kind: str
    code: str
    words: str


def form_changes(before: FormDefinition, after: FormDefinition) -> list[FormChange]:
    """Return how `after` differs from `before`: gone, new, changed, moved; in that order."""
    return [
        *_removed(before, after),
        *_added(before, after),
        *_changed(before, after),
        *_moved(before, after),
    ]


def _label(question: Question) -> str:
    return question.label(get_language() or "en")


def _removed(before: FormDefinition, after: FormDefinition) -> Iterator[FormChange]:
    for question in before.questions:
        if question.code not in after.codes:
            words = _("No longer asked: “%(label)s”") % {"label": _label(question)}
            yield FormChange(REMOVED, question.code, words)


def _added(before: FormDefinition, after: FormDefinition) -> Iterator[FormChange]:
    previous: Question | None = None
    for question in after.questions:
        if question.code not in before.codes:
            told = {"label": _label(question), "after": _label(previous) if previous else ""}
            words = _("Newly asked, after “%(after)s”: “%(label)s”")
            first = _("Newly asked, first of all: “%(label)s”")
            yield FormChange(ADDED, question.code, (words if previous else first) % told)
        previous = question


def _changed(before: FormDefinition, after: FormDefinition) -> Iterator[FormChange]:
    for question in after.questions:
        if question.code in before.codes:
            parts = list(_other_parts(before.question(question.code), question))
            if parts:
                told = {"label": _label(question), "parts": ", ".join(parts)}
                words = _("Changed: “%(label)s” (%(parts)s)") % told
                yield FormChange(CHANGED, question.code, words)


def _other_parts(before: Question, after: Question) -> Iterator[str]:
    def answers(question: Question) -> list[tuple[str, str]]:
        language = get_language() or "en"
        return [(value, question.value_label(value, language)) for value in question.values]

    if dict(before.labels) != dict(after.labels):
        yield _("its wording; before: “%(label)s”") % {"label": _label(before)}
    if dict(before.help_texts) != dict(after.help_texts):
        yield _("its explanation")
    if before.type != after.type or answers(before) != answers(after):
        yield _("its answers")
    if before.adverse != after.adverse:
        yield _("which answers are adverse")
    if before.urgent != after.urgent:
        yield _("which answers are urgent")
    if before.only_if != after.only_if:
        yield _("when it is asked")
    if before.theme != after.theme:
        yield _("its theme")
    if before.unit != after.unit:
        yield _("what its sentence counts")


def _moved(before: FormDefinition, after: FormDefinition) -> Iterator[FormChange]:
    """Yield the questions in both that no longer stand in the same order."""
    old = [code for code in before.codes if code in after.codes]
    new = [code for code in after.codes if code in before.codes]
    stays: set[str] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stays |= set(new[block.b : block.b + block.size])
    for code in new:
        if code not in stays:
            words = _("Asked at another place: “%(label)s”") % {
                "label": _label(after.question(code))
            }
            yield FormChange(MOVED, code, words)
