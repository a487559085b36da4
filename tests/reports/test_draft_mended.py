"""Sentences that once said too much, or too little."""

from datetime import timedelta

import pytest

from missions.enumerations import StationKind
from missions.models import Mission
from reports.draft_types import Sentence
from reports.drafting import draft_statement
from reports.drafting.patterns import evidence_digest
from tests.cast import Cast
from tests.factories import FindingFactory, JudgementFactory, MeetingFactory, StationFactory
from tests.visits.sending import a_visit, enter, revision_of, send
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


@pytest.mark.parametrize(
    ("names", "scope", "conclusion"),
    [
        (
            "visits_by_stage",
            "Observers followed the opening and voting. They",
            "This judgement rests on visits at these stages: the opening and voting. The",
        ),
        (
            "openings_observed",
            "Observers followed the opening and voting (1 visit). They",
            "This judgement rests on visits at these stages: the opening and voting (1 visit).",
        ),
        (
            "teams_total",
            "Observers followed, with the number of visits: the opening (1) and voting (1). They",
            "This judgement rests on these visits: the opening (1) and voting (1).",
        ),
    ],
)
def test_no_phrase_announces_a_number_that_is_withheld(cast, names, scope, conclusion):
    counted(cast)
    counted(cast, stage="opening", answers={"opening.admitted": "yes"})
    JudgementFactory(mission=cast.mission, key="conclusion", text="It was orderly.")
    withhold(cast, names)
    sentences = drafted(cast.mission)
    assert scope in sentences["scope"].text
    assert conclusion in sentences["conclusion"].text


def test_the_scope_does_not_print_a_withheld_number_of_visits(cast):
    for _ in range(6):
        counted(cast)
    counted(cast, chosen_by="random_draw")
    send(a_visit(), cast)
    withhold(cast, "visits_total visits_by_stage")
    text = drafted(cast.mission)["scope"].text
    assert "In 1 visit the station was drawn at random; in the others it was not" in text
    assert "The figures rest on verified visits only. 1 visit is not yet verified." in text
    assert not {"7", "8", "seven", "eight"} & set(text.replace(".", " ").split())


def test_meetings_of_one_day_do_not_make_it_election_day(cast):
    MeetingFactory(mission=cast.mission, date=cast.mission.election_date - timedelta(days=2))
    before = cast.mission.election_date - timedelta(days=2)
    told = f"Before election day, on {before:%-d %B %Y}, the mission met: "
    assert drafted(cast.mission)["meetings"].text.startswith(told)
