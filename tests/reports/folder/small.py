"""A small mission folder to change a cell of, and what the tests do with it."""

import copy
import csv
import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from missions.models import Area, Meeting, Mission, SourceDocument, Station
from observers.models import Delegation, Deployment, Observer, Person, Team
from reports.folder.importing import FolderRefused, Outcome, import_folder
from reports.models import Judgement
from visits.models import Finding, FormVersion, MissionQuestion, Visit

Rows = list[list[str]]
Folder = dict[str, Rows]
SLUG = "small-2025"

SMALL: Folder = {
    "mission": [
        ["key", "value"],
        ["slug", SLUG],
        ["title", "Observation of the small election"],
        ["organisation", "Organisation of Examples"],
        ["election", "Presidential election"],
        ["election_type", "presidential"],
        ["host_country", "KZ"],
        ["election_date", "2025-03-16"],
        ["timezone", "Asia/Almaty"],
    ],
    "areas": [
        ["code", "name", "kind", "parent"],
        ["east", "East", "district", "north"],
        ["north", "North", "region", ""],
    ],
    "stations": [
        ["code", "number", "area", "name", "registered_voters"],
        ["s1", "101", "east", "School 1", "~900"],
        ["s2", "102", "east", "School 2", "800"],
    ],
    "delegations": [
        ["code", "name", "kind", "country"],
        ["tr", "Turkey", "member_state", "TR"],
        ["az", "Azerbaijan", "member_state", "AZ"],
    ],
    "observers": [
        ["code", "name", "delegation", "nationality", "email"],
        ["o1", "Observer 1", "tr", "TR", "one@example.org"],
        ["o2", "Observer 2", "az", "AZ", ""],
        ["o3", "Observer 3", "az", "", ""],
    ],
    "teams": [["code", "area", "members"], ["t1", "east", "o2;o1"]],
    "deployments": [["team", "station", "stage"], ["t1", "s1", "voting"]],
    "meetings": [
        ["code", "date", "category", "organisation"],
        ["m1", "2025-03-14", "media", "The evening news"],
    ],
    "questions": [
        ["code", "stage", "label", "type", "choices", "adverse", "theme", "after", "only_if"],
        ["own.light", "voting", "By what light?", "choice", "mains;none", "none", "", "", ""],
    ],
    "visits": [
        ["code", "station", "team", "stage", "arrived_at", "departed_at", "state", "comments"],
        ["v1", "s1", "t1", "voting", "2025-03-16T09:00", "2025-03-16T09:40", "verified", "Calm"],
        ["v2", "s2", "t1", "voting", "2025-03-16T11:00:00+05:00", "", "submitted", ""],
    ],
    "answers": [
        ["visit", "question", "value", "comment"],
        ["v1", "voting.interference", "no", ""],
        ["v1", "own.light", "none", ""],
        ["v2", "voting.interference", "yes", "An official gave orders."],
        ["v2", "voting.interference_by", "police;local_officials", ""],
    ],
    "findings": [
        ["code", "theme", "summary", "visit", "affected", "state", "confidential"],
        ["f1", "interference", "An official gave orders.", "v2", "~50", "new", "no"],
        ["f2", "interference", "A witness was followed home.", "v2", "", "new", "yes"],
    ],
    "sources": [["code", "title", "issuer"], ["d1", "Turnout", "Election commission"]],
    "judgements": [["key", "text"], ["conclusion", "The election was orderly."]],
}


def folder(**changes: Rows) -> Folder:
    """Return the small folder, with these files instead of its own."""
    return {**copy.deepcopy(SMALL), **changes}


def with_cell(name: str, row: int, column: str, text: str) -> Folder:
    """Return the small folder with one other cell; the column is added where it is missing."""
    changed = folder()
    rows = changed[name]
    if column not in rows[0]:
        for each in rows:
            each.append(column if each is rows[0] else "")
    rows[row][rows[0].index(column)] = text
    return changed


def with_detail(key: str, text: str) -> Folder:
    """Return the small folder with one other line in mission.csv."""
    changed = folder()
    kept = [row for row in changed["mission"] if row[0] != key]
    changed["mission"] = [*kept, [key, text]]
    return changed


def csv_bytes(rows: Rows) -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def write(path: Path, content: Folder) -> Path:
    """Write a folder of CSV files and return its path."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in content.items():
        (path / f"{name}.csv").write_bytes(csv_bytes(rows))
    return path


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    """Write a .zip of these files and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def zipped(content: Folder, inside: str = "") -> dict[str, bytes]:
    """Return the files of a .zip of a folder, at the top or inside one folder."""
    return {f"{inside}{name}.csv": csv_bytes(rows) for name, rows in content.items()}


def write_workbook(path: Path, content: dict[str, list[list[Any]]]) -> Path:
    """Write a workbook of these sheets and return its path."""
    workbook = Workbook(write_only=True)
    for name, rows in content.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def bring_in(path: Path, content: Folder, **options: Any) -> Outcome:
    """Write a folder and import it."""
    return import_folder(write(path, content), by="import_mission", **options)


def refusal(path: Path, content: Folder) -> list[str]:
    """Return the sentences with which a folder is refused; nothing may have been saved."""
    known = Mission.objects.count()
    try:
        bring_in(path, content)
    except FolderRefused as refused:
        assert Mission.objects.count() == known
        return list(refused.sentences)
    raise AssertionError("the folder was imported")


def forget_everything() -> None:
    """Delete every record that a folder brings; the audit stays, as it must."""
    Area.objects.update(parent=None)
    Finding.objects.update(duplicate_of=None)
    for model in (
        Finding,
        Visit,
        MissionQuestion,
        Deployment,
        Team,
        Observer,
        Person,
        Delegation,
        Meeting,
        Station,
        Area,
        SourceDocument,
        Judgement,
    ):
        model.objects.all().delete()
    FormVersion.objects.filter(mission__isnull=False).delete()
    Mission.objects.all().delete()
