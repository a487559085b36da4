"""The invented mission holds the totals that tests of sentences and documents rely on."""

from collections import Counter

import pytest

from tests.cases import folders


@pytest.fixture(scope="module")
def folder():
    return folders.read_folder(folders.ROOT / "tests" / "cases" / "bad_counts")


def test_it_says_that_it_is_invented(folder):
    mission = folders.settings_of(folder)
    assert mission["demo"] == "yes"
    assert "invented" in mission["title"]
    assert "invented" in mission["election"]


def test_verified_visits_by_stage(folder):
    stages = Counter(row["stage"] for row in folder["visits"] if row["state"] == "verified")
    assert stages == {"opening": 14, "voting": 120, "counting": 54, "tabulation": 4}


def test_visits_that_do_not_count(folder):
    states = Counter(row["state"] for row in folder["visits"])
    assert states == {"verified": 192, "set_aside": 2, "submitted": 3, "returned": 1}


def test_sixty_stations_in_three_regions_all_visited_during_voting(folder):
    stations = {row["code"]: row for row in folder["stations"] if row["kind"] == "polling_station"}
    tops = folders.top_level_areas(folder)
    assert Counter(tops[row["area"]] for row in stations.values()) == {
        "north": 20,
        "south": 20,
        "west": 20,
    }
    voting = [row for row in folder["visits"] if row["stage"] == "voting"]
    assert {row["station"] for row in voting if row["state"] == "verified"} == set(stations)


def test_five_openings_were_late(folder):
    assert folders.answered(folder, "opening.on_time") == {"yes": 9, "no": 5}
    assert folders.answered(folder, "opening.late_reason") == {"setup": 4, "material": 1}


def test_most_counts_were_rated_bad(folder):
    ratings = folders.answered(folder, "counting.overall")
    assert ratings["bad"] + ratings["very_bad"] == 31
    assert ratings["good"] + ratings["very_good"] == 23


def test_protocols_were_signed_beforehand_and_falsified(folder):
    assert folders.answered(folder, "counting.protocol_presigned")["yes"] == 7
    assert folders.answered(folder, "counting.falsification_signs")["yes"] == 4


def test_signs_of_stuffing_in_two_voting_visits_in_two_regions(folder):
    stuffed = [
        row["visit"]
        for row in folder["answers"]
        if row["question"] == "voting.stuffing_signs" and row["value"] == "yes"
    ]
    place = {row["code"]: row["station"].split("-")[0] for row in folder["visits"]}
    assert sorted(place[code] for code in stuffed) == ["north", "south"]


def test_secrecy_was_not_kept_in_twenty_nine_visits(folder):
    given = folders.answered(folder, "voting.secrecy")
    assert sum(given[value] for value in ("none", "few", "half", "most")) == 29


def test_identity_was_not_always_checked_in_twelve_of_a_hundred(folder):
    given = folders.answered(folder, "voting.identity_checked")
    assert given["all"] == 88
    assert given["most"] + given["half"] + given["few"] == 12


def test_findings_are_of_every_basis_state_and_severity(folder):
    for column, how_many in (("basis", 7), ("state", 6), ("severity", 4), ("polarity", 2)):
        given = {row[column] for row in folder["findings"]} - {""}
        left_to_default = {"basis": "seen", "polarity": "adverse"}.get(column)
        assert len(given | {left_to_default} - {None}) == how_many, column


def test_the_conclusion_is_not_signed(folder):
    conclusion = next(row for row in folder["judgements"] if row["key"] == "conclusion")
    assert conclusion["text"]
    assert conclusion["signed_by"] == conclusion["signed_on"] == ""
