"""The two commands: what they print, where, and with which exit code."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from openpyxl import load_workbook

from missions.models import Mission
from reports.folder.exporting import Part
from reports.folder.tables import TABLES
from reports.folder.writing import write_folder
from reports.management.refusing import Refused
from tests.reports.folder import small

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.django_db


def run(name: str, *args: object, **options: object) -> str:
    """Run a command and return what it prints."""
    out = StringIO()
    call_command(name, *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_an_import_prints_a_short_count_per_file(tmp_path):
    printed = run("import_mission", small.write(tmp_path / "in", small.folder()))
    assert printed.splitlines()[0] == "small-2025 is imported:"
    assert "  stations: 2 new, 0 changed, 0 unchanged" in printed.splitlines()


def test_a_dry_run_says_that_it_is_one(tmp_path):
    path = small.write(tmp_path / "in", small.folder())
    assert run("import_mission", path, dry_run=True).startswith("small-2025 would be imported:")
    assert not Mission.objects.exists()


def test_an_import_that_is_refused_tells_every_problem(tmp_path):
    path = small.write(tmp_path / "in", small.with_cell("areas", 1, "kind", "village"))
    with pytest.raises(Refused) as refused:
        run("import_mission", path)
    first, second = str(refused.value).splitlines()
    assert first == "Nothing was imported."
    assert second.startswith("areas.csv, line 2, column kind: “village”, expected one of")


def test_a_review_that_an_import_would_move_back_is_named(tmp_path):
    path = small.write(tmp_path / "in", small.folder())
    run("import_mission", path)
    small.write(path, small.with_cell("visits", 1, "state", "returned"))
    told = "visits: no import moves a review back; the state stays: v1"
    assert told in run("import_mission", path)


def test_what_is_no_mission_folder_is_refused_with_a_sentence(tmp_path):
    other = tmp_path / "mission.csv"
    other.write_text("key,value\n")
    (tmp_path / "empty").mkdir()
    for path, why in [
        (tmp_path / "nowhere", "There is no "),
        (other, "is no mission folder: a folder, a .zip or an .xlsx was expected."),
        (tmp_path / "empty", "it must name the mission"),
    ]:
        with pytest.raises(Refused, match=why):
            run("import_mission", path)


@pytest.mark.parametrize("name", ["out", "out.zip", "out.xlsx"])
def test_an_export_writes_nothing_where_something_is(tmp_path, name):
    run("import_mission", small.write(tmp_path / "in", small.folder()))
    assert "is written to" in run("export_mission", small.SLUG, tmp_path / name)
    kept = sorted(each.name for each in tmp_path.iterdir())
    with pytest.raises(Refused, match="exists already"):
        run("export_mission", small.SLUG, tmp_path / name)
    assert sorted(each.name for each in tmp_path.iterdir()) == kept


def test_an_export_goes_into_an_empty_folder(tmp_path):
    run("import_mission", small.write(tmp_path / "in", small.folder()))
    for name in ("out", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        run("export_mission", small.SLUG, tmp_path / name)
    found = [sorted(each.name for each in (tmp_path / name).iterdir()) for name in ("out", "empty")]
    assert found[0] == found[1] == sorted(f"{name}.csv" for name in TABLES)
    for name in found[0]:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "empty" / name).read_bytes()
    with pytest.raises(Refused, match="exists already"):
        run("export_mission", small.SLUG, tmp_path / "empty")


@pytest.mark.parametrize("name", ["empty.zip", "link"])
def test_an_export_takes_no_other_empty_thing(tmp_path, name):
    run("import_mission", small.write(tmp_path / "in", small.folder()))
    (tmp_path / "empty.zip").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty.zip")
    with pytest.raises(Refused, match="exists already"):
        run("export_mission", small.SLUG, tmp_path / name)


def test_an_export_that_fails_leaves_an_empty_folder_empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    parts = [Part("mission", ["key"], iter([])), Part("areas", ["code"], broken_rows())]
    with pytest.raises(DatabaseError):
        write_folder(folder, parts)
    assert list(folder.iterdir()) == []


def broken_rows():
    """Give one row, then fail as a database may."""
    yield ["north"]
    raise DatabaseError("gone")


def test_an_export_of_no_mission_or_to_no_place_is_refused(tmp_path):
    with pytest.raises(Refused, match="no mission with the short name “elsewhere”"):
        run("export_mission", "elsewhere", tmp_path / "out")
    run("import_mission", small.write(tmp_path / "in", small.folder()))
    with pytest.raises(Refused, match="There is no folder"):
        run("export_mission", small.SLUG, tmp_path / "nowhere" / "out")


def test_two_exports_are_the_same_bytes(tmp_path):
    run("import_mission", small.write(tmp_path / "in", small.folder()))
    for suffix in (".zip", ".xlsx"):
        for name in ("a", "b"):
            run("export_mission", small.SLUG, tmp_path / f"{name}{suffix}")
        first, second = (tmp_path / f"{name}{suffix}" for name in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()


def test_no_text_becomes_a_formula_in_a_workbook(tmp_path):
    texts = ['=HYPERLINK("http://x")', "#REF!", "+1", "@x", "-1"]
    content = small.folder(
        meetings=[
            ["code", "date", "category", "organisation"],
            *([f"m{n}", "2025-03-14", "media", text] for n, text in enumerate(texts)),
        ]
    )
    run("import_mission", small.write(tmp_path / "in", content))
    run("export_mission", small.SLUG, tmp_path / "out.xlsx")
    rows = list(load_workbook(tmp_path / "out.xlsx")["meetings"].iter_rows(min_row=2))
    position = 4
    assert [row[position].value for row in rows] == texts
    assert {row[position].data_type for row in rows} == {"s"}


def test_a_text_too_long_for_a_cell_of_a_workbook_is_refused(tmp_path):
    content = small.with_detail("method_note", "x" * 40_000)
    run("import_mission", small.write(tmp_path / "in", content))
    with pytest.raises(Refused, match="longer than a cell holds; export to a .zip"):
        run("export_mission", small.SLUG, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_the_exit_code_is_1_with_sentences_and_2_for_wrong_usage(tmp_path):
    manage = [sys.executable, str(ROOT / "manage.py")]
    refused = subprocess.run(
        [*manage, "import_mission", str(tmp_path / "nowhere")], capture_output=True, text=True
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr and "There is no " in refused.stderr
    misused = subprocess.run([*manage, "export_mission"], capture_output=True, text=True)
    assert misused.returncode == 2
