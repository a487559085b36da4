"""Checking the mission's own questions, and the forms they make."""

from django.utils.translation import gettext as _

from reports.folder.checks import question_codes
from reports.folder.planning import Plan, Planner
from reports.folder.rows import Row
from visits.definition import DefinitionError, FormDefinition, parse_definition, standard_forms
from visits.form_versions import mission_forms
from visits.own_questions import MEANING, answered, problems_of, says_other


def check_questions(planner: Planner) -> dict[str, FormDefinition]:
    """Note what is wrong with the own questions; return the forms as they will be, by stage.

    A question that is switched off here is still known: a folder does not say so, and it may bring
    answers given before.
    """
    forms = {stage: parse_definition(raw) for stage, raw in standard_forms().items()}
    plan = planner.plans.get("questions")
    before = len(planner.problems.found)
    if plan:
        standard = {code for form in forms.values() for code in form.codes}
        _check_rows(planner, plan, standard)
        if plan.changed:
            _check_answered(planner, plan)
    if len(planner.problems.found) == before:
        _compose(planner, forms)
    return forms


def _check_rows(planner: Planner, plan: Plan, standard: set[str]) -> None:
    known = question_codes(planner)
    for code, row in plan.rows.items():
        for problem in problems_of(plan.records[code], standard, known):
            _refuse(planner, row, problem.field, problem.value, problem.expected)


def _compose(planner: Planner, forms: dict[str, FormDefinition]) -> None:
    for stage, raw in mission_forms(planner.final("questions").values()).items():
        try:
            forms[stage] = parse_definition(raw)
        except DefinitionError as wrong:
            planner.problems.say(f"questions.csv: {wrong}")


def _refuse(planner: Planner, row: Row, column: str, value: str, expected: str) -> None:
    planner.problems.add(row.file, row.line, column, value, expected)


def _check_answered(planner: Planner, plan: Plan) -> None:
    """Refuse what would give the answers there are another meaning, or another population."""
    moved = {}
    for change in plan.changed:
        other = [name for name in MEANING if name in change.told and says_other(*change.told[name])]
        if other:
            moved[str(getattr(change.record, "code", ""))] = (change.told, other)
    for code in sorted(answered(planner.mission, moved)):
        told, names = moved[code]
        for name in names:
            before, given = told[name]
            expected = _("what it is here, %(value)s: the question is answered already")
            row = plan.rows[code]
            _refuse(planner, row, name, given, expected % {"value": before or "-"})
