"""A second import where reviews were made: what a file's states and their details still change."""

import pytest

from reports.drafting import draft_statement
from reports.folder.importing import Outcome
from tests.factories import AccountFactory
from tests.reports.folder import small
from visits.models import Review, Visit, VisitRevision

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
