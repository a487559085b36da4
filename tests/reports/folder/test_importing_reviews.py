"""A second import where reviews were made: what a file's states and their details still change."""

import pytest
from django.core.management import call_command

from missions.models import Mission
from reports.drafting import draft_statement
from reports.folder.exporting import mission_parts
from reports.folder.importing import Outcome, import_folder
from reports.folder.writing import write_folder
from tests.factories import AccountFactory
from tests.reports.folder import small
from visits.actions.standing import settle
from visits.models import Finding, Review, Visit, VisitRevision

pytestmark = pytest.mark.django_db
INTERFERENCE = "voting.interference"


def answers_only(*rows: list[str]) -> small.Folder:
    """Return a folder of mission.csv and these answers."""
    return {"mission": small.SMALL["mission"], "answers": [small.SMALL["answers"][0], *rows]}


def with_yes() -> small.Folder:
    """Return the small folder where the verified visit answers yes."""
    content = small.with_cell("answers", 1, "value", "yes")
    content["answers"][1][3] = "An official gave orders."
    return content


def revision(code: str, number: int = 1) -> VisitRevision:
    return VisitRevision.objects.get(visit__code=code, number=number)


def by_a_person(of: VisitRevision, decision: str, reason: str = "") -> None:
    """Let a person decide on a revision here."""
    account = AccountFactory(name="Somebody here")
    Review.objects.create(
        revision=of, decision=decision, account=account, reviewed_by=account.name, reason=reason
    )


def count(outcome: Outcome, name: str = "visits") -> tuple[int, int, int]:
    """Return how many rows were new, changed and unchanged."""
    counted = outcome.counts[name]
    return counted.new, counted.changed, counted.unchanged


def test_answers_alone_count_as_a_change_of_their_visit(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    outcome = small.bring_in(tmp_path / "b", answers_only(with_yes()["answers"][1]))
    assert count(outcome) == (0, 1, 0)
    again = small.bring_in(tmp_path / "b", answers_only(with_yes()["answers"][1]))
    assert count(again) == (0, 0, 1)


def test_the_file_verifies_the_answer_that_an_import_left_waiting(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", answers_only(with_yes()["answers"][1]))
    assert Visit.objects.get(code="v1").standing_revision == 1
    outcome = small.bring_in(tmp_path / "c", with_yes())
    visit = Visit.objects.get(code="v1")
    assert (count(outcome), visit.state) == ((0, 1, 1), "verified")
    assert (visit.standing_revision, visit.awaits_review) == (2, False)
    assert visit.answers.get(question=INTERFERENCE).value == "yes"
    sections = draft_statement(visit.mission).sections
    sentences = [each for part in sections for each in part.sentences]
    (sentence,) = [each for each in sentences if each.key == INTERFERENCE]
    assert sentence.evidence.visits == ("v1",)
    assert count(small.bring_in(tmp_path / "c", with_yes())) == (0, 0, 2)


def test_what_people_here_decided_on_the_waiting_answer_stays(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", answers_only(with_yes()["answers"][1]))
    by_a_person(revision("v1", 2), "set_aside", reason="hearsay")
    outcome = small.bring_in(tmp_path / "c", with_yes())
    visit = Visit.objects.get(code="v1")
    assert (visit.standing_revision, outcome.kept_reviews) == (1, {"visits": ["v1"]})


def with_review(state: str, **details: str) -> small.Folder:
    """Return the small folder where the second visit has this review."""
    content = small.with_cell("visits", 2, "state", state)
    for name, text in details.items():
        rows = content["visits"]
        for row in rows:
            row.append({0: name, 2: text}.get(rows.index(row), ""))
    return content


SET_ASIDE = {"review_note": "A copy.", "reviewed_by": "Desk 1", "reviewed_at": "2025-03-16T20:00"}


def test_changed_details_of_a_review_are_kept_and_the_others_stay(tmp_path):
    small.bring_in(tmp_path / "a", with_review("set_aside", **SET_ASIDE))
    changed = {"review_note": "A copy of v1.", "reviewed_by": "Desk 2", "reviewed_at": ""}
    outcome = small.bring_in(tmp_path / "b", with_review("set_aside", **changed))
    first, last = Review.objects.filter(revision__visit__code="v2").order_by("pk")
    assert (count(outcome), outcome.kept_reviews) == ((0, 1, 1), {})
    assert (last.note, last.reviewed_by) == ("A copy of v1.", "Desk 2")
    assert last.reviewed_at == first.reviewed_at
    again = small.bring_in(tmp_path / "b", with_review("set_aside", **changed))
    assert count(again) == (0, 0, 2)


def test_a_file_that_decides_otherwise_than_an_import_did_is_followed(tmp_path):
    content = small.with_cell("findings", 1, "state", "confirmed")
    small.bring_in(tmp_path / "a", content)
    content["visits"][1][6], content["findings"][1][5] = "set_aside", "refuted"
    outcome = small.bring_in(tmp_path / "b", content)
    assert (outcome.kept_reviews, outcome.sent_back) == ({}, {})
    assert Visit.objects.get(code="v1").state == "set_aside"
    assert Finding.objects.get(code="f1").state == "refuted"
    again = small.bring_in(tmp_path / "b", content)
    assert (count(again), count(again, "findings")) == ((0, 0, 2), (0, 0, 2))


@pytest.mark.parametrize("here", ["returned", "set_aside"])
def test_the_same_file_again_takes_no_review_back_that_people_made(tmp_path, here):
    small.bring_in(tmp_path / "a", small.folder())
    by_a_person(revision("v1"), here, reason="duplicate")
    outcome = small.bring_in(tmp_path / "a", small.folder())
    visit = Visit.objects.get(code="v1")
    assert visit.revisions.get().reviews.order_by("pk").last().decision == here
    assert (count(outcome), outcome.kept_reviews) == ((0, 0, 2), {"visits": ["v1"]})


def test_other_details_take_no_review_back_that_people_made(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    by_a_person(revision("v2"), "set_aside", reason="duplicate")
    outcome = small.bring_in(tmp_path / "b", with_review("set_aside", **SET_ASIDE))
    assert Review.objects.get(revision__visit__code="v2").reviewed_by == "Somebody here"
    assert outcome.kept_reviews == {"visits": ["v2"]}


@pytest.mark.parametrize("here", ["called_back", "refuted"])
def test_the_same_file_again_takes_no_decision_on_a_finding_back(tmp_path, here):
    content = small.with_cell("findings", 1, "state", "confirmed")
    small.bring_in(tmp_path / "a", content)
    Finding.objects.filter(code="f1").update(state=here)
    outcome = small.bring_in(tmp_path / "a", content)
    assert Finding.objects.get(code="f1").state == here
    assert outcome.kept_reviews == {"findings": ["f1"]}


@pytest.mark.parametrize("state", ["returned", "submitted"])
def test_a_file_that_would_move_a_review_back_is_told_so(tmp_path, capsys, state):
    small.bring_in(tmp_path / "a", small.folder())
    small.write(tmp_path / "b", small.with_cell("visits", 1, "state", state))
    call_command("import_mission", str(tmp_path / "b"))
    assert "visits: no import moves a review back; the state stays: v1" in capsys.readouterr().out
    assert Visit.objects.get(code="v1").state == "verified"


def test_the_time_at_which_an_imported_visit_was_received_is_corrected(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    content = small.with_cell("visits", 1, "received_at", "2025-03-16T19:00")
    outcome = small.bring_in(tmp_path / "b", content)
    visit = Visit.objects.get(code="v1")
    assert (count(outcome), visit.received_at) == ((0, 1, 1), visit.revisions.get().received_at)
    assert visit.received_at.isoformat() == "2025-03-16T14:00:00+00:00"
    assert count(small.bring_in(tmp_path / "b", content)) == (0, 0, 2)


def test_an_export_of_reviews_made_here_changes_nothing(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    by_a_person(revision("v2"), "set_aside", reason="duplicate")
    settle(Visit.objects.get(code="v2"))
    write_folder(tmp_path / "b", mission_parts(Mission.objects.get()))
    outcome = import_folder(tmp_path / "b", by="import_mission")
    assert (count(outcome), outcome.kept_reviews, outcome.sent_back) == ((0, 0, 2), {}, {})
