"""Making a mission's own forms: questions left out, its own questions, published versions."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from missions import audit
from missions.actions.keeping import CODE_TAKEN
from missions.actions.records import move_evidence_on
from missions.models import Account, Mission
from missions.rules import NotAllowed
from visits import form_rules
from visits.form_page import StageForm, stage_forms
from visits.form_versions import listed, publish_form
from visits.models import FormVersion, MissionQuestion, SwitchedOffQuestion
from visits.own_questions import MEANING, answered, says_other

# What the page of a question lets one write.
WRITTEN = ("label", "names", "type", "choices", "adverse", "theme", "after", "only_if")


def _locked(mission: Mission, stage: str) -> StageForm:
    """Return the form of a stage, with the mission locked: two people change it in turn."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    return stage_forms(mission, stage)[stage]


@transaction.atomic
def switch_off(*, mission: Mission, stage: str, code: str, by: Account) -> None:
    """Leave a question out of what is published next, and with it what depends on it.

    Raises NotAllowed for a question that every mission asks. Switching off twice changes nothing.
    """
    form = _locked(mission, stage)
    form_rules.check_can_switch_off(form.whole, code)
    if code not in form.switched_off:
        off = SwitchedOffQuestion.objects.create(mission=mission, question=code)
        _tell(by, "question switched off", off, mission, {"question": [code, ""]})


@transaction.atomic
def switch_on(*, mission: Mission, stage: str, code: str, by: Account) -> None:
    """Ask a question again in what is published next; on one that is asked it changes nothing."""
    form = _locked(mission, stage)
    if code not in form.whole.codes:
        raise NotAllowed(form_rules.NO_SUCH_QUESTION)
    off = SwitchedOffQuestion.objects.filter(mission=mission, question=code).first()
    if off is not None:
        _tell(by, "question switched on", off, mission, {"question": ["", code]})
        off.delete()


@transaction.atomic
def add_question(*, question: MissionQuestion, by: Account) -> MissionQuestion:
    """Store a new question of the mission and return it; it is asked once it is published.

    Raises NotAllowed where its code was taken meanwhile.
    """
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(CODE_TAKEN) from None
    told = {name: ["", getattr(question, name)] for name in ("code", "stage", *WRITTEN)}
    _tell(by, "question added", question, question.mission, told)
    return question


@transaction.atomic
def change_question(
    *, question: MissionQuestion, fields: dict[str, Any], by: Account
) -> MissionQuestion:
    """Write the fields of a question that are new, and return it.

    Raises NotAllowed where visits answered it and the change would give their answers another
    meaning.
    """
    _locked(question.mission, question.stage)
    question = MissionQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    before = {name: getattr(question, name) for name in fields}
    told = {name: [old, fields[name]] for name, old in before.items() if old != fields[name]}
    if not told:
        return question
    moved = [name for name in MEANING if name in told and says_other(*told[name])]
    if moved and answered(question.mission, [question.code]):
        raise NotAllowed(meaning_is_fixed(question))
    for name in told:
        setattr(question, name, fields[name])
    question.save(update_fields=list(told))
    _tell(by, "question changed", question, question.mission, told)
    return question


def meaning_is_fixed(question: MissionQuestion) -> str:
    """Return the sentence that says what can no longer be changed of an answered question."""
    choices = "; ".join(listed(question.choices)) or "-"
    return _(
        "Visits answer this question already: its type, its choices (%(choices)s) and which of "
        "them are adverse stay as they are. Its wording and its place may change."
    ) % {"choices": choices}


@transaction.atomic
def delete_question(*, question: MissionQuestion, by: Account) -> None:
    """Delete a question that no visit answers and no other depends on; else raise NotAllowed."""
    mission = question.mission
    form = _locked(mission, question.stage)
    check_can_delete(form, question)
    _tell(by, "question deleted", question, mission, {"code": [question.code, ""]})
    SwitchedOffQuestion.objects.filter(mission=mission, question=question.code).delete()
    question.delete()


def check_can_delete(form: StageForm, question: MissionQuestion) -> None:
    """Raise NotAllowed where visits answer the question or another one depends on it."""
    if answered(question.mission, [question.code]):
        raise NotAllowed(form_rules.ANSWERED)
    if others := form_rules.dependants(form.whole, question.code):
        labels = ", ".join(f"“{other.label('en')}”" for other in others)
        raise NotAllowed(_("Other questions depend on it: %(labels)s") % {"labels": labels})


@transaction.atomic
def publish_stage(*, mission: Mission, stage: str, sha256: str, by: Account) -> FormVersion:
    """Publish what is prepared for a stage and return the version.

    `sha256` names what the person has read. Raises NotAllowed where it is no longer that, where it
    makes no form, or where it says nothing new. Visits stay pinned to the version they were
    opened on.
    """
    form = _locked(mission, stage)
    if form.problem:
        raise NotAllowed(form.problem)
    if form.sha256 != sha256:
        raise NotAllowed(form_rules.CHANGED_MEANWHILE)
    if not form.is_changed:
        raise NotAllowed(form_rules.NOTHING_NEW)
    version = publish_form(mission, stage, form.raw, by=by)
    # A draft words its sentences by the newest version.
    move_evidence_on(mission)
    return version


def _tell(by: Account, action: str, record: Any, mission: Mission, changes: dict[str, Any]) -> None:
    audit.record(by=by, action=action, record=record, mission=mission, changes=changes)
