"""A .zip and a workbook come in like a folder, and are not trusted."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from missions.models import Mission, Station
from reports.folder import archives, workbooks
from reports.folder.importing import FolderRefused, import_folder
from tests.reports.folder import small
from visits.models import Visit

pytestmark = pytest.mark.django_db


def refused(path) -> str:
    """Return with what a path is refused."""
    with pytest.raises(FolderRefused) as refusal:
        import_folder(path, by="import_mission")
    assert not Mission.objects.exists()
    return "\n".join(refusal.value.sentences)


@pytest.mark.parametrize("inside", ["", "small-2025/"])
def test_a_zip_comes_in_with_its_files_at_the_top_or_in_one_folder(tmp_path, inside):
    files = small.zipped(small.folder(), inside)
    files |= {"__MACOSX/._areas.csv": b"\x00", f"{inside}README.txt": b"read me"}
    import_folder(small.write_zip(tmp_path / "in.zip", files), by="import_mission")
    assert Station.objects.count() == 2


@pytest.mark.parametrize(
    "name", ["../areas.csv", "/tmp/areas.csv", "a/../../areas.csv", "..\\areas.csv", "C:\\a.csv"]
)
def test_a_zip_with_paths_outside_it_is_refused(tmp_path, name):
    files = small.zipped(small.folder()) | {name: b"code,name,kind\n"}
    assert "lies outside it" in refused(small.write_zip(tmp_path / "in.zip", files))


def test_a_zip_with_files_in_two_folders_is_refused(tmp_path):
    files = small.zipped(small.folder(), "a/") | {"b/areas.csv": b"code,name,kind\n"}
    assert "in more than one folder" in refused(small.write_zip(tmp_path / "in.zip", files))


def test_a_zip_that_unpacks_to_far_more_than_it_weighs_is_refused(tmp_path):
    files = small.zipped(small.folder()) | {"answers.csv": b"0" * 20_000_000}
    assert "unpack to far more" in refused(small.write_zip(tmp_path / "in.zip", files))


def test_a_zip_that_unpacks_to_more_than_it_may_is_refused(tmp_path, monkeypatch):
    path = small.write_zip(tmp_path / "in.zip", small.zipped(small.folder()))
    monkeypatch.setattr(archives, "LARGEST", 500)
    assert "unpack to far more" in refused(path)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    path = small.write_zip(tmp_path / "in.zip", small.zipped(small.folder()))
    content = bytearray(path.read_bytes())
    # The sizes in the directory at the end, each made smaller by far.
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")
    path.write_bytes(content)
    assert "damaged or locked" in refused(path)


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "in.zip"
    path.write_bytes(b"not a zip")
    assert "cannot be opened as a .zip" in refused(path)


def test_a_locked_zip_is_refused(tmp_path):
    path = small.write_zip(tmp_path / "in.zip", small.zipped(small.folder()))
    content = path.read_bytes()
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark) + offset
        content = content[:at] + b"\x01" + content[at + 1 :]
    path.write_bytes(content)
    assert "damaged or locked" in refused(path)


def sheets(**changes):
    """Return the small folder as sheets, with these sheets instead of its own."""
    return {**small.folder(), **changes}


def test_a_workbook_comes_in_with_typed_cells(tmp_path):
    content = sheets()
    content["mission"] = [row[:] for row in content["mission"]]
    content["mission"][7][1] = date(2025, 3, 16)
    content["mission"] += [["opening_time", time(7, 0)], ["demo", True]]
    content["stations"] = [
        ["code", "number", "area", "latitude", "registered_voters"],
        ["s1", 101, "east", 43.25, 900.0],
        ["s2", 102, "east", None, 800],
    ]
    # A workbook's times know no offset.
    content["visits"][1][4] = datetime(2025, 3, 16, 9, 0)  # noqa: DTZ001
    import_folder(small.write_workbook(tmp_path / "in.xlsx", content), by="import_mission")
    mission = Mission.objects.get()
    assert (mission.election_date, mission.demo) == (date(2025, 3, 16), True)
    assert mission.opening_time == time(7, 0)
    station = Station.objects.get(code="s1")
    assert (station.number, station.registered_voters) == ("101", 900)
    assert float(station.latitude) == 43.25
    assert Visit.objects.get(code="v1").arrived_at.isoformat() == "2025-03-16T04:00:00+00:00"


def test_formulas_and_errors_in_a_workbook_are_refused_with_their_place(tmp_path):
    content = sheets(
        areas=[["code", "name", "kind"], ["east", "=A1", "district"], ["north", "#REF!", "region"]]
    )
    told = refused(small.write_workbook(tmp_path / "in.xlsx", content))
    assert "sheet areas, line 2, column name: “a formula”, expected a value." in told
    assert "sheet areas, line 3, column name: “#REF!”, expected a value." in told


def test_a_formula_in_a_required_cell_is_told_once(tmp_path):
    content = sheets(
        areas=[["code", "name", "kind"], ["=A1", "East", "region"], ["", "North", "region"]]
    )
    told = refused(small.write_workbook(tmp_path / "in.xlsx", content))
    assert told.count("sheet areas, line 2, column code") == 1
    assert "sheet areas, line 2, column code: “a formula”, expected a value." in told
    assert "sheet areas, line 3, column code: nothing, expected a value, which is" in told


def test_a_formula_in_the_missions_sheet_is_told_once(tmp_path):
    content = sheets()
    content["mission"] = [
        [key, "=A1" if key == "title" else value] for key, value in content["mission"]
    ]
    told = refused(small.write_workbook(tmp_path / "in.xlsx", content))
    assert told.count("formula") == 1
    assert "nothing, expected a value" not in told


def test_a_problem_in_a_workbook_names_the_sheet(tmp_path):
    content = sheets(areas=[["code", "name", "kind"], [], ["east", "East", "village"]])
    told = refused(small.write_workbook(tmp_path / "in.xlsx", content))
    assert "sheet areas, line 3, column kind: “village”, expected one of region" in told


def test_an_unknown_sheet_is_refused_unless_it_is_empty(tmp_path):
    content = sheets(Notes=[])
    import_folder(small.write_workbook(tmp_path / "empty.xlsx", content), by="import_mission")
    small.forget_everything()
    content = sheets(Notes=[["remember"]])
    told = refused(small.write_workbook(tmp_path / "in.xlsx", content))
    assert "sheet Notes is no file of a mission folder" in told


@pytest.mark.parametrize("content", [b"no workbook", b""])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    assert "in.xlsx" in refused(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = small.write_zip(tmp_path / "in.xlsx", {"areas.csv": b"code"})
    assert "cannot be read as a workbook" in refused(path)


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path):
    small.write_workbook(tmp_path / "in.xlsx", sheets())
    with zipfile.ZipFile(tmp_path / "in.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", io.BytesIO(b"0" * 20_000_000).getvalue())
    assert "unpack to far more" in refused(tmp_path / "in.xlsx")


def with_rows(path, rows: bytes):
    """Write a workbook whose first sheet has these rows in place of its own."""
    small.write_workbook(path, small.folder())
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    first = "xl/worksheets/sheet1.xml"
    before = parts[first].split(b"<sheetData")[0]
    parts[first] = before + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def test_a_sheet_that_claims_a_row_behind_all_rows_is_read_to_the_last_there_is(tmp_path):
    far = b'<row r="1000000000000"><c r="A1000000000000"><v>1</v></c></row>'
    assert refused(with_rows(tmp_path / "in.xlsx", far))


def test_a_sheet_that_claims_endless_columns_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_CELLS", 50_000)
    wide = b"".join(b'<row r="%d"><c r="ZZZ%d"><v>1</v></c></row>' % (n, n) for n in (1, 2, 3))
    assert "more cells than a mission fills" in refused(with_rows(tmp_path / "in.xlsx", wide))
