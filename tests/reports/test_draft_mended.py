"""Sentences that once said too much, or too little."""

import pytest

from missions.enumerations import StationKind
from missions.models import Mission
from reports.draft_types import Sentence
from reports.drafting import draft_statement
from reports.drafting.patterns import evidence_digest
from tests.cast import Cast
from tests.factories import FindingFactory, StationFactory
from tests.visits.sending import a_visit, enter, revision_of
from visits.actions import verify_visit

pytestmark = pytest.mark.django_db


def counted(cast: Cast, **told: object) -> None:
    receipt = enter(a_visit(**told), cast)
    verify_visit(revision_of(receipt), by=cast.head_of_mission)


def drafted(mission: Mission) -> dict[str, Sentence]:
    draft = draft_statement(mission)
    return {each.key: each for section in draft.sections for each in section.sentences}


def withhold(cast: Cast, names: str) -> None:
    cast.mission.withhold = names
    cast.mission.save()


def test_a_commission_is_not_called_a_station(cast):
    StationFactory(
        mission=cast.mission, area=cast.north, code="c1", number="7", kind=StationKind.COMMISSION
    )
    counted(cast, stage="tabulation", station="c1", answers={"tabulation.admitted": "yes"})
    text = drafted(cast.mission)["stage.tabulation"].text
    assert "commission 7" in text and "station No." not in text


def test_withheld_numbers_of_stations_and_stages_are_not_printed(cast):
    counted(cast)
    counted(cast, stage="opening", answers={"opening.admitted": "yes"})
    withhold(cast, "stations_visited visits_by_stage openings_observed")
    sentences = drafted(cast.mission)
    assert sentences["stations.visited"].text.startswith("Observers visited polling stations in")
    assert "one" not in sentences["stage.opening"].text.split(":")[0].split()
    assert "the opening and voting" in sentences["scope"].text


def test_a_confidential_finding_does_not_say_how_many_told_it(cast):
    FindingFactory(
        mission=cast.mission,
        basis="told",
        state="confirmed",
        tellers=3,
        confidential=True,
        code="f",
    )
    assert "3" not in drafted(cast.mission)["finding.f"].text


def test_an_acknowledgement_does_not_outlive_a_change_of_what_was_found(cast):
    finding = FindingFactory(
        mission=cast.mission, state="confirmed", severity="serious", summary="A quarrel.", code="f"
    )
    before = evidence_digest(drafted(cast.mission)["matters.finding.f"])
    finding.severity, finding.summary = "critical", "Ballots were burnt."
    finding.save()
    assert evidence_digest(drafted(cast.mission)["matters.finding.f"]) != before


def test_a_favourable_visit_leaves_an_acknowledgement_standing(cast):
    counted(cast, answers={"voting.interference": "yes"})
    before = evidence_digest(drafted(cast.mission)["matters.voting.interference"])
    counted(cast)
    assert evidence_digest(drafted(cast.mission)["matters.voting.interference"]) == before


def test_what_was_done_in_one_case_is_not_said_of_all(cast):
    for _ in range(2):
        counted(cast, answers={"voting.interference": "yes"})
    FindingFactory(
        mission=cast.mission,
        question="voting.interference",
        state="confirmed",
        response="The chair sent him out",
    )
    text = drafted(cast.mission)["matters.voting.interference"].text
    assert "In one of these cases" in text and "The chair sent him out." in text
