"""An import where questions are switched off here: the folder does not carry that."""

import pytest

from missions.models import Mission
from tests.reports.folder import small
from visits.form_versions import current_version, definition_of, publish_mission_forms
from visits.models import Answer, SwitchedOffQuestion, Visit

pytestmark = pytest.mark.django_db
# A standard question that the small folder's second visit answers.
OFF = "voting.interference_by"


def switched_off(mission: Mission, code: str) -> None:
    """Switch a question off and publish the form without it."""
    SwitchedOffQuestion.objects.create(mission=mission, question=code)
    publish_mission_forms(mission)
    assert code not in asked(mission)


def asked(mission: Mission) -> tuple[str, ...]:
    """The questions that a new visit of voting is asked."""
    return definition_of(current_version(mission, "voting")).codes


def test_an_import_that_changes_questions_keeps_them_switched_off(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    mission = Mission.objects.get()
    switched_off(mission, "voting.queue")
    content = small.with_cell("questions", 1, "label", "Was the hall well lit?")
    small.bring_in(tmp_path / "b", content)
    assert "voting.queue" not in asked(mission)
    version = definition_of(current_version(mission, "voting"))
    own = small.folder()["questions"][1][0]
    assert version.question(own).label("en") == "Was the hall well lit?"


def test_importing_answers_again_whose_question_is_switched_off_changes_nothing(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    mission = Mission.objects.get()
    before = Answer.objects.count()
    switched_off(mission, OFF)
    small.bring_in(tmp_path / "b", small.folder())
    assert Answer.objects.count() == before
    assert set(Visit.objects.values_list("latest_revision", flat=True)) == {1}


def test_a_new_visit_that_brings_such_an_answer_keeps_it_as_evidence(tmp_path):
    whole = small.folder()
    first = {name: whole[name][:2] for name in ("visits",)} | {"answers": whole["answers"][:3]}
    small.bring_in(tmp_path / "a", small.folder(**first, findings=whole["findings"][:1]))
    switched_off(Mission.objects.get(), OFF)
    small.bring_in(tmp_path / "b", whole)
    kept = Answer.objects.filter(question=OFF).first()
    assert kept is not None
    assert OFF in definition_of(kept.visit.form_version).codes
    assert "unknown_question" not in kept.visit.flags
