"""Checking the mission's own questions, and the forms they make."""

from typing import Any

from django.utils.translation import gettext as _

from reports.folder.checks import question_codes
from reports.folder.planning import Planner
from reports.folder.rows import Row
from visits.answer_values import FIXED_LABELS, LISTED_TYPES, AnswerType
from visits.definition import DefinitionError, FormDefinition, parse_definition, standard_forms
from visits.form_versions import condition, listed, mission_forms
from visits.models import MissionQuestion


def check_questions(planner: Planner) -> dict[str, FormDefinition]:
    """Note what is wrong with the own questions; return the forms as they will be, by stage."""
    forms = {stage: parse_definition(raw) for stage, raw in standard_forms().items()}
    plan = planner.plans.get("questions")
    standard = {code: stage for stage, form in forms.items() for code in form.codes}
    before = len(planner.problems.found)
    for code, row in plan.rows.items() if plan else ():
        if code in standard:
            _refuse(planner, row, "code", code, _("a code that no standard question has"))
        _check(planner, plan.records[code], row)  # type: ignore[union-attr]
    if len(planner.problems.found) == before:
        _compose(planner, forms)
    return forms


def _compose(planner: Planner, forms: dict[str, FormDefinition]) -> None:
    for stage, raw in mission_forms(planner.final("questions").values()).items():
        try:
            forms[stage] = parse_definition(raw)
        except DefinitionError as wrong:
            planner.problems.say(f"questions.csv: {wrong}")


def _refuse(planner: Planner, row: Row, column: str, value: str, expected: str) -> None:
    planner.problems.add(row.file, row.line, column, value, expected)


def _check(planner: Planner, question: MissionQuestion, row: Row) -> None:
    if question.type not in list(AnswerType):
        return
    kind = AnswerType(question.type)
    if kind in LISTED_TYPES and not listed(question.choices):
        _refuse(planner, row, "choices", "", _("the choices, separated by ;"))
    if kind not in LISTED_TYPES and question.choices:
        _refuse(planner, row, "choices", question.choices, _("choices only of choice and choices"))
    values = listed(question.choices) or list(FIXED_LABELS.get(kind, ()))
    for value in listed(question.adverse):
        if value not in values:
            known = {"values": "; ".join(values) or "-"}
            _refuse(planner, row, "adverse", value, _("answers of it, of %(values)s") % known)
    if question.after and question.after not in question_codes(planner):
        _refuse(planner, row, "after", question.after, _("the code of a question"))
    _check_condition(planner, question, row)


def _check_condition(planner: Planner, question: MissionQuestion, row: Row) -> None:
    found: Any = condition(question.only_if)
    if question.only_if and found is None:
        expected = _("another question's code, = and an answer to it")
        _refuse(planner, row, "only_if", question.only_if, expected)
    elif found and found["question"] not in question_codes(planner):
        _refuse(planner, row, "only_if", question.only_if, _("the code of a question before the ="))
