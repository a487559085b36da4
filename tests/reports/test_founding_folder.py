"""The founding mission's folder holds every published total, and invents no person."""

from collections import Counter

import pytest

from tests.cases import folders

NONE_SEEN = [
    ("voting.interference", "no"),
    ("voting.outside_influence", "no"),
    ("voting.campaign_material", "no"),
    ("voting.campaign_activity", "no"),
    ("voting.technical_problem", "none"),
]
ALL_SEEN = [
    ("voting.access_full", "yes"),
    ("voting.information_given", "yes"),
    ("voting.free_movement", "yes"),
    ("voting.station_ready", "yes"),
    ("voting.citizen_observers", "yes"),
    ("voting.international_observers", "yes"),
    ("voting.tactile_guides", "yes"),
    ("voting.mobile_box", "yes"),
]


@pytest.fixture(scope="module")
def folder():
    return folders.read_folder(folders.ROOT / "reports" / "founding_mission")


def visits_of(folder, stage):
    return [row for row in folder["visits"] if row["stage"] == stage]


def area_of(folder, visit):
    station = next(row for row in folder["stations"] if row["code"] == visit["station"])
    return station["area"]


def test_thirty_eight_stations_are_fifteen_and_twenty_three(folder):
    tops = folders.top_level_areas(folder)
    voting = visits_of(folder, "voting")
    assert len({row["station"] for row in voting}) == len(voting) == 38
    assert Counter(tops[area_of(folder, row)] for row in voting) == {"ast": 15, "ala": 23}


def test_the_opening_and_the_count_are_among_the_thirty_eight(folder):
    everywhere = {row["station"] for row in folder["visits"]}
    assert everywhere == {row["station"] for row in visits_of(folder, "voting")}


def test_two_spare_stations_a_city_are_planned_for_one_team_and_visited_by_none(folder):
    tops = folders.top_level_areas(folder)
    visited = {row["station"] for row in folder["visits"]}
    spare = [row for row in folder["stations"] if row["code"] not in visited]
    assert Counter(tops[row["area"]] for row in spare) == {"ast": 2, "ala": 2}
    plan = {row["station"]: row for row in folder["deployments"]}
    assert [plan[row["code"]]["team"] for row in spare] == ["T-1", "T-1", "T-3", "T-3"]
    assert {plan[row["code"]]["stage"] for row in spare} == {"voting"}


def test_one_opening_was_attended_in_almaty(folder):
    (opening,) = visits_of(folder, "opening")
    assert folders.top_level_areas(folder)[area_of(folder, opening)] == "ala"


def test_nothing_is_said_of_the_opening_being_on_time(folder):
    said = {row["question"] for row in folder["answers"] if row["visit"] == "O-01"}
    assert said == {"opening.admitted"}


def test_one_count_was_followed_at_station_112_in_esil(folder):
    (count,) = visits_of(folder, "counting")
    station = next(row for row in folder["stations"] if row["code"] == count["station"])
    assert (station["number"], station["area"]) == ("112", "ast-esil")
    assert folders.answered(folder, "counting.in_time") == {"yes": 1}
    assert folders.answered(folder, "counting.announced") == {"yes": 1}


def test_tabulation_was_not_observed_but_is_claimed(folder):
    assert visits_of(folder, "tabulation") == []
    assert "tabulation.in_time" in {row["key"] for row in folder["judgements"]}


def test_every_visit_is_verified(folder):
    assert {row["state"] for row in folder["visits"]} == {"verified"}


@pytest.mark.parametrize(("question", "value"), NONE_SEEN + ALL_SEEN)
def test_no_visit_speaks_against_the_fact_and_most_speak_to_it(folder, question, value):
    given = folders.answered(folder, question)
    assert set(given) <= {value, "not_observed"}
    assert given[value] >= 30
    assert given.total() == 38


def test_stations_were_mostly_accessible(folder):
    given = folders.answered(folder, "voting.accessible")
    share = given["yes"] / (given["yes"] + given["no"])
    assert 0.5 < share < 0.9


def test_only_what_was_published_is_answered(folder):
    told = {question for question, _value in NONE_SEEN + ALL_SEEN}
    asked = {row["question"] for row in folder["answers"]}
    assert {code for code in asked if code.startswith("voting.")} == told | {"voting.accessible"}


def test_fifteen_secretariat_officials_and_three_member_states(folder):
    delegations = {row["code"]: row for row in folder["delegations"]}
    kinds = Counter(delegations[row["delegation"]]["kind"] for row in folder["observers"])
    assert kinds["secretariat"] == 15
    states = {row["country"] for row in delegations.values() if row["kind"] == "member_state"}
    assert states == {"AZ", "KG", "TR"}


def test_delegates_come_from_the_three_published_kinds_of_institution(folder):
    delegates = [row for row in folder["observers"] if row["delegation"] != "sec"]
    kinds = {row["institution_kind"] for row in delegates}
    assert kinds == {"election_commission", "academia", "government"}


def test_two_groups_in_each_city_work_in_different_districts(folder):
    tops = folders.top_level_areas(folder)
    districts = [row["area"] for row in folder["teams"]]
    assert len(set(districts)) == 4
    assert Counter(tops[area] for area in districts) == {"ast": 2, "ala": 2}


def test_eleven_bodies_were_met_between_5_and_7_june_and_three_persons_are_named(folder):
    meetings = folder["meetings"]
    assert len(meetings) == 11
    assert {(row["date"], row["end_date"]) for row in meetings} == {("2019-06-05", "2019-06-07")}
    persons = {row["person"] for row in meetings} - {""}
    assert persons == {"Roman Vasilenko", "Berik Imashev", "Zhanna Asanova"}


def test_nobody_is_invented(folder):
    for row in folder["observers"]:
        assert row["name"].startswith(("Secretariat official ", "Delegate ")), row["name"]
    personal = {"gender", "email", "phone", "accreditation_number"}
    assert not personal & set(folder["observers"][0])


def test_what_is_reconstructed_is_marked_where_a_reader_meets_it(folder):
    for row in folder["stations"]:
        marked = "(reconstructed)" in row["name"]
        assert marked == row["number"].startswith("R-") == (row["number"] != "112")
    assert all("(reconstructed)" in row["name"] for row in folder["teams"])
    assert all("(reconstructed)" in row["comments"] for row in folder["visits"])


def test_no_total_of_members_meetings_or_teams_is_printed(folder):
    withheld = folders.settings_of(folder)["withhold"].split()
    assert {"members_total", "meetings_total", "teams_total"} <= set(withheld)


def test_judgements_carry_no_figures_and_only_the_conclusion_is_signed(folder):
    for row in folder["judgements"]:
        assert not any(letter.isdigit() for letter in row["text"]), row["key"]
        assert bool(row["signed_by"]) == (row["key"] == "conclusion")
