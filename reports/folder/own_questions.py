"""Checking the mission's own questions, and the forms they make."""

from collections.abc import Collection
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from missions.models import Mission
from reports.drafting.draft import FIXED
from reports.folder.checks import question_codes
from reports.folder.planning import Plan, Planner
from reports.folder.rows import Row
from visits.answer_values import FIXED_LABELS, LISTED_TYPES, AnswerType
from visits.definition import DefinitionError, FormDefinition, parse_definition, standard_forms
from visits.form_versions import condition, listed, mission_forms
from visits.models import Answer, MissionQuestion, VisitRevision
from visits.payload import load_payload

# What an answer means rests on these: they are fixed once there is one.
MEANING = ("stage", "type", "choices", "adverse")
# A question's code is its sentence's key: two sentences cannot share one.
KEPT_FOR_SENTENCES = ("matters.", "finding.", "stage.", "method.")
LONGEST_CHOICE: int = Answer._meta.get_field("value").max_length  # type: ignore[assignment]


def check_questions(planner: Planner) -> dict[str, FormDefinition]:
    """Note what is wrong with the own questions; return the forms as they will be, by stage."""
    forms = {stage: parse_definition(raw) for stage, raw in standard_forms().items()}
    plan = planner.plans.get("questions")
    standard = {code: stage for stage, form in forms.items() for code in form.codes}
    before = len(planner.problems.found)
    for code, row in plan.rows.items() if plan else ():
        if code in standard:
            _refuse(planner, row, "code", code, _("a code that no standard question has"))
        if code in FIXED or code.startswith(KEPT_FOR_SENTENCES):
            _refuse(planner, row, "code", code, _("a code that no sentence of a statement has"))
        _check(planner, plan.records[code], row)  # type: ignore[union-attr]
    if plan and plan.changed:
        _check_answered(planner, plan)
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
    for value in listed(question.choices):
        if len(value) > LONGEST_CHOICE:
            expected = _("choices of at most %(longest)d characters each")
            _refuse(planner, row, "choices", value, expected % {"longest": LONGEST_CHOICE})
    values = listed(question.choices) or list(FIXED_LABELS.get(kind, ()))
    for value in listed(question.adverse):
        if value not in values:
            known = {"values": "; ".join(values) or "-"}
            _refuse(planner, row, "adverse", value, _("answers of it, of %(values)s") % known)
    if question.after and question.after not in question_codes(planner):
        _refuse(planner, row, "after", question.after, _("the code of a question"))
    _check_condition(planner, question, row)


def _check_answered(planner: Planner, plan: Plan) -> None:
    """Refuse what would give the answers there are another meaning, or another population."""
    moved = {}
    for change in plan.changed:
        other = [
            name for name in MEANING if name in change.told and _says_other(*change.told[name])
        ]
        if other:
            moved[str(getattr(change.record, "code", ""))] = (change.told, other)
    for code in sorted(answered(planner.mission, moved)):
        told, names = moved[code]
        for name in names:
            before, given = told[name]
            expected = _("what it is here, %(value)s: the question is answered already")
            row = plan.rows[code]
            _refuse(planner, row, name, given, expected % {"value": before or "-"})


def _says_other(before: str, given: str) -> bool:
    """Return whether two cells differ in more than the order in which they list values."""
    return set(listed(before)) != set(listed(given))


def answered(mission: Mission, codes: Collection[str]) -> set[str]:
    """Return the questions among `codes` that a visit answers, shown or in what waits beside it."""
    if not codes:
        return set()
    rows = Answer.objects.filter(visit__mission=mission, question__in=codes)
    found = set(rows.values_list("question", flat=True).distinct().order_by())
    waiting = VisitRevision.objects.filter(
        visit__mission=mission, number=F("visit__latest_revision")
    ).exclude(number=F("visit__standing_revision"))
    for payload in waiting.values_list("payload", flat=True).iterator():
        told = load_payload(bytes(payload)).get("answers")
        found |= set(codes) & set(told if isinstance(told, dict) else ())
    return found


def _check_condition(planner: Planner, question: MissionQuestion, row: Row) -> None:
    found: Any = condition(question.only_if)
    if question.only_if and found is None:
        expected = _("another question's code, = and an answer to it")
        _refuse(planner, row, "only_if", question.only_if, expected)
    elif found and found["question"] not in question_codes(planner):
        _refuse(planner, row, "only_if", question.only_if, _("the code of a question before the ="))
