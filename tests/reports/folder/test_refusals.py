"""What an import refuses: every problem with its file, line, column and what was expected."""

import pytest

from missions.models import Mission, Station
from observers.models import Observer
from reports.folder.importing import FolderRefused, import_folder
from tests.reports.folder import small

pytestmark = pytest.mark.django_db

# The file, the row after the header, the column, what is written there, what was expected.
BAD_CELLS = [
    ("areas", 1, "kind", "village", "one of region, city, district"),
    ("areas", 1, "parent", "west", "the code of a row of areas"),
    ("areas", 2, "parent", "east", "an area that does not itself lie in north"),
    ("areas", 2, "parent", "north", "an area that does not itself lie in north"),
    ("stations", 1, "area", "west", "the code of a row of areas"),
    ("stations", 1, "registered_voters", "900.5", "a whole number"),
    ("stations", 1, "registered_voters", "-4", "a whole number"),
    ("stations", 1, "latitude", "91", "degrees from -90 to 90"),
    ("stations", 1, "longitude", "76,9", "degrees from -180 to 180"),
    ("stations", 1, "setting", "suburb", "one of urban, rural"),
    ("stations", 1, "name", "x" * 301, "at most 300 characters"),
    ("delegations", 1, "country", "Turkey", "a country by its two letters"),
    ("delegations", 1, "country", "", "the country, which a member state names"),
    ("delegations", 1, "quota", "~5", "a whole number from 0"),
    ("observers", 1, "delegation", "xx", "the code of a row of delegations"),
    ("observers", 1, "email", "nobody", "an e-mail address"),
    ("observers", 1, "role", "boss", "one of head_of_mission"),
    ("observers", 1, "nationality", "KZ", "no national of the host, KZ"),
    ("observers", 1, "pledge_signed_on", "16.03.2025", "a date such as"),
    ("teams", 1, "members", "o1;o9", "the code of a row of observers"),
    ("deployments", 1, "station", "s9", "the code of a row of stations"),
    ("deployments", 1, "stage", "lunch", "one of opening, voting"),
    ("deployments", 1, "planned_at", "tomorrow", "a date and time such as"),
    ("meetings", 1, "date", "2025-02-30", "a date such as"),
    ("questions", 1, "type", "maybe", "one of yn, yna"),
    ("questions", 1, "choices", "", "the choices, separated by ;"),
    ("questions", 1, "adverse", "candles", "answers of it, of mains; none"),
    ("questions", 1, "after", "voting.unknown", "the code of a question"),
    ("questions", 1, "only_if", "often", "another question's code, = and an answer"),
    ("questions", 1, "only_if", "voting.unknown = yes", "the code of a question before the ="),
    ("questions", 1, "code", "voting.secrecy", "a code that no standard question has"),
    ("questions", 1, "code", "scope", "a code that no sentence of a statement has"),
    ("questions", 1, "code", "finding.f1", "a code that no sentence of a statement has"),
    ("visits", 1, "id", "17", "a UUID such as"),
    ("visits", 1, "station", "s9", "the code of a row of stations"),
    ("visits", 1, "team", "t9", "the code of a row of teams"),
    ("visits", 1, "arrived_at", "2025-03-16", "a date and time such as"),
    ("visits", 1, "arrived_at", "", "a value, which is required"),
    ("visits", 1, "state", "maybe", "one of submitted, verified"),
    ("visits", 1, "accompanied_by_official", "perhaps", "yes or no"),
    ("visits", 1, "voted_as_of", "25:00", "a time of day such as 07:05"),
    ("answers", 1, "visit", "v9", "the code of a row of visits"),
    ("answers", 1, "question", "voting.weather", "a question of the form for voting"),
    ("answers", 1, "question", "counting.in_time", "a question of the form for voting"),
    ("answers", 1, "value", "maybe", "one of yes, no, or only not_observed"),
    ("answers", 4, "value", "police;not_observed", "any of state_officials"),
    ("findings", 1, "theme", "weather", "one of access"),
    ("findings", 1, "question", "voting.weather", "the code of a question"),
    ("findings", 1, "duplicate_of", "f1", "the code of another finding"),
    ("findings", 1, "duplicate_of", "f9", "the code of a row of findings"),
    ("sources", 1, "url", "javascript:alert(1)", "starts with http:// or https://"),
    ("judgements", 1, "key", "weather", "or the code of a question"),
]


@pytest.mark.parametrize(("name", "row", "column", "text", "expected"), BAD_CELLS)
def test_a_cell_that_cannot_be_read_is_told_with_its_place(
    tmp_path, name, row, column, text, expected
):
    sentences = small.refusal(tmp_path, small.with_cell(name, row, column, text))
    place = f"{name}.csv, line {row + 1}, column {column}: "
    (sentence,) = [each for each in sentences if each.startswith(place)]
    found, _comma, wanted = sentence.removeprefix(place).partition(", expected ")
    assert expected in wanted
    assert found.strip("“”…")[:80] in text or (not text and found == "nothing")


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("host_country", "Kazakhstan", "a country by its two letters"),
        ("election_date", "16 March", "a date such as"),
        ("election_date", "0001-01-01", "a date such as"),
        ("election_type", "", "a value, which is required"),
        ("timezone", "Almaty", "a timezone of the IANA database"),
        ("thin_below", "0", "a whole number from 1"),
        ("slug", "small 2025", "a code"),
        ("languages", "en, tr", "words separated by spaces"),
        ("colour", "blue", "one of slug, title"),
    ],
)
def test_a_detail_of_the_mission_that_cannot_be_read_is_told(tmp_path, key, text, expected):
    sentences = small.refusal(tmp_path, small.with_detail(key, text))
    assert any(each.startswith("mission.csv") and expected in each for each in sentences)


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    content = small.folder()
    content["stations"] += [[f"x{n}", str(n), "nowhere", "", "many"] for n in range(100)]
    content["meetings"][1][1] = "soon"
    content["answers"][1][2] = "perhaps"
    sentences = small.refusal(tmp_path, content)
    assert len(sentences) == 202
    lines = [f"stations.csv, line {n + 4}, column registered_voters" for n in range(100)]
    assert all(any(each.startswith(line) for each in sentences) for line in lines)


def test_nothing_is_saved_when_one_row_is_bad(tmp_path):
    small.refusal(tmp_path, small.with_cell("judgements", 1, "key", "weather"))
    assert not Mission.objects.exists()
    assert not Station.objects.exists()


def test_an_unknown_column_and_one_that_is_there_twice_are_told(tmp_path):
    content = small.folder()
    content["areas"] = [["code", "name", "kind", "colour", "name"], ["a", "A", "city", "", ""]]
    sentences = small.refusal(tmp_path, content)
    assert any("column colour: “colour”, expected one of the columns" in each for each in sentences)
    assert any("column name: “name”, expected each column once" in each for each in sentences)


def test_columns_separated_by_semicolons_are_told(tmp_path):
    path = small.write(tmp_path, {"mission": small.SMALL["mission"]})
    (path / "areas.csv").write_text("code;name;kind\neast;East;city\n")
    with pytest.raises(FolderRefused, match="separated by commas"):
        import_folder(path, by="import_mission")


def test_a_required_column_that_is_missing_is_told_once(tmp_path):
    content = small.folder(meetings=[["code", "date"], ["m1", "2025-03-14"], ["m2", "2025-03-15"]])
    told = [each for each in small.refusal(tmp_path, content) if "category" in each]
    assert told == [
        "meetings.csv, line 1, column category: nothing, expected this column, which is required."
    ]


def test_a_code_that_stands_twice_is_told_with_both_lines(tmp_path):
    content = small.folder()
    content["stations"].append(["s1", "103", "east", "", ""])
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("stations.csv, line 4, column code: “s1”")
    assert "line 2" in sentence


def test_a_question_answered_twice_in_a_visit_is_told(tmp_path):
    content = small.folder()
    content["answers"].append(["v1", "voting.interference", "yes", ""])
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("answers.csv, line 6, column visit, question")


def test_a_row_with_a_cell_too_many_is_told(tmp_path):
    content = small.folder()
    content["areas"][1].append("surplus")
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("areas.csv, line 2: “surplus”, expected as many cells")


def test_the_line_is_right_after_a_cell_of_several_lines(tmp_path):
    content = small.folder()
    content["meetings"] = [
        ["code", "date", "category", "organisation", "notes"],
        ["m1", "2025-03-14", "media", "News", "one\ntwo\nthree"],
        ["m2", "soon", "media", "News", ""],
    ]
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("meetings.csv, line 5, column date: “soon”")


def test_a_quote_that_is_never_closed_is_told(tmp_path):
    path = small.write(tmp_path, {"mission": small.SMALL["mission"]})
    (path / "areas.csv").write_text('code,name,kind\neast,East,city\nwest,"West,city\n')
    with pytest.raises(FolderRefused, match=r"areas.csv, line 3: .*quotes closed"):
        import_folder(path, by="import_mission")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le"])
def test_another_encoding_is_told_with_file_and_line(tmp_path, encoding):
    path = small.write(tmp_path, small.folder())
    text = "code,name,kind\na,North,region\nb,Есиль,district\n"
    (path / "areas.csv").write_bytes(text.encode(encoding))
    with pytest.raises(FolderRefused) as refused:
        import_folder(path, by="import_mission")
    line = 3 if encoding == "cp1251" else 1
    place = f"areas.csv, line {line}: “text in another encoding”, expected UTF-8."
    assert place in refused.value.sentences


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = small.write(tmp_path, small.folder())
    for file in path.glob("*.csv"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    import_folder(path, by="import_mission")
    assert Station.objects.count() == 2


def test_files_may_be_missing_empty_or_only_a_header(tmp_path):
    path = small.write(tmp_path, {"mission": small.SMALL["mission"], "areas": [["code", "name"]]})
    (path / "stations.csv").write_bytes(b"")
    with pytest.raises(FolderRefused, match="column kind: nothing, expected this column"):
        import_folder(path, by="import_mission")
    (path / "areas.csv").write_text("code,name,kind\n\n , ,\n")
    import_folder(path, by="import_mission")
    assert Mission.objects.get().slug == small.SLUG


def test_a_file_no_mission_folder_has_is_told(tmp_path):
    content = small.folder(station=[["code"], ["s1"]])
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("station.csv is no file of a mission folder")


def test_a_folder_without_a_mission_is_told(tmp_path):
    content = small.folder()
    del content["mission"]
    assert any("There is no mission.csv" in each for each in small.refusal(tmp_path, content))


def test_a_delegation_of_the_host_makes_its_observers_nationals_unless_they_say_otherwise(tmp_path):
    content = small.with_cell("delegations", 2, "country", "KZ")
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("observers.csv, line 4, column delegation: “az”")


def test_nationals_are_found_when_only_the_host_changes(tmp_path):
    small.bring_in(tmp_path, small.folder())
    changed = {"mission": small.with_detail("host_country", "TR")["mission"]}
    (sentence,) = small.refusal(tmp_path / "again", changed)
    assert sentence.startswith("observer o1, column nationality: “TR”")


def test_an_observer_in_two_teams_is_told(tmp_path):
    content = small.folder()
    content["teams"].append(["t2", "north", "o1"])
    (sentence,) = small.refusal(tmp_path, content)
    assert sentence.startswith("teams.csv, line 3, column members: “o1”")
    assert "t1" in sentence


def test_an_observer_may_move_from_one_team_to_another(tmp_path):
    small.bring_in(tmp_path, small.folder())
    teams = [["code", "area", "members"], ["t1", "east", "o2"], ["t2", "north", "o1;o3"]]
    small.bring_in(tmp_path, small.folder(teams=teams))
    assert Observer.objects.get(code="o1").teams.get().code == "t2"


def test_a_visit_at_a_station_not_listed_needs_its_number_and_area(tmp_path):
    sentences = small.refusal(tmp_path, small.with_cell("visits", 1, "station", ""))
    assert [each.split(":")[0] for each in sentences] == [
        "visits.csv, line 2, column area",
        "visits.csv, line 2, column station_number",
    ]


def test_an_id_that_another_mission_uses_is_told(tmp_path):
    content = small.with_cell("visits", 1, "id", "2bbaeb91-a8e9-47b6-b5f9-66579abd371b")
    small.bring_in(tmp_path, content)
    content["mission"][1][1] = "another"
    (sentence,) = small.refusal(tmp_path / "another", content)
    assert sentence.startswith("visits.csv, line 2, column id")
    assert "an id that nothing else has" in sentence


def test_odd_visits_are_saved_with_flags(tmp_path):
    content = small.folder()
    content["visits"][1][4:6] = ["2031-03-16T09:00", "2031-03-16T08:00"]
    content["visits"].append(["v3", "s1", "t1", "voting", "2025-03-16T09:00", "", "", ""])
    small.bring_in(tmp_path, content)
    flags = Mission.objects.get().visits.get(code="v1").flag_codes
    assert {"left_before_arrival", "odd_time"} <= set(flags)
    assert Mission.objects.get().visits.count() == 3


@pytest.mark.parametrize("slug", ["new", "upload"])
def test_a_short_name_that_is_a_pages_own_is_refused_by_every_import(tmp_path, slug):
    content = small.with_detail("slug", slug)
    with pytest.raises(FolderRefused, match="it is the address of a page of its own"):
        import_folder(small.write(tmp_path / "in", content), by="import_mission")
    assert not Mission.objects.exists()
