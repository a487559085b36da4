"""A second import: what changes, what stays, and what is refused by name."""

from typing import Any

import pytest

from missions.models import Area, AuditRecord, Mission, Station
from observers.models import Observer, Person
from reports.folder.planning import stamp
from reports.folder.tables import TABLES
from tests.reports.folder import small
from visits.actions import take_in_visit
from visits.form_versions import current_version
from visits.models import Answer, Finding, FormVersion, Review, Source, Visit, VisitRevision
from visits.payload import build_payload, load_payload

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """Return what the database holds of the mission, for comparing."""
    models = (Mission, Area, Station, Person, Observer, Visit, VisitRevision, Answer, Finding)
    models += (Review, FormVersion, AuditRecord)
    return {each.__name__: list(each.objects.order_by("pk").values()) for each in models}


def again(path, content: small.Folder, **options: Any) -> dict[str, tuple[int, int]]:
    """Import a folder again and return (new, changed) of the files in which anything happened."""
    outcome = small.bring_in(path, content, **options)
    counts = {name: (count.new, count.changed) for name, count in outcome.counts.items()}
    return {name: count for name, count in counts.items() if any(count)}


def test_the_same_folder_again_changes_nothing(tmp_path):
    small.bring_in(tmp_path, small.folder())
    before = everything()
    assert again(tmp_path, small.folder()) == {}
    assert everything() == before


def test_a_folder_with_the_same_content_written_otherwise_changes_nothing(tmp_path):
    content = small.with_cell("observers", 1, "languages", "en tr")
    small.bring_in(tmp_path, content)
    before = everything()
    content["teams"][1][2] = "o1 ; o2"
    content["visits"][1][4] = "2025-03-16 04:00:00Z"
    content["answers"][4][2] = "local_officials; police"
    content["areas"][1:] = reversed(content["areas"][1:])
    content["delegations"][1][3] = "tr"
    assert again(tmp_path, content) == {}
    assert everything() == before


def test_an_offset_may_be_hours_alone(tmp_path):
    small.bring_in(tmp_path, small.folder())
    assert again(tmp_path, small.with_cell("visits", 1, "arrived_at", "2025-03-16T09:00+05")) == {}


def test_a_dry_run_checks_everything_and_saves_nothing(tmp_path):
    outcome = small.bring_in(tmp_path, small.folder(), dry_run=True)
    assert outcome.counts["stations"].new == 2
    assert not Mission.objects.exists()
    assert not AuditRecord.objects.exists()


def test_a_dry_run_finds_what_was_changed_here(tmp_path):
    small.bring_in(tmp_path, small.folder())
    Station.objects.filter(code="s1").update(name="Renamed here")
    content = small.with_cell("stations", 1, "address", "Street 1")
    with pytest.raises(small.FolderRefused, match="s1 was changed here"):
        small.bring_in(tmp_path, content, dry_run=True)


def test_changed_rows_are_updated_by_code_and_audited_as_the_systems(tmp_path):
    small.bring_in(tmp_path, small.folder())
    seen = AuditRecord.objects.count()
    content = small.with_cell("stations", 1, "name", "Lyceum 1")
    content["meetings"][1][3] = "The morning news"
    assert again(tmp_path, content) == {"stations": (0, 1), "meetings": (0, 1)}
    assert Station.objects.get(code="s1").name == "Lyceum 1"
    told = AuditRecord.objects.order_by("pk")[seen:]
    assert {each.by for each in told} == {"system: import_mission"}
    assert [each.changes for each in told if each.record_type == "missions.station"] == [
        {"name": ["School 1", "Lyceum 1"]}
    ]


def test_of_personal_details_the_audit_keeps_only_their_names(tmp_path):
    small.bring_in(tmp_path, small.folder())
    content = small.with_cell("observers", 1, "email", "new@example.org")
    content["observers"][1][1] = "Observer One"
    assert again(tmp_path, content) == {"observers": (0, 1)}
    (told,) = AuditRecord.objects.filter(record_type="observers.person").exclude(action="imported")
    assert told.changes == {"email": None, "name": None}
    assert "example.org" not in str(list(AuditRecord.objects.values_list("changes", flat=True)))
    assert Observer.objects.get(code="o1").person.name == "Observer One"


def test_a_row_changed_by_an_import_may_change_again(tmp_path):
    small.bring_in(tmp_path, small.folder())
    for name in ("Lyceum 1", "Lyceum 2"):
        again(tmp_path, small.with_cell("stations", 1, "name", name))
    again(tmp_path, small.with_cell("observers", 1, "name", "Someone"))
    again(tmp_path, small.with_cell("observers", 1, "phone", "123"))
    assert Station.objects.get(code="s1").name == "School 1"
    assert Observer.objects.get(code="o1").person.phone == "123"


def test_empty_cells_and_missing_columns_blank_nothing(tmp_path):
    content = small.with_cell("stations", 1, "address", "Street 1")
    small.bring_in(tmp_path, content)
    content["stations"] = [["code", "number", "area", "address"], ["s1", "101", "east", ""]]
    del content["meetings"], content["answers"]
    assert again(tmp_path / "again", content) == {}
    station = Station.objects.get(code="s1")
    assert (station.address, station.name, station.approximate) == (
        "Street 1",
        "School 1",
        "registered_voters",
    )
    assert Mission.objects.get().meetings.count() == 1
    assert Answer.objects.count() == 5


def test_new_rows_join_the_old_ones(tmp_path):
    small.bring_in(tmp_path, small.folder())
    content = small.folder(stations=[["code", "number", "area"], ["s3", "103", "new"]])
    content["areas"] = [["code", "name", "kind", "parent"], ["new", "New", "district", "north"]]
    assert again(tmp_path, content) == {"areas": (1, 0), "stations": (1, 0)}
    assert Station.objects.count() == 3


def test_two_people_of_one_name_stay_two(tmp_path):
    content = small.with_cell("observers", 2, "name", "Observer 1")
    small.bring_in(tmp_path, content)
    assert Person.objects.filter(name="Observer 1").count() == 2


def test_a_row_changed_here_is_refused_by_name(tmp_path):
    small.bring_in(tmp_path, small.folder())
    Station.objects.filter(code="s1").update(name="Renamed here")
    Person.objects.filter(name="Observer 1").update(phone="999")
    (first, second) = (
        small.refusal(tmp_path, small.folder())
        + small.refusal(tmp_path, small.with_cell("observers", 1, "gender", "f"))[:1]
    )
    assert "observers.csv, line 2" in second and "o1 was changed here since the last" in second
    assert first.startswith("stations.csv, line 2, column name: “School 1”")
    assert "s1 was changed here since the last import" in first


def test_a_row_changed_here_as_the_file_has_it_is_no_quarrel(tmp_path):
    small.bring_in(tmp_path, small.folder())
    Station.objects.filter(code="s1").update(name="Lyceum 1")
    assert again(tmp_path, small.with_cell("stations", 1, "name", "Lyceum 1")) == {}


def test_a_record_made_here_is_not_written_over(tmp_path):
    small.bring_in(tmp_path, small.folder())
    mission = Mission.objects.get()
    Area.objects.create(mission=mission, code="south", name="South", kind="region")
    content = small.folder()
    content["areas"].append(["south", "The south", "region", ""])
    (sentence,) = small.refusal(tmp_path, content)
    assert "south was changed here" in sentence


def test_the_evidence_moves_on_once_for_an_import_and_not_for_one_without_changes(tmp_path):
    content = small.with_cell("visits", 1, "state", "submitted")
    small.bring_in(tmp_path, content)
    assert Mission.objects.get().evidence_version == 1
    small.bring_in(tmp_path, content)
    assert Mission.objects.get().evidence_version == 1
    content["meetings"][1][3] = "The morning news"
    small.bring_in(tmp_path, content)
    assert Mission.objects.get().evidence_version == 2


def test_a_changed_answer_makes_one_new_revision(tmp_path):
    small.bring_in(tmp_path, small.folder())
    content = small.with_cell("answers", 3, "value", "no")
    assert again(tmp_path, content) == {"visits": (0, 1)}
    visit = Visit.objects.get(code="v2")
    assert visit.latest_revision == 2
    assert visit.answers.get(question="voting.interference").value == "no"
    first, second = visit.revisions.order_by("number")
    assert second.parent_sha256 == first.sha256
    assert load_payload(bytes(second.payload))["arrived_at"] == "2025-03-16T11:00:00+05:00"
    assert again(tmp_path, content) == {}
    assert Visit.objects.get(code="v2").latest_revision == 2


def test_a_changed_answer_of_a_verified_visit_is_its_next_revision(tmp_path):
    small.bring_in(tmp_path, small.folder())
    content = small.with_cell("answers", 1, "value", "yes")
    again(tmp_path, content)
    visit = Visit.objects.get(code="v1")
    assert (visit.state, visit.latest_revision) == ("verified", 2)
    sent = load_payload(bytes(visit.revisions.get(number=2).payload))
    assert sent["answers"]["voting.interference"]["value"] == "yes"
    assert sent["answers"]["own.light"]["value"] == "none"
    assert again(tmp_path, content) == {}
    assert Visit.objects.get(code="v1").latest_revision == 2


def test_a_visit_changed_here_is_refused_by_name(tmp_path):
    small.bring_in(tmp_path, small.folder())
    visit = Visit.objects.get(code="v2")
    first = visit.revisions.get()
    told = load_payload(bytes(first.payload)) | {"comments": "Typed here", "parent": first.sha256}
    mission = Mission.objects.get()
    take_in_visit(build_payload(**told), mission=mission, by=None, source=Source.SECRETARIAT)
    assert again(tmp_path, small.folder()) == {}
    (sentence,) = small.refusal(tmp_path, small.with_cell("answers", 3, "value", "no"))
    assert sentence.startswith("answers.csv, line 4, column value: “no”")
    assert "v2 was changed here since the last import" in sentence


def test_a_state_never_moves_back(tmp_path):
    small.bring_in(tmp_path, small.folder())
    Visit.objects.filter(code="v2").update(state="set_aside")
    Finding.objects.filter(code="f1").update(state="confirmed")
    content = small.with_cell("visits", 1, "state", "returned")
    outcome = small.bring_in(tmp_path, content)
    states = dict(Visit.objects.values_list("code", "state"))
    assert states == {"v1": "verified", "v2": "set_aside"}
    assert Finding.objects.get(code="f1").state == "confirmed"
    assert outcome.kept_reviews == {"findings": ["f1"]}
    assert outcome.sent_back == {"visits": ["v1"]}


def test_a_state_moves_on_with_its_review(tmp_path):
    small.bring_in(tmp_path, small.folder())
    content = small.with_cell("visits", 2, "state", "returned")
    content["findings"][1][5] = "confirmed"
    content["visits"][0] += ["review_note", "reviewed_by", "reviewed_at"]
    content["visits"][1] += ["", "", ""]
    content["visits"][2] += ["Which official?", "The desk", "2025-03-16T20:00"]
    assert again(tmp_path, content) == {"visits": (0, 1), "findings": (0, 1)}
    assert Visit.objects.get(code="v2").state == "returned"
    review = Review.objects.get(revision__visit__code="v2")
    assert (review.note, review.reviewed_by) == ("Which official?", "The desk")
    assert review.reviewed_at.isoformat() == "2025-03-16T15:00:00+00:00"
    assert Visit.objects.get(code="v2").latest_revision == 1
    assert again(tmp_path, content) == {}


@pytest.mark.parametrize("state", ["returned", "set_aside"])
def test_a_review_without_a_note_says_that_none_was_given(tmp_path, state):
    small.bring_in(tmp_path, small.with_cell("visits", 2, "state", state))
    assert Review.objects.get(revision__visit__code="v2").note == "imported, no reason given"


def test_a_visit_at_a_station_not_listed_comes_in_as_submitted(tmp_path):
    content = small.with_cell("visits", 1, "station_number", "77")
    content = small.folder(visits=content["visits"])
    content["visits"][0].append("area")
    content["visits"][1] += ["east"]
    content["visits"][2] += [""]
    content["visits"][1][1] = ""
    small.bring_in(tmp_path, content)
    visit = Visit.objects.get(code="v1")
    assert (visit.state, visit.station, visit.station_number) == ("submitted", None, "77")
    Visit.objects.filter(code="v1").update(station=Station.objects.get(code="s1"))
    assert again(tmp_path, content) == {}
    assert Visit.objects.get(code="v1").state == "submitted"


def test_ids_are_the_same_in_every_installation(tmp_path):
    small.bring_in(tmp_path, small.folder())
    before = set(Visit.objects.values_list("uuid", flat=True))
    small.forget_everything()
    small.bring_in(tmp_path, small.folder())
    assert set(Visit.objects.values_list("uuid", flat=True)) == before


def test_an_id_cannot_change(tmp_path):
    small.bring_in(tmp_path, small.folder())
    other = "2bbaeb91-a8e9-47b6-b5f9-66579abd371b"
    for name in ("visits", "findings"):
        (sentence,) = small.refusal(tmp_path, small.with_cell(name, 1, "id", other))
        assert sentence.startswith(f"{name}.csv, line 2, column id")


def test_own_questions_make_a_version_of_the_form_once(tmp_path):
    small.bring_in(tmp_path, small.folder())
    mission = Mission.objects.get()
    version = current_version(mission, "voting")
    assert (version.mission, version.number) == (mission, 1)
    assert Visit.objects.get(code="v1").form_version == version
    answer = Answer.objects.get(question="own.light")
    assert (answer.value, answer.adverse) == ("none", True)
    again(tmp_path, small.with_cell("questions", 1, "label", "Which light was there?"))
    assert current_version(mission, "voting").number == 2
    again(tmp_path, small.with_cell("answers", 3, "value", "not_observed"))
    visit = Visit.objects.get(code="v2")
    assert (visit.latest_revision, visit.form_version.sha256) == (2, version.sha256)


def test_an_own_question_that_makes_no_form_is_refused(tmp_path):
    content = small.with_cell("questions", 1, "only_if", "voting.overall = good")
    content["questions"][1][7] = "voting.access_full"
    (sentence,) = small.refusal(tmp_path, content | {"answers": []})
    assert sentence.startswith("questions.csv: ")
    assert "not asked before it" in sentence


def test_approximate_numbers_keep_their_mark(tmp_path):
    small.bring_in(tmp_path, small.folder())
    station, finding = Station.objects.get(code="s1"), Finding.objects.get(code="f1")
    assert (station.registered_voters, station.approximate) == (900, "registered_voters")
    assert (finding.affected, finding.approximate) == (50, "affected")
    again(tmp_path, small.with_cell("stations", 1, "registered_voters", "900"))
    assert Station.objects.get(code="s1").approximate == ""


def test_findings_may_repeat_each_other_and_belong_to_visits(tmp_path):
    content = small.with_cell("findings", 1, "duplicate_of", "f2")
    small.bring_in(tmp_path, content)
    finding = Finding.objects.get(code="f1")
    assert finding.duplicate_of == Finding.objects.get(code="f2")
    assert finding.visit == Visit.objects.get(code="v2")
    assert again(tmp_path, content) == {}


def test_a_digest_stays_the_same_when_a_record_is_read_again(tmp_path):
    small.bring_in(tmp_path, small.folder())
    station = Station.objects.select_related("area").get(code="s1")
    kept = station.import_digest
    assert stamp(TABLES["stations"], [station])[0].import_digest == kept


def test_every_new_record_has_its_audit_record(tmp_path):
    small.bring_in(tmp_path, small.folder())
    told = AuditRecord.objects.filter(record_type="missions.station").order_by("record_id")
    stations = Station.objects.order_by("pk").values_list("pk", flat=True)
    assert [each.record_id for each in told] == [str(number) for number in stations]
    mission = Mission.objects.get()
    assert {(each.by, each.action, each.mission_id) for each in told} == {
        ("system: import_mission", "imported", mission.pk)
    }
    assert {str(each.changes) for each in told} == {"{}"}
    counts = {model._meta.label_lower: model.objects.count() for model in (Area, Person, Observer)}
    for label, count in counts.items():
        assert AuditRecord.objects.filter(record_type=label).count() == count
