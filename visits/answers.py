"""Reading the answers of a visit into rows, by the definition its form version gives."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from visits.answer_values import AnswerType
from visits.balance import balances, figures_of
from visits.definition import FormDefinition, Question
from visits.flags import Flag
from visits.models import Answer
from visits.payload import told_answer, told_answers

BALANCES = "counting.balances"


def read_answers(
    form: FormDefinition, raw: Mapping[str, Any], flags: set[str], *, imported: bool = False
) -> list[Answer]:
    """Return the answers in `raw` as unsaved rows, flagging what cannot be read.

    An import may carry what the software itself once answered; from the field it is worked out
    here, and never before the team has confirmed figures that do not balance.
    """
    rows: list[Answer] = []
    for code, told in told_answers(raw).items():
        if code not in form.codes:
            flags.add(Flag.UNKNOWN_QUESTION)
        elif imported or not form.question(code).computed:
            rows += _read(form.question(code), told, flags)
    if BALANCES in form.codes:
        rows += _balance(form, rows, bool(raw.get("figures_confirmed")), flags, imported)
    _compare_with_asked(form, rows, flags)
    return rows


def _read(question: Question, told: Any, flags: set[str]) -> list[Answer]:
    value, comment = told_answer(told, several=question.type is AnswerType.CHOICES)
    try:
        values, number, approximate = question.check(value)
    except ValueError:
        if value or comment:
            flags.add(Flag.UNREADABLE_ANSWER)
        return []
    if question.asks_comment(values) and not comment:
        flags.add(Flag.COMMENT_MISSING)
    rows = [_row(question, each) for each in values]
    if question.type is AnswerType.TEXT and question.is_observed(values):
        rows[0].value, rows[0].text = "text", values[0]
    rows[0].number, rows[0].approximate, rows[0].comment = number, approximate, comment
    counted = next((row for row in rows if row.adverse), rows[0])
    for row in rows:
        row.counted = row is counted
    return rows


def _row(question: Question, value: str) -> Answer:
    told = question.is_observed([value]), question.is_adverse([value]), question.is_urgent([value])
    # All of them, in the order of the model: by name, Django takes four times as long for each.
    values = (None, None, question.code, value, None, False, "", "", True, *told)
    # So that mypy does not take the whole row for its first field.
    made: Callable[..., Answer] = Answer
    return made(*values)


def _figures(rows: list[Answer]) -> dict[str, int | None]:
    exact = (row for row in rows if isinstance(row.number, Decimal) and not row.approximate)
    return figures_of({row.question: int(row.number or 0) for row in exact})


def _balance(
    form: FormDefinition, rows: list[Answer], confirmed: bool, flags: set[str], imported: bool
) -> list[Answer]:
    """Flag figures that do not balance, and answer for the team once it confirmed them."""
    balanced = balances(_figures(rows))
    if balanced is False and not confirmed:
        flags.add(Flag.UNBALANCED)
    if imported or balanced is None or (balanced is False and not confirmed):
        return []
    return [_row(form.question(BALANCES), "yes" if balanced else "no")]


def _compare_with_asked(form: FormDefinition, rows: list[Answer], flags: set[str]) -> None:
    """Flag what followed and has no answer, and what has one and did not follow.

    The latter is kept, as a folder must give back what it brought, and says nothing.
    """
    answers: dict[str, list[str]] = {}
    for row in rows:
        answers.setdefault(row.question, []).append(row.value)
    asked = dict.fromkeys(form.asked(answers))
    if any(form.question(code).only_if and code not in answers for code in asked):
        flags.add(Flag.CONDITIONAL_MISSING)
    for row in rows:
        if row.question not in asked and not form.question(row.question).computed:
            row.observed = row.adverse = row.urgent = False
            flags.add(Flag.ANSWER_NOT_ASKED)
