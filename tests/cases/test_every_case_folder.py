"""Every mission folder that is committed can be read, whatever it tells."""

import subprocess
import sys

import pytest

from tests.cases import folders

FOUNDING = folders.ROOT / "reports" / "founding_mission"
BAD_COUNTS = folders.ROOT / "tests" / "cases" / "bad_counts"
BOTH = pytest.mark.parametrize("path", [FOUNDING, BAD_COUNTS], ids=lambda path: path.name)
GENERATORS = {
    FOUNDING: folders.ROOT / "scripts" / "make_founding_mission.py",
    BAD_COUNTS: folders.ROOT / "tests" / "cases" / "make_bad_counts.py",
}
DRAWN = ("stations", "observers", "teams", "deployments", "visits", "answers")


@BOTH
def test_it_has_only_columns_a_mission_folder_knows(path):
    assert folders.unknown_columns(path) == []


@BOTH
def test_every_row_has_as_many_cells_as_its_header(path):
    assert folders.ragged_rows(folders.read_folder(path)) == []


@BOTH
def test_no_code_or_id_stands_twice(path):
    assert folders.repeated_codes(folders.read_folder(path)) == []


@BOTH
def test_every_reference_resolves(path):
    assert folders.broken_references(folders.read_folder(path)) == []


@BOTH
def test_every_answer_is_one_its_form_offers(path):
    assert folders.answers_off_the_forms(folders.read_folder(path)) == []


@BOTH
def test_no_question_is_answered_twice_in_a_visit(path):
    answers = folders.read_folder(path)["answers"]
    assert len({(row["visit"], row["question"]) for row in answers}) == len(answers)


@BOTH
def test_an_observer_is_in_at_most_one_team(path):
    teams = folders.read_folder(path)["teams"]
    everybody = [member for team in teams for member in folders.members(team)]
    assert len(everybody) == len(set(everybody))


@BOTH
def test_every_team_is_of_two_people_from_different_states(path):
    folder = folders.read_folder(path)
    state_of = {row["code"]: row["delegation"] for row in folder["observers"]}
    for team in folder["teams"]:
        first, second = folders.members(team)
        assert state_of[first] != state_of[second], team["code"]


@BOTH
def test_nobody_observes_as_a_national_of_the_host(path):
    folder = folders.read_folder(path)
    host = folders.settings_of(folder)["host_country"]
    assert host not in {row["nationality"] for row in folder["observers"]}
    assert host not in {row["country"] for row in folder["delegations"]}


@BOTH
def test_no_team_is_in_two_places_at_once(path):
    assert folders.visits_at_once(folders.read_folder(path)) == []


@BOTH
def test_every_visit_ends_after_it_began_and_is_reviewed_after_it_came_in(path):
    for visit in folders.read_folder(path)["visits"]:
        columns = ("arrived_at", "departed_at", "received_at", "reviewed_at")
        times = [folders.moment(visit[column]) for column in columns if visit[column]]
        assert times == sorted(times), visit["code"]


@BOTH
def test_the_committed_files_are_what_the_generator_writes(path, tmp_path):
    subprocess.run([sys.executable, GENERATORS[path], tmp_path], check=True)
    for name in DRAWN:
        written = (tmp_path / f"{name}.csv").read_bytes()
        assert written == (path / f"{name}.csv").read_bytes(), name
