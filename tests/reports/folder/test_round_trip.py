"""A mission that goes out and comes in again is the same mission."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from missions.models import Meeting, Mission, Station
from reports.folder.exporting import mission_parts
from reports.folder.importing import import_folder
from reports.folder.writing import write_folder
from tests.cases.drafted import undone
from tests.reports.folder import small
from visits.models import Answer, Visit

ROOT = Path(__file__).resolve().parents[3]
FOUNDING = ROOT / "reports" / "founding_mission"
BAD_COUNTS = ROOT / "tests" / "cases" / "bad_counts"

pytestmark = pytest.mark.django_db


def export(slug: str, path: Path) -> Path:
    """Write a mission to `path` and return it."""
    write_folder(path, mission_parts(Mission.objects.get(slug=slug)))
    return path


def contents(path: Path) -> dict[str, bytes]:
    """Return the bytes of a folder's files, or of the one file."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("folder", "slug", "suffix"),
    [
        (FOUNDING, "kazakhstan-2019", ""),
        (FOUNDING, "kazakhstan-2019", ".zip"),
        (FOUNDING, "kazakhstan-2019", ".xlsx"),
        (BAD_COUNTS, "bad-counts", ""),
    ],
)
def test_export_then_import_into_an_empty_installation_gives_the_same_mission(
    tmp_path, folder, slug, suffix
):
    with undone():
        import_folder(folder, by="import_mission")
        first = export(slug, tmp_path / f"first{suffix}")
    import_folder(first, by="import_mission")
    assert contents(export(slug, tmp_path / f"second{suffix}")) == contents(first)


def test_an_export_holds_what_the_folder_held(tmp_path):
    small.bring_in(tmp_path / "in", small.folder())
    out = export(small.SLUG, tmp_path / "out")
    stations = (out / "stations.csv").read_text(encoding="utf-8").splitlines()
    assert stations[0].split(",")[:4] == ["code", "number", "area", "name"]
    assert stations[1] == "s1,101,east,School 1,polling_station,,,,~900,"
    assert "t1,east,,o1;o2" in (out / "teams.csv").read_text(encoding="utf-8")
    answers = (out / "answers.csv").read_text(encoding="utf-8")
    assert "v2,voting.interference_by,local_officials;police," in answers


def test_every_export_has_every_file_and_a_header_for_those_without_rows(tmp_path):
    small.bring_in(tmp_path / "in", {"mission": small.SMALL["mission"]})
    out = export(small.SLUG, tmp_path / "out")
    names = {file.stem for file in out.iterdir()}
    assert names == set(small.SMALL)
    assert (out / "areas.csv").read_text(encoding="utf-8") == "code,name,kind,parent\n"


def test_times_go_out_in_the_missions_timezone(tmp_path):
    small.bring_in(tmp_path / "in", small.folder())
    out = export(small.SLUG, tmp_path / "out")
    assert "2025-03-16T09:00:00+05:00" in (out / "visits.csv").read_text(encoding="utf-8")


def test_further_languages_go_out_and_come_in(tmp_path):
    content = small.with_cell("areas", 1, "name_tr", "Doğu")
    content["mission"].append(["title_tr", "Küçük seçim"])
    small.bring_in(tmp_path / "in", content)
    out = export(small.SLUG, tmp_path / "out")
    assert "Doğu" in (out / "areas.csv").read_text(encoding="utf-8")
    assert "title_tr,Küçük seçim" in (out / "mission.csv").read_text(encoding="utf-8")
    mission = Mission.objects.get(slug=small.SLUG)
    assert mission.texted("title", "tr") == "Küçük seçim"
    assert mission.areas.get(code="east").named("tr") == "Doğu"


def test_a_visit_at_a_station_not_listed_goes_out_with_its_number_and_area(tmp_path):
    content = small.folder()
    content["visits"][0] += ["station_number", "place", "area"]
    content["visits"][1] += ["", "", ""]
    content["visits"][2] += ["77", "The old mill", "east"]
    content["visits"][2][1] = ""
    with undone():
        small.bring_in(tmp_path / "in", content)
        first = export(small.SLUG, tmp_path / "first")
        assert Visit.objects.get(code="v2").station is None
    assert "v2," in (first / "visits.csv").read_text(encoding="utf-8")
    assert ",77,The old mill,east," in (first / "visits.csv").read_text(encoding="utf-8")
    import_folder(first, by="import_mission")
    assert contents(export(small.SLUG, tmp_path / "second")) == contents(first)


# Texts that files, spreadsheets and databases each have their own trouble with.
AWKWARD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\"';,=+-@#"),
    min_size=1,
    max_size=40,
).filter(lambda text: not text.isspace())


@pytest.mark.parametrize("suffix", ["", ".xlsx"])
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(note=AWKWARD, name=AWKWARD, comment=AWKWARD)
@example(note='=HYPERLINK("http://x","y")', name="#N/A", comment="=1+1")
@example(note='two\nlines, “quoted” "once"', name="'apostrophe ", comment=" a;b ")
@example(note="\u2028\u0085Ә—😀", name="-1", comment="ends with a line\n")
def test_any_text_comes_back_as_it_was(tmp_path_factory, suffix, note, name, comment):
    path = tmp_path_factory.mktemp("round")
    content = small.folder()
    content["meetings"] = [
        ["code", "date", "category", "organisation", "notes"],
        ["m1", "2025-03-14", "media", "The evening news", note],
    ]
    content["stations"][1][3] = name
    content["answers"][1][3] = comment
    with undone():
        small.bring_in(path / "in", content)
        first = export(small.SLUG, path / f"first{suffix}")
    with undone():
        import_folder(first, by="import_mission")
        assert Meeting.objects.get().notes == note
        assert Station.objects.get(code="s1").name == name
        answer = Answer.objects.get(visit__code="v1", question="voting.interference")
        assert answer.comment == comment
        assert contents(export(small.SLUG, path / f"second{suffix}")) == contents(first)
