"""A station that stations.csv gives another area takes its visits and findings along."""

import pytest

from missions.models import AuditRecord, Mission
from reports.drafting import draft_statement
from tests.reports.folder import small
from visits.models import Finding, Visit

pytestmark = pytest.mark.django_db


def with_findings(*more: list[str]) -> small.Folder:
    """Return the small folder with findings at stations."""
    header = ["code", "theme", "summary", "station", "area", "state"]
    return small.folder(findings=[header, *more])


def moved(content: small.Folder) -> small.Folder:
    """Return the folder with station s1 in the north."""
    rows = [list(row) for row in content["stations"]]
    rows[1][2] = "north"
    return {**content, "stations": rows}


def areas(model: type[Visit] | type[Finding]) -> dict[str, str | None]:
    """Return the area's code of each record."""
    return dict(model.objects.values_list("code", "area__code"))


def test_visits_move_with_their_station_and_others_stay(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", moved(small.folder()))
    assert areas(Visit) == {"v1": "north", "v2": "east"}
    (told,) = AuditRecord.objects.filter(action="moved with its station by an import")
    assert (told.record_type, told.changes) == ("visits.visit", {"area": ["east", "north"]})


def test_the_draft_counts_a_moved_stations_visits_in_its_new_area(tmp_path):
    content = small.folder()
    content["areas"][1][3] = ""
    small.bring_in(tmp_path / "a", content)
    small.bring_in(tmp_path / "b", moved(content))
    draft = draft_statement(Mission.objects.get(), kind="preliminary")
    assert draft.figures["stations_visited"].by == {"area": {"north": 1}}
    assert draft.figures["areas_total"].value == 1


def test_findings_that_lay_where_the_station_lay_move_with_it(tmp_path):
    content = with_findings(
        ["f1", "interference", "One.", "s1", "", "new"],
        ["f2", "interference", "Two.", "s2", "", "new"],
        ["f3", "interference", "Three.", "s1", "north", "new"],
    )
    small.bring_in(tmp_path / "a", content)
    Finding.objects.filter(code__in=["f1", "f2"]).update(area=Visit.objects.get(code="v1").area_id)
    small.bring_in(tmp_path / "b", moved(content))
    assert areas(Finding) == {"f1": "north", "f2": "east", "f3": "north"}


def test_a_finding_whose_row_names_its_area_stays_there(tmp_path):
    content = with_findings(["f1", "interference", "One.", "s1", "east", "new"])
    small.bring_in(tmp_path / "a", content)
    small.bring_in(tmp_path / "b", moved(content))
    assert areas(Finding) == {"f1": "east"}


def test_a_finding_that_moved_is_not_taken_for_changed_here(tmp_path):
    content = with_findings(["f1", "interference", "One.", "s1", "east", "new"])
    small.bring_in(tmp_path / "a", content)
    without = {**content, "findings": content["findings"][:1]}
    small.bring_in(tmp_path / "b", moved(without))
    assert areas(Finding) == {"f1": "north"}
    content["findings"][1][2:5] = ["Other words.", "s1", "north"]
    outcome = small.bring_in(tmp_path / "c", moved(content))
    assert outcome.counts["findings"].changed == 1


def test_the_same_folder_again_moves_nothing(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    small.bring_in(tmp_path / "b", moved(small.folder()))
    seen = AuditRecord.objects.count()
    small.bring_in(tmp_path / "b", moved(small.folder()))
    assert AuditRecord.objects.count() == seen
