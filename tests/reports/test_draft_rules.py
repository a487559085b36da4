"""The sentence rules on named cases: what may be said, what must be, and what never is."""

from uuid import uuid4

import pytest

from reports.drafting import draft_statement
from reports.drafting.patterns import evidence_digest
from reports.exports import render
from tests.factories import AcknowledgementFactory, AnswerFactory, VisitFactory
from tests.reports.building import build, many, plain_mission, plain_visit, take_in
from tests.reports.naive import PlainFinding
from visits.actions import take_in_visit
from visits.models import Finding, Source, Visit, VisitRevision
from visits.payload import build_payload

pytestmark = pytest.mark.django_db
INTERFERENCE = "voting.interference"


def sentences(plain, **how):
    """The sentences of a plain mission's draft, by key."""
    return of_draft(draft_statement(build(plain), **how))


def of_draft(draft):
    return {one.key: one for section in draft.sections for one in section.sentences}


def seen(code="f1", question=INTERFERENCE, visit="", **told):
    """A confirmed finding that observers saw themselves, unless `told` otherwise."""
    how = {"basis": "seen", "state": "confirmed", **told}
    return PlainFinding(code, question, visit, **how)


FIVE_STATIONS = {f"s{n}": ("south" if n > 3 else "north", "polling_station") for n in range(1, 6)}


def accessible(code, station, value="yes", arrived=5):
    return plain_visit(code, {"voting.accessible": value}, station, arrived=arrived)


def at_five_stations(*further):
    clean = [accessible(f"v{n}", f"s{n}") for n in range(1, 6)]
    return plain_mission(*clean, *further, stations=FIVE_STATIONS)


# A station that was visited again


def test_of_a_revisited_station_the_latest_answer_counts():
    draft = sentences(at_five_stations(accessible("v9", "s1", "no", arrived=9)))
    assert draft["voting.accessible"].figures == {"n": 4, "of": 5}


def test_of_two_visits_at_the_same_time_the_later_code_counts():
    sooner = sentences(at_five_stations(accessible("v0", "s1", "no")))["voting.accessible"]
    assert sooner.figures == {"n": 5, "of": 5}
    later = sentences(at_five_stations(accessible("v9", "s1", "no")))["voting.accessible"]
    assert later.figures == {"n": 4, "of": 5}


def test_an_earlier_adverse_visit_takes_the_word_all_and_stays_evidence():
    sentence = sentences(at_five_stations(accessible("old", "s1", "no", arrived=1)))[
        "voting.accessible"
    ]
    assert (sentence.figures, sentence.stated, sentence.against) == ({"n": 5, "of": 5}, "", 0)
    assert sentence.evidence.visits == ("old",)
    assert "earlier visit" in sentence.text
    assert sentence.standing == "backed"


def test_what_a_later_visit_could_not_observe_does_not_hide_what_an_earlier_one_saw():
    plain = at_five_stations(accessible("v9", "s1", "not_observed", arrived=9))
    assert sentences(plain)["voting.accessible"].figures == {"n": 5, "of": 5}


def test_commissions_and_tabulations_are_no_stations_visited():
    draft = draft_statement(
        build(
            plain_mission(
                plain_visit("v1", {INTERFERENCE: "no"}, "s1"),
                plain_visit("v2", {INTERFERENCE: "no"}, "c1"),
                plain_visit("v3", {"tabulation.admitted": "yes"}, "c2"),
                plain_visit("v4", {"tabulation.admitted": "yes"}, "s3"),
            )
        )
    )
    assert draft.figures["stations_visited"].value == 1
    assert draft.figures["stations_visited"].by == {"area": {"north": 1}}
    assert draft.figures["visits_total"].value == 4


# Which visits count


@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_a_provisional_draft_counts_submitted_visits_too_and_says_so(kind):
    visits = many(INTERFERENCE, "no", 6) + many(INTERFERENCE, "yes", 3, state="submitted")
    mission = build(plain_mission(*visits))
    plain = draft_statement(mission, kind=kind)
    assert of_draft(plain)[INTERFERENCE].figures == {"n": 0, "of": 6}
    assert not plain.provisional
    provisional = draft_statement(mission, kind=kind, include_submitted=True)
    assert provisional.provisional
    assert of_draft(provisional)[INTERFERENCE].figures == {"n": 3, "of": 9}
    assert "provisional" in of_draft(provisional)["scope"].text
    for format in ("md", "html"):
        assert "provisional" in render(provisional, format).decode().lower()


@pytest.mark.parametrize("state", ["returned", "set_aside"])
@pytest.mark.parametrize("provisional", [False, True])
def test_returned_and_set_aside_visits_never_count(state, provisional):
    visits = many(INTERFERENCE, "no", 6) + many(INTERFERENCE, "yes", 3, state=state)
    draft = draft_statement(build(plain_mission(*visits)), include_submitted=provisional)
    assert of_draft(draft)[INTERFERENCE].figures == {"n": 0, "of": 6}
    assert f"matters.{INTERFERENCE}" not in of_draft(draft)
    assert draft.figures["visits_total"].value == 6


def test_the_scope_says_how_many_were_received_counted_and_set_aside_and_how_many_adverse():
    visits = [
        *many(INTERFERENCE, "no", 7),
        *many(INTERFERENCE, "yes", 2, state="set_aside"),
        *many("voting.overall", "good", 3, state="set_aside"),
        *many("voting.overall", "bad", 4, state="submitted"),
    ]
    text = sentences(plain_mission(*visits))["scope"].text
    assert "7 verified visits of the 16 received" in text
    assert "5 visits were set aside, 2 of them with adverse answers." in text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((INTERFERENCE, "yes"), "1 visit, which had adverse answers, was set aside."),
        (("voting.overall", "good"), "1 visit, which had no adverse answers, was set aside."),
    ],
)
def test_of_one_visit_set_aside_the_scope_speaks_in_the_singular(answer, words):
    visits = [*many(INTERFERENCE, "no", 7), *many(*answer, 1, state="set_aside")]
    assert words in sentences(plain_mission(*visits))["scope"].text


def test_a_provisional_draft_holds_a_visit_at_a_station_not_listed():
    mission = build(plain_mission(*many("opening.admitted", "yes", 4)))
    team = mission.teams.first()
    lost = VisitFactory(
        mission=mission, team=team, station=None, station_number="77", area=None, stage="opening"
    )
    AnswerFactory(visit=lost, question="opening.admitted", value="no", adverse=True, urgent=True)
    draft = of_draft(draft_statement(mission, include_submitted=True))
    assert draft["opening.admitted"].figures == {"n": 4, "of": 5}
    assert "place not known" in draft["opening.admitted"].text
    assert "place not known 1" in draft["stage.opening"].text


def test_a_station_not_listed_is_named_without_empty_brackets():
    mission = build(plain_mission())
    team = mission.teams.first()
    VisitFactory(
        mission=mission, team=team, station=None, station_number="77", area=None, stage="counting"
    )
    text = of_draft(draft_statement(mission, include_submitted=True))["stage.counting"].text
    assert "No. 77" in text and "()" not in text


# Patterns and what blocks


@pytest.mark.parametrize(
    ("code", "bad", "good", "adverse", "clean", "expected"),
    [
        ("voting.campaign_material", "yes", "no", 2, 18, True),
        ("voting.campaign_material", "yes", "no", 2, 19, False),
        ("voting.campaign_material", "yes", "no", 1, 4, False),
        (INTERFERENCE, "yes", "no", 1, 40, True),
        ("voting.technical_problem", "serious", "none", 1, 40, True),
        ("voting.technical_problem", "minor", "none", 1, 4, False),
        ("counting.protocol_signed", "no", "yes", 1, 9, True),
        ("counting.protocol_signed", "no", "yes", 1, 10, False),
        ("opening.on_time", "no", "yes", 1, 0, False),
        ("tabulation.protocols_checked", "no", "yes", 1, 0, False),
        ("voting.turned_away", "few", "none", 9, 0, False),
    ],
)
@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_an_adverse_pattern_is_told_by_rule(code, bad, good, adverse, clean, expected, kind):
    plain = plain_mission(*many(code, bad, adverse), *many(code, good, clean))
    draft = sentences(plain, kind=kind)
    assert (f"matters.{code}" in draft) is expected
    if expected:
        assert draft[f"matters.{code}"].figures == {"n": adverse, "of": adverse + clean}
        assert code in draft


def test_without_adverse_patterns_there_is_no_section_and_no_praise_in_its_place():
    draft = draft_statement(build(plain_mission(*many(INTERFERENCE, "no", 8))))
    assert "matters" not in [section.key for section in draft.sections]
    assert "problem" not in " ".join(one.text for one in of_draft(draft).values())


def matter(mission, key):
    return of_draft(draft_statement(mission))[key]


def blocked(mission):
    return [blocker.sentence for blocker in draft_statement(mission).blockers]


@pytest.fixture
def patterned():
    visits = many(INTERFERENCE, "yes", 2) + many(INTERFERENCE, "no", 8)
    new = [seen("f1", state="new"), seen("f2", "", severity="critical")]
    return build(plain_mission(*visits, findings=new))


def test_an_acknowledgement_holds_until_the_evidence_changes(patterned):
    key = f"matters.{INTERFERENCE}"
    digest = evidence_digest(matter(patterned, key))
    AcknowledgementFactory(mission=patterned, pattern=key, evidence_digest=digest)
    assert key not in blocked(patterned)
    Finding.objects.filter(code="f1").update(state="confirmed")
    assert key in blocked(patterned)


def test_an_acknowledgement_of_as_many_but_other_visits_does_not_hold(patterned):
    key = f"matters.{INTERFERENCE}"
    digest = evidence_digest(matter(patterned, key))
    AcknowledgementFactory(mission=patterned, pattern=key, evidence_digest=digest)
    Visit.objects.filter(code=f"{INTERFERENCE}-yes-0").update(state="set_aside")
    take_in(patterned, plain_visit("late", {INTERFERENCE: "yes"}), patterned.teams.first())
    assert matter(patterned, key).figures == {"n": 2, "of": 10}
    assert key in blocked(patterned)


def test_acknowledging_one_pattern_acknowledges_no_other(patterned):
    other = evidence_digest(matter(patterned, "matters.finding.f2"))
    AcknowledgementFactory(mission=patterned, pattern="matters.finding.f2", evidence_digest=other)
    assert "matters.finding.f2" not in blocked(patterned)
    assert f"matters.{INTERFERENCE}" in blocked(patterned)


@pytest.mark.parametrize("state", ["submitted", "returned"])
def test_an_urgent_answer_that_is_neither_verified_nor_set_aside_blocks(state):
    waiting = plain_visit("v9", {INTERFERENCE: "yes"}, state=state, by_intake=True)
    plain = plain_mission(*many(INTERFERENCE, "no", 6), waiting, claims={"conclusion": True})
    (blocker,) = draft_statement(build(plain)).blockers
    assert "v9" in blocker.why


@pytest.mark.parametrize("state", ["submitted", "returned", "set_aside"])
def test_an_adverse_answer_that_is_not_urgent_waits_for_nobody(state):
    waiting = plain_visit("v9", {"voting.overall": "bad"}, state=state, by_intake=True)
    plain = plain_mission(*many(INTERFERENCE, "no", 6), waiting, claims={"conclusion": True})
    assert draft_statement(build(plain)).ready


def test_an_urgent_answer_in_a_successor_of_a_verified_visit_blocks_and_does_not_count():
    calm = plain_visit("v9", {INTERFERENCE: "no"}, by_intake=True)
    mission = build(plain_mission(*many(INTERFERENCE, "no", 6), calm, claims={"conclusion": True}))
    assert draft_statement(mission).ready
    known = VisitRevision.objects.get(visit__code="v9")
    receipt = take_in_visit(
        build_payload(
            visit=str(known.visit.uuid),
            parent=known.sha256,
            stage="voting",
            station="s1",
            team="T1",
            arrived_at="2025-03-16T06:00:00+00:00",
            answers={INTERFERENCE: {"value": "yes"}},
        ),
        mission=mission,
        by="tests",
        source=Source.IMPORT,
    )
    assert (receipt.outcome, receipt.revision) == ("stored", 2)
    draft = draft_statement(mission)
    assert ["v9" in blocker.why for blocker in draft.blockers] == [True]
    assert of_draft(draft)[INTERFERENCE].figures == {"n": 0, "of": 7}


# What a text may say


def test_urgent_answers_are_exact_numbers_with_their_areas():
    visits = many(INTERFERENCE, "yes", 24) + many(INTERFERENCE, "no", 60)
    sentence = sentences(plain_mission(*visits))[INTERFERENCE]
    assert "24 of the 84" in sentence.text and "per cent" not in sentence.text
    assert "Area NORTH 16" in sentence.text and "Area SOUTH 8" in sentence.text


@pytest.mark.parametrize(
    ("adverse", "of", "shown"),
    [
        (10, 60, "10 of the 60"),
        (11, 60, "18 per cent of the 60"),
        (11, 50, "22 per cent of the 50"),
        (11, 49, "11 of the 49"),
    ],
)
def test_a_percentage_needs_fifty_and_more_than_ten_on_either_side(adverse, of, shown):
    code = "voting.campaign_material"
    plain = plain_mission(*many(code, "yes", adverse), *many(code, "no", of - adverse))
    assert shown in sentences(plain)[code].text


@pytest.mark.parametrize(
    ("code", "good", "bad", "stated"),
    [
        ("own.lights", "yes", "no", "nearly_all"),
        ("counting.protocol_signed", "yes", "no", "nearly_all"),
        ("opening.admitted", "yes", "no", ""),
        ("voting.secrecy", "all", "few", ""),
    ],
)
def test_a_word_for_the_good_side_is_never_one_of_an_urgent_question(code, good, bad, stated):
    plain = plain_mission(*many(code, good, 19), *many(code, bad, 1))
    sentence = sentences(plain, kind="preliminary")[code]
    assert (sentence.about, sentence.stated) == ("favourable", stated)
    assert sentence.figures == {"n": 19, "of": 20}
    assert ("Area NORTH" in sentence.text) is (stated == "")


def test_mostly_bad_counts_read_so():
    code = "counting.protocol_signed"
    sentence = sentences(plain_mission(*many(code, "no", 8), *many(code, "yes", 2)))[code]
    assert (sentence.about, sentence.stated) == ("adverse", "most")
    assert "8" in sentence.text and "10" in sentence.text


def test_a_bare_majority_is_told_in_numbers_and_not_as_most():
    code = "counting.protocol_signed"
    sentence = sentences(plain_mission(*many(code, "no", 7), *many(code, "yes", 3)))[code]
    assert (sentence.about, sentence.stated, sentence.figures) == (
        "adverse",
        "",
        {"n": 7, "of": 10},
    )
    assert " most " not in sentence.text and "7 of the 10 counts" in sentence.text


def test_adverse_sentences_name_areas_and_never_the_station():
    visits = [*many(INTERFERENCE, "yes", 4), *many("voting.accessible", "no", 4)]
    mission = build(plain_mission(*visits))
    mission.stations.update(number="No. 977", name="School 977")
    for sentence in of_draft(draft_statement(mission, kind="preliminary")).values():
        assert "977" not in sentence.text, sentence


def test_good_and_bad_of_a_theme_share_a_paragraph():
    visits = many("opening.accessible", "no", 3) + many("voting.accessible", "yes", 3)
    draft = draft_statement(build(plain_mission(*visits)), kind="preliminary")
    (section,) = [section for section in draft.sections if section.key == "accessibility"]
    assert [one.about for one in section.sentences] == ["adverse", "favourable"]
    assert len({one.paragraph for one in section.sentences}) == 1


def test_a_visit_counts_once_however_often_it_is_sent():
    mission = build(plain_mission())
    payload = build_payload(
        visit=str(uuid4()),
        stage="voting",
        station="s1",
        team="T1",
        arrived_at="2025-03-16T06:00:00+00:00",
        answers={INTERFERENCE: {"value": "no"}},
    )
    for _ in range(3):
        take_in_visit(payload, mission=mission, by="tests", source=Source.IMPORT)
    draft = draft_statement(mission, include_submitted=True)
    assert draft.figures["visits_total"].value == 1
