"""Sentences cut, put back and moved, and the machine's text again."""

import pytest

from missions.rules import NotAllowed
from reports.actions.editing import (
    cut_sentence,
    place_sentence,
    put_sentence_back,
    restore_wording,
)
from reports.drafting import draft_statement
from tests.reports.editing_desk import (
    answered,
    blockers,
    drafted,
    newest,
    reworded,
    sentences,
    seven_visits,
)

pytestmark = pytest.mark.django_db
QUESTION = "voting.interference"
MATERIAL = "voting.campaign_material"


@pytest.fixture
def seven(cast):
    seven_visits(cast)


class TestCuttingAndMoving:
    def test_a_cut_sentence_leaves_the_text_and_can_be_put_back(self, cast, seven):
        before = list(drafted(cast))
        cut(cast, "areas.groups")
        draft = draft_statement(cast.mission)
        assert "areas.groups" not in sentences(draft)
        (left,) = draft.cut
        assert (left.sentence.key, left.by) == ("areas.groups", cast.secretariat.name)
        put_sentence_back(
            mission=cast.mission, kind="short", key="areas.groups", by=cast.secretariat
        )
        assert list(drafted(cast)) == before

    @pytest.mark.parametrize("key", ["scope", "method.quantifiers", "conclusion"])
    def test_scope_method_and_conclusion_are_never_cut(self, cast, seven, key):
        with pytest.raises(NotAllowed, match="part of every statement"):
            cut(cast, key, by=cast.head_of_mission, reason="Too long.")

    def test_leaving_out_a_matter_takes_the_head_and_a_reason_and_is_said(self, cast, seven):
        key = f"matters.{MATERIAL}"
        answered(cast, MATERIAL, "yes", adverse=True)
        with pytest.raises(NotAllowed, match="Only the head"):
            cut(cast, key, reason="Small.")
        with pytest.raises(NotAllowed, match="reason"):
            cut(cast, key, by=cast.head_of_mission, reason=" ")
        cut(cast, key, by=cast.head_of_mission, reason="Two leaflets.")
        made = drafted(cast)
        assert key not in made
        assert made["method.left_out"].text == (
            "The records call attention to 1 matter; the head of mission left out 1."
        )
        # Rule 11: it still waits to be acknowledged.
        assert blockers(cast, key) == [
            "The head of mission has not acknowledged this adverse pattern."
        ]

    def test_a_moved_sentence_stands_after_the_one_named(self, cast, seven):
        move(cast, "areas.groups", "interference", QUESTION)
        keys = list(drafted(cast))
        assert keys[keys.index(QUESTION) + 1] == "areas.groups"
        move(cast, "areas.groups", "", "")
        assert list(drafted(cast)) != keys

    @pytest.mark.parametrize(
        ("key", "section", "after"),
        [
            ("method.basis", "areas", ""),
            ("areas.groups", "method", ""),
            ("areas.groups", "matters", ""),
            ("areas.groups", "nowhere", ""),
            ("areas.groups", "scope", "stations.visited"),
        ],
    )
    def test_a_place_that_is_none_is_refused(self, cast, seven, key, section, after):
        with pytest.raises(NotAllowed):
            move(cast, key, section, after)

    def test_the_machines_text_comes_back(self, cast, seven):
        before = drafted(cast)[QUESTION]
        reworded(cast, QUESTION, "Calm reigned {basis}.", "favourable", "all")
        restore_wording(
            mission=cast.mission,
            kind="short",
            key=QUESTION,
            started_from=newest(cast, QUESTION),
            by=cast.secretariat,
        )
        assert drafted(cast)[QUESTION] == before

    def test_the_other_kind_is_not_touched(self, cast, seven):
        before = drafted(cast, "preliminary")
        reworded(cast, QUESTION, "Calm reigned {basis}.", "favourable", "all")
        cut(cast, "areas.groups")
        assert drafted(cast, "preliminary") == before


def cut(cast, key, **told):
    usual = {"mission": cast.mission, "kind": "short", "reason": "", "by": cast.secretariat}
    return cut_sentence(**{**usual, **told}, key=key)


def move(cast, key, section, after):
    return place_sentence(
        mission=cast.mission,
        kind="short",
        key=key,
        section=section,
        after=after,
        by=cast.secretariat,
    )
