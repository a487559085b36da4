"""Adverse patterns are acknowledged by the head of mission, on just the evidence they saw."""

import pytest

from missions.models import AuditRecord
from missions.rules import NotAllowed
from reports.actions.acknowledging import acknowledge_pattern, adverse_matters
from reports.drafting import draft_statement
from reports.drafting.patterns import evidence_digest
from reports.models import Acknowledgement
from tests.factories import AnswerFactory, VisitFactory


def inaccessible(cast):
    visit = VisitFactory(mission=cast.mission, team=cast.north_team, state="verified")
    AnswerFactory(visit=visit, question="voting.accessible", value="no", adverse=True)


@pytest.fixture
def pattern(cast):
    inaccessible(cast)
    inaccessible(cast)
    (sentence,) = adverse_matters(cast.mission)
    return sentence


def acknowledge(cast, sentence, by=None, digest=None):
    return acknowledge_pattern(
        mission=cast.mission,
        pattern=sentence.key,
        evidence_digest=digest or evidence_digest(sentence),
        by=by or cast.head_of_mission,
    )


def blockers(cast):
    return {blocker.sentence for blocker in draft_statement(cast.mission).blockers}


def test_an_acknowledged_pattern_no_longer_blocks(cast, pattern):
    assert pattern.key in blockers(cast)
    acknowledge(cast, pattern)
    assert pattern.key not in blockers(cast)


def test_with_new_evidence_the_head_is_asked_again(cast, pattern):
    acknowledge(cast, pattern)
    inaccessible(cast)
    assert pattern.key in blockers(cast)


def test_acknowledging_again_keeps_one_and_records_one(cast, pattern):
    assert acknowledge(cast, pattern) == acknowledge(cast, pattern)
    assert Acknowledgement.objects.count() == 1
    act = AuditRecord.objects.get(action="pattern acknowledged")
    assert (act.by, act.changes["pattern"]) == (cast.head_of_mission.email, pattern.key)


@pytest.mark.parametrize("role", ["secretariat", "administrator", "observer", "reader"])
def test_nobody_but_the_head_of_mission_acknowledges(cast, pattern, role):
    with pytest.raises(NotAllowed, match="Only the head of mission"):
        acknowledge(cast, pattern, by=cast.of_role(role))
    assert not Acknowledgement.objects.exists()


def test_evidence_that_changed_meanwhile_is_not_acknowledged_unseen(cast, pattern):
    inaccessible(cast)
    with pytest.raises(NotAllowed, match="evidence has changed"):
        acknowledge(cast, pattern)


def test_what_is_no_pattern_cannot_be_acknowledged(cast):
    with pytest.raises(NotAllowed, match="no such adverse pattern"):
        acknowledge_pattern(
            mission=cast.mission,
            pattern="matters.voting.accessible",
            evidence_digest="",
            by=cast.head_of_mission,
        )
