"""What the statement's JSON promises, key by key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.drafting import draft_statement
from reports.exports.json import as_dict
from tests.factories import (
    AnswerFactory,
    MissionFactory,
    MissionQuestionFactory,
    VisitFactory,
)
from tests.reports.building import build, many, plain_mission, plain_visit
from tests.reports.naive import PlainFinding
from visits.form_versions import publish_mission_forms

pytestmark = pytest.mark.django_db


def drafted(mission, **how):
    """The JSON of a mission's draft, its sentences by key."""
    told = as_dict(draft_statement(mission, **how))
    told["by_key"] = {one["key"]: one for part in told["sections"] for one in part["sentences"]}
    return told


def blocked(draft):
    return [blocker["sentence"] for blocker in draft["blockers"]]


@pytest.fixture
def small():
    return build(plain_mission(plain_visit("v1", {"voting.interference": "no"})))


def test_the_whole_has_exactly_the_promised_keys(small):
    assert list(as_dict(draft_statement(small))) == [
        *("mission", "kind", "language", "as_of", "provisional"),
        *("figures", "sections", "blockers", "ready"),
    ]


def test_a_mission_without_any_record_still_drafts():
    draft = drafted(MissionFactory())
    assert set(draft["by_key"]) == {"mission.identity", "method.basis", "method.quantifiers"}
    assert {figure["value"] for figure in draft["figures"].values()} == {0}
    assert blocked(draft) == ["conclusion"]


def test_what_is_bound_to_the_missions_own_records_is_backed_without_evidence(small):
    draft = drafted(small)
    for key in ("mission.identity", "areas.groups", "stations.visited", "scope"):
        sentence = draft["by_key"][key]
        assert sentence["standing"] == "backed"
        assert not any(sentence["evidence"].values())
        assert (sentence["about"], sentence["stated"], sentence["unit"]) == ("", "", "")
        assert (sentence["figures"], sentence["against"]) == ({}, 0)


def test_every_figure_has_a_value_and_splits_that_add_up():
    # Area codes; zeros are left out; a city counts for the region it lies in.
    visits = [
        plain_visit("v1", {"voting.overall": "good"}, "s1"),
        plain_visit("v2", {"voting.overall": "good"}, "s2"),
        plain_visit("v3", {"counting.protocol_signed": "yes"}, "s2"),
        plain_visit("v4", {"tabulation.admitted": "yes"}, "c2"),
    ]
    figures = drafted(build(plain_mission(*visits)))["figures"]
    assert figures["stations_visited"] == {
        "value": 2,
        "approximate": False,
        "by": {"area": {"north": 2}},
    }
    assert figures["visits_by_stage"]["by"] == {
        "stage": {"counting": 1, "tabulation": 1, "voting": 2}
    }
    assert figures["areas_total"]["value"] == 2


def queries_of(visits):
    mission = build(plain_mission(*visits))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        draft_statement(mission, kind="preliminary")
    return len(queries)


def test_one_visit_and_three_hundred_take_the_same_few_queries():
    one = queries_of(many("voting.interference", "no", 1))
    three_hundred = queries_of(
        many("voting.interference", "no", 150) + many("voting.accessible", "no", 150)
    )
    waiting = queries_of(many("voting.interference", "yes", 5, state="submitted"))
    assert one == three_hundred == waiting == queries_of([])
    assert one <= 12


@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_every_kind_states_who_where_and_whom_the_mission_met(kind):
    plain = plain_mission(
        plain_visit("v1", {"opening.admitted": "yes"}),
        delegations={"p": "member_state"},
        members=[("p", "short_term", "accredited")],
        meetings=2,
    )
    keys = set(drafted(build(plain, legal_basis="By invitation."), kind=kind)["by_key"])
    assert keys >= {"mission.identity", "composition.members", "mission.legal_basis", "meetings"}
    assert keys >= {"areas.groups", "stations.visited", "scope", "stage.opening"}


def test_stages_of_at_most_three_visits_name_the_stations_and_their_areas():
    visits = [
        plain_visit("v1", {"counting.protocol_signed": "no"}, "s2"),
        plain_visit("v2", {"counting.protocol_signed": "yes"}, "s3"),
        plain_visit("v3", {"counting.protocol_signed": "yes"}, "s1", state="submitted"),
        *many("opening.admitted", "yes", 4),
    ]
    draft = drafted(build(plain_mission(*visits)))["by_key"]
    count = draft["stage.counting"]["text"]
    assert "s2 (Area CITY, Area NORTH)" in count and "s3 (Area SOUTH)" in count
    assert "s1" not in count and "signed" not in count
    assert "No. s" not in draft["stage.opening"]["text"]
    assert "4" in draft["stage.opening"]["text"]


@pytest.mark.parametrize(
    ("kinds", "standing"),
    [
        ([], "unsourced"),
        (["press"], "reported"),
        (["press", "law"], "backed"),
        (["official_figure"], "backed"),
        (["media_monitoring"], "backed"),
        (["report"], "backed"),
    ],
)
@pytest.mark.parametrize("key", ["participation", "media"])
def test_participation_and_media_are_as_good_as_their_sources(key, kinds, standing):
    plain = plain_mission(claims={key: False}, sources=[(kind, key) for kind in kinds])
    draft = drafted(build(plain))
    sentence = draft["by_key"][key]
    assert sentence["standing"] == standing
    assert sentence["evidence"]["sources"] == [f"d{n}" for n in range(len(kinds))]
    assert (key in blocked(draft)) is (standing == "unsourced")


def test_a_source_nobody_rests_a_claim_on_makes_no_sentence():
    draft = drafted(build(plain_mission(sources=[("official_figure", "participation")])))
    assert "participation" not in draft["by_key"]


def test_a_source_on_another_theme_carries_no_claim():
    plain = plain_mission(claims={"media": False}, sources=[("report", "participation")])
    assert drafted(build(plain))["by_key"]["media"]["standing"] == "unsourced"


@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_a_claim_on_a_question_nobody_answered_is_unsourced_and_blocks(kind):
    code = "tabulation.protocols_checked"
    unread = plain_visit("v1", {code: "not_observed"}, "c1")
    draft = drafted(build(plain_mission(unread, claims={code: False})), kind=kind)
    sentence = draft["by_key"][code]
    assert (sentence["standing"], sentence["figures"]) == ("unsourced", {"n": 0, "of": 0})
    assert code in blocked(draft)


@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_a_claim_gives_way_once_its_question_was_answered(kind):
    code = "tabulation.protocols_checked"
    visits = many(code, "no", 2)
    draft = drafted(build(plain_mission(*visits, claims={code: True})), kind=kind)
    assert draft["by_key"][code]["figures"] == {"n": 2, "of": 2}
    assert "claimed" not in draft["by_key"][code]["text"]
    assert code not in blocked(draft)


def test_without_an_answer_or_a_claim_there_is_no_sentence():
    unread = plain_visit("v1", {"voting.tactile_guides": "not_applicable"})
    assert "voting.tactile_guides" not in drafted(build(plain_mission(unread)))["by_key"]


def test_only_a_signed_conclusion_makes_a_statement_ready():
    visits = many("voting.interference", "no", 6)
    unsigned = drafted(build(plain_mission(*visits, claims={"conclusion": False})))
    assert unsigned["by_key"]["conclusion"]["standing"] == "judgement"
    assert (blocked(unsigned), unsigned["ready"]) == (["conclusion"], False)
    signed = drafted(build(plain_mission(*visits, claims={"conclusion": True})))
    assert (blocked(signed), signed["ready"]) == ([], True)


def test_thin_and_reported_never_block():
    told = PlainFinding("f1", "", "", "told", "not_confirmed")
    plain = plain_mission(
        plain_visit("v1", {"counting.protocol_signed": "yes"}),
        claims={"conclusion": True, "media": False},
        sources=[("press", "media")],
        findings=[told],
    )
    draft = drafted(build(plain), kind="preliminary")
    standings = {key: sentence["standing"] for key, sentence in draft["by_key"].items()}
    assert standings["counting.protocol_signed"] == "thin"
    assert standings["finding.f1"] == standings["media"] == "reported"
    assert draft["ready"]


def test_an_approximate_number_makes_its_total_approximate():
    visits = many("counting.valid", "120", 4) + many("counting.valid", "~300", 1)
    draft = drafted(build(plain_mission(*visits)), kind="preliminary")
    assert "about 780" in draft["by_key"]["counting.valid"]["text"]


def test_another_missions_records_are_in_no_figure(small):
    visits = many("voting.interference", "yes", 3)
    other = plain_mission(
        *visits,
        meetings=2,
        claims={"media": False, "conclusion": True},
        findings=[PlainFinding("f1", "", "", "seen", "confirmed", severity="critical")],
    )
    before = drafted(small)
    build(other)
    after = drafted(small)
    assert {**after, "as_of": ""} == {**before, "as_of": ""}


WITHHELD = {
    "members_total": "17",
    "members_secretariat": "11",
    "delegations_total": "1 member",
    "teams_total": "13",
    "meetings_total": "23",
}


@pytest.mark.parametrize("figure", sorted(WITHHELD))
@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_a_withheld_figure_is_in_the_figures_and_in_no_text(figure, kind):
    plain = plain_mission(
        plain_visit("v1", {"voting.overall": "good"}),
        delegations={"p": "member_state", "q": "secretariat"},
        members=[("p", "short_term", "accredited")] * 6 + [("q", "core_team", "accredited")] * 11,
        teams={f"T{n}": "north" for n in range(13)},
        meetings=23,
    )
    draft = drafted(build(plain, withhold=f"{figure} visits_total"), kind=kind)
    assert draft["figures"][figure]["value"] == int(WITHHELD[figure].split()[0])
    texts = " ".join(sentence["text"] for sentence in draft["by_key"].values())
    for name, printed in WITHHELD.items():
        assert (f" {printed} " in texts.replace("(", " ").replace(",", " ")) is (name != figure)


def own_question(mission, **told):
    question = MissionQuestionFactory(mission=mission, **told)
    publish_mission_forms(mission)
    return question


def test_an_own_question_with_adverse_answers_speaks_by_its_label_and_makes_patterns():
    visits = many("own.lights", "yes", 8) + many("own.lights", "no", 2)
    draft = drafted(build(plain_mission(*visits)))
    sentence = draft["by_key"]["own.lights"]
    assert (sentence["about"], sentence["figures"]) == ("favourable", {"n": 8, "of": 10})
    assert "“Were the lights on?”" in sentence["text"]
    assert draft["by_key"]["matters.own.lights"]["figures"] == {"n": 2, "of": 10}


def test_an_own_question_of_several_choices_counts_visits_not_choices():
    visits = many("own.problems", "stairs;noise", 3) + many("own.problems", "noise;heat", 4)
    draft = drafted(build(plain_mission(*visits)), kind="preliminary")
    sentence = draft["by_key"]["own.problems"]
    assert (sentence["about"], sentence["figures"]) == ("adverse", {"n": 4, "of": 7})


def test_free_text_makes_no_sentence():
    visits = many("own.remark", "Somebody sang.", 3)
    draft = drafted(build(plain_mission(*visits)), kind="preliminary")
    assert "own.remark" not in draft["by_key"]
    assert not any("sang" in one["text"] for one in draft["by_key"].values())


@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_braces_in_names_are_no_placeholders(kind):
    visits = many("voting.interference", "yes", 4) + many("own.lights", "no", 4)
    mission = build(plain_mission(*visits))
    mission.areas.update(name="North {1} {x} %(y)s")
    assert drafted(mission, kind=kind)["by_key"]["matters.own.lights"]
    asked = own_question(mission, type="choice", choices="a{b};c", adverse="", label="{What}?")
    team, station = mission.teams.first(), mission.stations.first()
    told = VisitFactory(mission=mission, team=team, station=station, state="verified")
    AnswerFactory(visit=told, question=asked.code, value="a{b}")
    assert drafted(mission, kind="preliminary")["by_key"][asked.code]


def test_a_claim_stays_where_only_stations_not_listed_answered():
    mission = build(plain_mission(claims={"voting.accessible": False}))
    lost = VisitFactory(
        mission=mission, team=mission.teams.first(), station=None, station_number="77"
    )
    AnswerFactory(visit=lost, question="voting.accessible", value="no", adverse=True)
    draft = drafted(mission, kind="preliminary", include_submitted=True)
    assert draft["by_key"]["voting.accessible"]["standing"] == "unsourced"
