"""A visit's answers as the form asked them: by group, each with what it means."""

from collections.abc import Iterable
from dataclasses import dataclass

from visits.definition import FormDefinition, Question, QuestionGroup
from visits.models import Answer


@dataclass(frozen=True)
class GivenAnswer:
    """One answered question in words; `said` is the options or the number or text."""

    code: str
    label: str
    said: str
    comment: str
    adverse: bool
    urgent: bool
    observed: bool


@dataclass(frozen=True)
class AnsweredGroup:
    """One group of the form: what was answered, and which questions were not."""

    title: str
    answers: tuple[GivenAnswer, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class AnswerSheet:
    """All answers of a visit; `urgent` are the urgent ones, wherever they were asked."""

    groups: tuple[AnsweredGroup, ...]
    urgent: tuple[GivenAnswer, ...]
    adverse: int


def answer_sheet(form: FormDefinition, answers: Iterable[Answer], language: str) -> AnswerSheet:
    """Return a visit's answers in the form's order, in words."""
    rows: dict[str, list[Answer]] = {}
    for answer in answers:
        rows.setdefault(answer.question, []).append(answer)
    groups = tuple(_group(group, rows, form, language) for group in form.groups)
    given = [answer for group in groups for answer in group.answers]
    urgent = tuple(answer for answer in given if answer.urgent)
    return AnswerSheet(groups, urgent, sum(answer.adverse for answer in given))


def _group(
    group: QuestionGroup, rows: dict[str, list[Answer]], form: FormDefinition, language: str
) -> AnsweredGroup:
    values = {code: [row.value for row in found] for code, found in rows.items()}
    asked = set(form.asked(values))
    answered = [each for each in group.questions if each.code in rows]
    answers = (_given(each, rows[each.code], language) for each in answered)
    unanswered = (
        each.label(language)
        for each in group.questions
        if each.code not in rows and each.code in asked
    )
    return AnsweredGroup(group.title(language), tuple(answers), tuple(unanswered))


def _given(question: Question, rows: list[Answer], language: str) -> GivenAnswer:
    return GivenAnswer(
        code=question.code,
        label=question.label(language),
        said=", ".join(_said(question, row, language) for row in rows),
        comment=" ".join(row.comment for row in rows if row.comment),
        adverse=any(row.adverse for row in rows),
        urgent=any(row.urgent for row in rows),
        observed=all(row.observed for row in rows),
    )


def _said(question: Question, row: Answer, language: str) -> str:
    words = row.text or question.value_label(row.value, language)
    return f"≈ {words}" if row.approximate else words
