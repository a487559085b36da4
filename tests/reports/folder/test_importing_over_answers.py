"""A second import where visits came in meanwhile: what a file may say of what it never held."""

import json

import pytest
from django.core.management import call_command

from missions.models import AuditRecord, Mission
from observers.models import Team
from reports.folder.exporting import mission_parts
from reports.folder.importing import FolderRefused
from reports.folder.visit_content import sent_content
from reports.folder.writing import write_folder
from tests.reports.folder import small
from tests.visits.sending import a_visit, revision_of, send, stored
from visits.actions import take_in_visit
from visits.form_versions import current_versions, definition_of
from visits.models import FormVersion, MissionQuestion, Source, Visit

pytestmark = pytest.mark.django_db
KEEPS_MEANING = "the question is answered already"


def revised(code: str, **answers: str) -> Visit:
    """Let the team send the visit again with these answers, and return the visit."""
    visit = Visit.objects.get(code=code)
    latest = visit.revisions.get(number=visit.latest_revision)
    told = json.loads(bytes(latest.payload)) | {"parent": latest.sha256}
    told["answers"] |= {question: {"value": value} for question, value in answers.items()}
    payload = json.dumps(told).encode()
    team = Team.objects.get(code="t1")
    take_in_visit(payload, mission=visit.mission, by="x", source=Source.DEVICE, team=team)
    visit.refresh_from_db()
    return visit


def with_question(**cells: str) -> small.Folder:
    """Return the small folder with other cells in the row of its own question."""
    changed = small.folder()
    header, row = changed["questions"]
    changed["questions"] = [header, [cells.get(name, row[at]) for at, name in enumerate(header)]]
    return changed


def test_an_import_verifies_no_revision_that_it_never_held(tmp_path, capsys):
    small.bring_in(tmp_path / "a", small.folder())
    revised("v2", **{"voting.intimidation": "yes"})
    content = small.with_cell("visits", 2, "state", "verified")
    outcome = small.bring_in(tmp_path / "b", content)
    visit = Visit.objects.get(code="v2")
    assert (visit.state, visit.awaits_review, visit.urgent_waits) == ("submitted", True, True)
    assert outcome.kept_reviews == {"visits": ["v2"]}
    call_command("import_mission", str(tmp_path / "b"))
    assert "changed, here since the last import; the review stays: v2" in capsys.readouterr().out


def test_an_import_still_decides_on_the_revision_that_it_wrote(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", small.with_cell("visits", 2, "state", "verified"))
    assert Visit.objects.get(code="v2").state == "verified"


@pytest.mark.parametrize(
    "cells, column, here",
    [
        ({"stage": "counting"}, "stage", "voting"),
        ({"type": "text", "choices": "", "adverse": ""}, "type", "choice"),
        ({"choices": "mains;none;candles"}, "choices", "mains;none"),
        ({"adverse": "mains"}, "adverse", "none"),
    ],
)
def test_what_an_answered_question_means_is_fixed(tmp_path, cells, column, here):
    small.bring_in(tmp_path / "a", small.folder())
    sentences = small.refusal(tmp_path / "b", with_question(**cells))
    expected = f"expected what it is here, {here}: {KEEPS_MEANING}."
    assert f"questions.csv, line 2, column {column}: “{cells[column]}”, {expected}" in sentences


def test_an_answer_that_waits_beside_a_verified_one_fixes_its_question_too(tmp_path):
    content = small.folder()
    content["answers"] = [row for row in content["answers"] if row[1] != "own.light"]
    small.bring_in(tmp_path / "a", content)
    assert revised("v1", **{"own.light": "none"}).standing_revision == 1
    again = with_question(adverse="mains")
    again["answers"] = content["answers"]
    assert KEEPS_MEANING in "".join(small.refusal(tmp_path / "b", again))


def test_an_answered_question_may_get_other_words_and_its_values_another_order(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", with_question(label="What light?", choices="none; mains"))
    assert MissionQuestion.objects.get().label == "What light?"


def test_a_question_nobody_answered_may_mean_something_else(tmp_path):
    content = small.folder()
    content["answers"] = [row for row in content["answers"] if row[1] != "own.light"]
    small.bring_in(tmp_path / "a", content)
    again = with_question(stage="counting", adverse="mains")
    again["answers"] = content["answers"]
    small.bring_in(tmp_path / "b", again)
    versions = current_versions(Mission.objects.get())
    asked = [stage for stage, form in versions.items() if "own.light" in definition_of(form).codes]
    assert (MissionQuestion.objects.get().stage, asked) == ("counting", ["counting"])


def test_a_choice_longer_than_an_answer_can_be_is_refused(tmp_path):
    content = with_question(choices=f"{'a' * 101};none")
    (sentence,) = small.refusal(tmp_path / "a", {**content, "answers": content["answers"][:1]})
    assert "questions.csv, line 2, column choices" in sentence
    assert "expected choices of at most 100 characters each" in sentence
    small.bring_in(tmp_path / "b", {**with_question(choices=f"{'a' * 100};none;mains")})


def test_a_form_that_an_import_publishes_is_audited_once(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", with_question(after="voting.interference"))
    published = AuditRecord.objects.filter(action="form published").order_by("pk")
    assert [each.by for each in published] == ["system: import_mission"] * 2
    versions = FormVersion.objects.filter(mission__isnull=False).order_by("number")
    assert [each.changes for each in published] == [
        {"stage": "voting", "number": each.number, "sha256": each.sha256} for each in versions
    ]


@pytest.mark.parametrize("anonymise", [False, True])
def test_an_export_is_audited_and_a_refused_one_is_not(tmp_path, anonymise):
    small.bring_in(tmp_path / "a", small.folder())
    call_command("export_mission", small.SLUG, str(tmp_path / "out"), anonymise=anonymise)
    with pytest.raises(Exception, match="exists already"):
        call_command("export_mission", small.SLUG, str(tmp_path / "out"), anonymise=anonymise)
    (told,) = AuditRecord.objects.filter(action="exported")
    assert (told.by, told.changes) == ("system: export_mission", {"anonymised": anonymise})
    assert told.mission_id == Mission.objects.get().pk


def test_a_figure_that_there_is_not_cannot_be_withheld(tmp_path):
    (sentence,) = small.refusal(
        tmp_path / "a", small.with_detail("withhold", "members_total members_totall")
    )
    assert sentence.startswith("mission.csv, line 10, column withhold: “members_total members_tot")
    assert "meetings_total; not members_totall." in sentence
    small.bring_in(tmp_path / "b", small.with_detail("withhold", "members_total  teams_total"))
    assert Mission.objects.get().withheld == {"members_total", "teams_total"}


ODD = "a\x01\x0b\x1b\ufffe\uffff b\r\nc\rd"


@pytest.mark.parametrize("name", ["out", "out.xlsx", "out.zip"])
def test_control_characters_from_the_field_break_no_export(cast, tmp_path, name):
    given = {
        "voting.interference": {"value": "yes", "comment": f"=1+1{ODD}"},
        "voting.station_ready": {"value": "yes"},
    }
    send(a_visit(comments=ODD, answers=given), cast)
    write_folder(tmp_path / name, mission_parts(cast.mission))
    answers = {part.name: list(part.rows) for part in mission_parts(cast.mission)}["answers"]
    assert [row[3] for row in answers] == ["=1+1a\n b\nc\nd", ""]


def test_a_visit_with_control_characters_that_comes_back_in_is_unchanged(tmp_path):
    content = small.folder()
    small.bring_in(tmp_path / "a", content)
    visit = Visit.objects.get(code="v2")
    visit.answers.filter(question="voting.interference").update(comment="Orders\x01.")
    mission = Mission.objects.get()
    write_folder(tmp_path / "out", mission_parts(mission))
    again = small.import_folder(tmp_path / "out", by="import_mission")
    assert again.counts["visits"].changed == 0


def test_a_zero_in_a_waiting_revision_is_an_answer(cast):
    receipt = send(a_visit(stage="counting", answers={"counting.invalid": {"value": 0}}), cast)
    content = sent_content(stored(receipt), revision_of(receipt))
    assert content.answers["counting.invalid"] == ("0", "")


def test_a_refused_folder_leaves_the_stations_areas(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    content = with_question(adverse="mains")
    content["stations"][1][2] = "north"
    with pytest.raises(FolderRefused):
        small.bring_in(tmp_path / "b", content)
    assert Visit.objects.get(code="v1").area.code == "east"


def test_another_stage_that_does_not_ask_what_was_answered_is_refused(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    content = small.with_cell("visits", 1, "stage", "counting")
    del content["answers"]
    with pytest.raises(FolderRefused) as refused:
        small.bring_in(tmp_path / "b", content)
    assert refused.value.sentences == (
        "visits.csv, line 2, column stage: “counting”, expected voting, as here: the visit has "
        "answers to questions of that stage.",
    )
    assert Visit.objects.get(code="v1").answers.count() == 2


def test_a_visit_without_answers_may_get_another_stage(tmp_path):
    content = small.folder()
    del content["answers"]
    small.bring_in(tmp_path / "a", content)
    content["visits"][2][3] = "counting"
    small.bring_in(tmp_path / "a", content)
    assert Visit.objects.get(code="v2").stage == "counting"
