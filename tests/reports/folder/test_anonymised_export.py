"""The anonymised export: evidence without what leads to a person, a station or a team."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from missions.models import Mission
from reports.folder.importing import import_folder
from tests.reports.folder import small
from visits.definition import standard_forms
from visits.form_versions import publish_mission_forms
from visits.models import FormVersion, MissionQuestion

pytestmark = pytest.mark.django_db

FOUNDING = Path(__file__).resolve().parents[3] / "reports" / "founding_mission"


def anonymised(path: Path, slug: str = small.SLUG) -> dict[str, list[dict[str, str]]]:
    """Export a mission anonymised and return its files' rows."""
    call_command("export_mission", slug, str(path), anonymise=True, stdout=io.StringIO())
    return {
        file.stem: list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        for file in path.iterdir()
    }


def telling() -> small.Folder:
    """Return the small folder with much that leads back."""
    content = small.folder()
    content["visits"][0] += ["registered_voters", "reviewed_by", "review_note"]
    content["visits"][1] += ["913", "Reviewer Reyhan", "Chair Chingiz called"]
    content["visits"][2] += ["1207", "", ""]
    content["answers"] += [
        ["v1", "voting.overall", "bad", "The chair, Chingiz, shouted."],
        ["v3", "counting.valid", "417", ""],
        ["v3", "counting.in_time", "yes", ""],
    ]
    content["visits"].append(
        ["v3", "s1", "t1", "counting", "2025-03-16T21:17", "", "verified", "", "", "", ""]
    )
    content["findings"][0] += ["told_by", "occurred_at", "station"]
    content["findings"][1] += ["Agent of a candidate", "2025-03-16T09:13", "s1"]
    content["findings"][2] += ["Neighbour", "", ""]
    content["meetings"][0].append("notes")
    content["meetings"][1].append("They asked not to be quoted.")
    return content


def test_it_has_no_observers_teams_stations_or_plan(tmp_path):
    small.bring_in(tmp_path / "in", telling())
    files = anonymised(tmp_path / "out")
    assert not {"observers", "teams", "stations", "deployments"} & set(files)
    assert {"mission", "areas", "visits", "answers", "findings", "judgements"} <= set(files)


def test_nothing_in_it_leads_back(tmp_path):
    small.bring_in(tmp_path / "in", telling())
    anonymised(tmp_path / "out")
    text = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "out").iterdir())
    for visit in Mission.objects.get().visits.all():
        assert str(visit.uuid) not in text
    # In the identifiers drawn anew, three digits in a row may stand by chance.
    told = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
    for telltale in [
        "Observer 1",
        "School 1",
        "913",
        "1207",
        "417",
        "Reyhan",
        "Chingiz",
        "Calm",
        "followed home",
        "Neighbour",
        "Agent of a candidate",
        "not to be quoted",
        "T09:13",
        "T21:17",
        "T11:00",
    ]:
        assert telltale not in told, telltale


def test_the_evidence_stays_whole(tmp_path):
    small.bring_in(tmp_path / "in", telling())
    files = anonymised(tmp_path / "out")
    assert sorted(row["stage"] for row in files["visits"]) == ["counting", "voting", "voting"]
    assert {row["area"] for row in files["visits"]} == {"north"}
    assert {row["arrived_at"] for row in files["visits"]} == {"2025-03-16T00:00:00+05:00"}
    codes = {row["code"]: row["stage"] for row in files["visits"]}
    given = sorted((codes[row["visit"]], row["question"], row["value"]) for row in files["answers"])
    assert given == [
        ("counting", "counting.in_time", "yes"),
        ("voting", "own.light", "none"),
        ("voting", "voting.interference", "no"),
        ("voting", "voting.interference", "yes"),
        ("voting", "voting.interference_by", "local_officials;police"),
        ("voting", "voting.overall", "bad"),
    ]
    (finding,) = files["findings"]
    assert finding["summary"] == "An official gave orders."
    assert finding["visit"] in codes


def test_visits_at_one_station_stay_together_and_in_their_order(tmp_path):
    small.bring_in(tmp_path / "in", telling())
    for attempt in range(5):
        rows = anonymised(tmp_path / f"out{attempt}")["visits"]
        by_station: dict[str, list[str]] = {}
        for row in rows:
            by_station.setdefault(row["station_number"], []).append(row["stage"])
        assert sorted(by_station.values()) == [["voting"], ["voting", "counting"]]
        assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)


def test_codes_are_drawn_anew_each_time(tmp_path):
    import_folder(FOUNDING, by="import_mission")
    first, second = (
        [
            row["stage"] + row["area"]
            for row in anonymised(tmp_path / name, "kazakhstan-2019")["visits"]
        ]
        for name in ("first", "second")
    )
    assert len(first) == 40
    assert first != second
    assert sorted(first) == sorted(second)


def test_a_free_answer_stays_out_though_its_question_has_choices_now(tmp_path):
    content = small.folder()
    words = ["own.light", "voting", "Notes", "text", "", "", "", "", ""]
    content["questions"] = [content["questions"][0], words]
    content["answers"][2] = ["v1", "own.light", "Ivan Petrov, phone 777", ""]
    small.bring_in(tmp_path / "a", content)
    question = MissionQuestion.objects.get()
    question.type, question.choices = "choice", "mains;none"
    question.save()
    publish_mission_forms(question.mission)
    assert "own.light" not in {row["question"] for row in anonymised(tmp_path / "out")["answers"]}


def test_an_answer_to_a_question_no_longer_asked_stays_in(tmp_path):
    small.bring_in(tmp_path / "a", small.folder())
    MissionQuestion.objects.all().delete()
    FormVersion.objects.create(
        mission=Mission.objects.get(),
        stage="voting",
        number=2,
        definition=standard_forms()["voting"],
        sha256="later",
    )
    answers = anonymised(tmp_path / "out")["answers"]
    assert ("own.light", "none") in {(row["question"], row["value"]) for row in answers}
