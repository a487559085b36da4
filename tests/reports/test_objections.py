"""Nobody sets aside what speaks against a sentence they wrote (sentence rule 7)."""

import pytest

from missions.rules import NotAllowed
from reports.actions.adding import add_sentence
from reports.actions.editing import (
    Wording,
    restore_wording,
    reword_sentence,
)
from tests.factories import FindingFactory
from tests.reports.editing_desk import drafted, newest
from tests.visits.sending import a_visit, enter, revision_of
from visits.actions import decide_finding, edit_finding, return_visit, set_aside_visit, verify_visit

pytestmark = pytest.mark.django_db
QUESTION = "voting.unauthorised_persons"
NONE = Wording("Observers met no stranger in any of {population}.", "adverse", "none")
AS_SEEN = Wording("Observers met strangers {basis}.", "adverse", "")


def counted(cast, value):
    """A visit with this answer, verified by somebody who edits nothing; its revision."""
    revision = revision_of(enter(a_visit(answers={QUESTION: value}), cast))
    verify_visit(revision, by=cast.head_of_mission)
    return revision


def write(cast, wording, by):
    reword_sentence(
        mission=cast.mission,
        kind="short",
        key=QUESTION,
        wording=wording,
        started_from=newest(cast, QUESTION),
        by=by,
    )


@pytest.fixture
def written(cast):
    """Six visits, a sentence that says none, brought in, and then a seventh that says yes."""
    for _number in range(6):
        counted(cast, "no")
    add_sentence(
        mission=cast.mission,
        kind="short",
        section="voting",
        after="",
        wording=NONE,
        bound=("question", QUESTION),
        by=cast.secretariat,
    )
    revision = counted(cast, "yes")
    assert drafted(cast)[QUESTION].standing == "contradicted"
    return revision


def test_the_last_editor_does_not_set_aside_what_speaks_against_the_sentence(cast, written):
    with pytest.raises(NotAllowed, match="You wrote the sentence"):
        set_aside_visit(written, reason="duplicate", by=cast.secretariat)
    with pytest.raises(NotAllowed, match="You wrote the sentence"):
        return_visit(written, question="Sure?", by=cast.secretariat)


def test_somebody_else_does(cast, written):
    set_aside_visit(written, reason="duplicate", by=cast.second_secretariat)
    assert drafted(cast)[QUESTION].standing == "backed"


def test_who_edits_the_sentence_next_is_bound_in_their_place(cast, written):
    write(cast, Wording(f"{NONE.text} So they say.", "adverse", "none"), cast.head_of_mission)
    with pytest.raises(NotAllowed, match="You wrote the sentence"):
        set_aside_visit(written, reason="duplicate", by=cast.head_of_mission)
    set_aside_visit(written, reason="duplicate", by=cast.secretariat)


def test_a_sentence_that_says_what_was_seen_binds_nobody(cast, written):
    write(cast, AS_SEEN, cast.secretariat)
    set_aside_visit(written, reason="duplicate", by=cast.secretariat)
    written.visit.refresh_from_db()
    assert written.visit.state == "set_aside"


def test_other_visits_may_be_set_aside(cast, written):
    other = counted(cast, "no")
    set_aside_visit(other, reason="duplicate", by=cast.secretariat)
    other.visit.refresh_from_db()
    assert other.visit.state == "set_aside"


def test_a_finding_that_speaks_against_it_is_not_refuted_by_its_editor(cast, written):
    finding = FindingFactory(mission=cast.mission, question=QUESTION, state="confirmed")
    with pytest.raises(NotAllowed, match="You wrote the sentence"):
        decide_finding(finding, state="refuted", by=cast.secretariat)
    decide_finding(finding, state="refuted", by=cast.second_secretariat)


@pytest.mark.parametrize("turned", [{"polarity": "favourable"}, {"question": ""}])
def test_the_last_editor_does_not_turn_a_finding_round_that_speaks_against_it(
    cast, written, turned
):
    set_aside_visit(written, reason="duplicate", by=cast.second_secretariat)
    finding = FindingFactory(mission=cast.mission, question=QUESTION, state="confirmed")
    assert drafted(cast)[QUESTION].standing == "contradicted"
    with pytest.raises(NotAllowed, match="You wrote the sentence"):
        edit_finding(finding, by=cast.secretariat, **turned)
    edit_finding(finding, by=cast.secretariat, summary="Strangers, by the door.")
    edit_finding(finding, by=cast.second_secretariat, **turned)


class TestTheOtherWayRound:
    """Who took evidence out of the count does not write, or write anew, what it spoke against."""

    def out(self, cast, revision):
        set_aside_visit(revision, reason="duplicate", by=cast.secretariat)

    def test_putting_the_machines_text_back_for_a_moment_changes_nothing(self, cast, written):
        restore_wording(
            mission=cast.mission,
            kind="short",
            key=QUESTION,
            started_from=newest(cast, QUESTION),
            by=cast.secretariat,
        )
        self.out(cast, written)
        with pytest.raises(NotAllowed, match=f"You took {written.visit.code} out of the count"):
            write(cast, NONE, cast.secretariat)
        write(cast, NONE, cast.second_secretariat)

    def test_nor_does_giving_the_numbers_for_a_moment(self, cast, written):
        write(cast, AS_SEEN, cast.secretariat)
        self.out(cast, written)
        with pytest.raises(NotAllowed, match="let somebody else write it"):
            write(cast, NONE, cast.secretariat)
        write(cast, Wording(AS_SEEN.text + " So it was.", "adverse", ""), cast.secretariat)

    def test_nor_does_adding_the_sentence_afterwards(self, cast):
        revisions = [counted(cast, "no") for _number in range(6)]
        revision = counted(cast, "yes")
        self.out(cast, revision)
        told = {"mission": cast.mission, "kind": "short", "section": "voting", "after": ""}
        told |= {"wording": NONE, "bound": ("question", QUESTION)}
        with pytest.raises(NotAllowed, match="You took"):
            add_sentence(**told, by=cast.secretariat)
        assert add_sentence(**told, by=cast.second_secretariat) == QUESTION
        assert len(revisions) == 6

    def test_a_visit_that_speaks_for_the_text_binds_nobody(self, cast):
        for _number in range(6):
            counted(cast, "no")
        self.out(cast, counted(cast, "no"))
        told = {"mission": cast.mission, "kind": "short", "section": "voting", "after": ""}
        told |= {"wording": NONE, "bound": ("question", QUESTION)}
        assert add_sentence(**told, by=cast.secretariat) == QUESTION

    def test_a_visit_that_counts_again_binds_nobody(self, cast, written):
        write(cast, AS_SEEN, cast.secretariat)
        self.out(cast, written)
        verify_visit(written, by=cast.head_of_mission)
        write(cast, NONE, cast.secretariat)
        assert drafted(cast)[QUESTION].standing == "contradicted"

    def test_the_same_holds_of_a_finding(self, cast, written):
        set_aside_visit(written, reason="duplicate", by=cast.second_secretariat)
        finding = FindingFactory(mission=cast.mission, question=QUESTION, state="confirmed")
        write(cast, AS_SEEN, cast.secretariat)
        decide_finding(finding, state="refuted", by=cast.secretariat)
        decide_finding(finding, state="new", by=cast.secretariat)
        with pytest.raises(NotAllowed, match=f"You took {finding.code} out of the count"):
            write(cast, NONE, cast.secretariat)
        write(cast, NONE, cast.head_of_mission)
