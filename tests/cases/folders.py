"""Reading a mission folder as plain CSV, and what is wrong with it: no Django, no database."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "visits" / "standard_forms"

COLUMNS = {
    "mission": "key value",
    "areas": "code name kind parent",
    "stations": "code number area name kind address latitude longitude registered_voters setting",
    "delegations": "code name kind country quota",
    "observers": "code name delegation institution institution_kind role nationality gender email"
    " phone languages accreditation_number accreditation_status pledge_signed_on",
    "teams": "code area name members",
    "deployments": "team station stage planned_at chosen_by",
    "meetings": "code date end_date category organisation person position area notes",
    "questions": "code stage label type choices adverse theme after only_if",
    "visits": "code id station station_number area team stage arrived_at departed_at received_at"
    " state review_note reviewed_by reviewed_at chosen_by accompanied_by_official"
    " registered_voters voted_so_far voted_as_of commission_present commission_women chair_gender"
    " agents_contestants comments",
    "answers": "visit question value comment",
    "findings": "code id theme summary question visit station area team occurred_at stage polarity"
    " severity basis told_by tellers affected reported_to response obligation confidential state"
    " duplicate_of",
    "sources": "code title issuer kind date url theme figure quote",
    "judgements": "key text signed_by signed_on",
}
REFERENCES = [
    ("areas", "parent", "areas"),
    ("stations", "area", "areas"),
    ("observers", "delegation", "delegations"),
    ("teams", "area", "areas"),
    ("deployments", "team", "teams"),
    ("deployments", "station", "stations"),
    ("meetings", "area", "areas"),
    ("visits", "station", "stations"),
    ("visits", "area", "areas"),
    ("visits", "team", "teams"),
    ("answers", "visit", "visits"),
    ("findings", "visit", "visits"),
    ("findings", "station", "stations"),
    ("findings", "area", "areas"),
    ("findings", "team", "teams"),
    ("findings", "duplicate_of", "findings"),
]
FIXED_VALUES = {
    "yn": {"yes", "no"},
    "yna": {"yes", "no", "not_applicable"},
    "scale": {"very_good", "good", "bad", "very_bad"},
    "extent": {"none", "few", "some", "many"},
    "share": {"none", "few", "half", "most", "all"},
}

Row = dict[str, str]
Folder = dict[str, list[Row]]


def read_folder(path: Path) -> Folder:
    """Return the rows of every CSV file of a mission folder, by file name without .csv."""
    return {file.stem: read_rows(file) for file in sorted(path.glob("*.csv"))}


def read_rows(path: Path) -> list[Row]:
    """Return the rows of one CSV file; a row longer or shorter than its header is an error."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_header(path: Path) -> list[str]:
    """Return the column names of one CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def settings_of(folder: Folder) -> Row:
    """Return mission.csv as one row."""
    return {row["key"]: row["value"] for row in folder["mission"]}


def unknown_columns(path: Path) -> list[str]:
    """Return "file: column" for every column the mission folder does not know."""
    return [
        f"{file.name}: {column}"
        for file in sorted(path.glob("*.csv"))
        for column in read_header(file)
        if column not in COLUMNS[file.stem].split() and not column.startswith("name_")
    ]


def ragged_rows(folder: Folder) -> list[Row]:
    """Return the rows with more or fewer cells than their header."""
    return [row for rows in folder.values() for row in rows if None in row or None in row.values()]


def repeated_codes(folder: Folder) -> list[str]:
    """Return "file: code" for every code and every client id that stands twice in a file."""
    return [
        f"{name}: {value}"
        for name, rows in folder.items()
        for column in ("code", "id")
        for value, times in Counter(row.get(column) for row in rows).items()
        if value and times > 1
    ]


def broken_references(folder: Folder) -> list[str]:
    """Return a line for every cell that names a record the folder does not hold."""
    known = {name: {row.get("code") for row in rows} for name, rows in folder.items()}
    broken = [
        f"{name}.{column}: {row[column]}"
        for name, column, target in REFERENCES
        for row in folder[name]
        if row.get(column) and row[column] not in known[target]
    ]
    return broken + [
        f"teams.members: {member}"
        for team in folder["teams"]
        for member in members(team)
        if member not in known["observers"]
    ]


def members(team: Row) -> list[str]:
    """Return the observers' codes of a team."""
    return team["members"].split(";")


def answers_off_the_forms(folder: Folder) -> list[str]:
    """Return the answers whose question or value the visit's form does not have."""
    allowed = values_allowed(folder)
    stage_of = {visit["code"]: visit["stage"] for visit in folder["visits"]}
    return [
        f"{row['visit']} {row['question']}: {row['value']}"
        for row in folder["answers"]
        for value in row["value"].split(";")
        if not row["question"].startswith(stage_of[row["visit"]] + ".")
        or not fits(value, allowed.get(row["question"], set()))
    ]


def fits(value: str, allowed: set[str] | None) -> bool:
    """Return whether a question takes `value`; None stands for any number, time or text."""
    return allowed is None or value == "not_observed" or value in allowed


def values_allowed(folder: Folder) -> dict[str, set[str] | None]:
    """Return the values of every question of the standard forms and of the mission's own."""
    standard = {question["code"]: values_of(question) for question in standard_questions()}
    own = {
        row["code"]: FIXED_VALUES.get(row["type"], set(row["choices"].split(";")))
        for row in folder.get("questions", [])
    }
    return standard | own


def standard_questions() -> Iterator[dict]:
    """Yield every question of the four standard forms."""
    for file in sorted(FORMS.glob("*.json")):
        for group in json.loads(file.read_text(encoding="utf-8"))["groups"]:
            yield from group["questions"]


def values_of(question: dict) -> set[str] | None:
    """Return the values a standard question takes, or None for number, time and text."""
    if question["type"] in ("number", "time", "text"):
        return None
    choices = {choice["value"] for choice in question["choices"]}
    return FIXED_VALUES.get(question["type"], choices)


def visits_at_once(folder: Folder) -> list[str]:
    """Return the verified visits at which a team had not yet left the place before."""
    counting = [visit for visit in folder["visits"] if visit["state"] == "verified"]
    by_team = sorted(counting, key=lambda visit: (visit["team"], visit["arrived_at"]))
    return [
        after["code"]
        for before, after in pairwise(by_team)
        if before["team"] == after["team"]
        and moment(after["arrived_at"]) < moment(before["departed_at"])
    ]


def moment(text: str) -> datetime:
    """Return an ISO time of the folder."""
    return datetime.fromisoformat(text)


def answered(folder: Folder, question: str) -> Counter[str]:
    """Return how often each value of `question` was given in verified visits."""
    verified = {visit["code"] for visit in folder["visits"] if visit["state"] == "verified"}
    return Counter(
        row["value"]
        for row in folder["answers"]
        if row["question"] == question and row["visit"] in verified
    )


def top_level_areas(folder: Folder) -> dict[str, str]:
    """Return the top-level area of every area, by code."""
    parents = {row["code"]: row["parent"] for row in folder["areas"]}
    return {code: top_of(code, parents) for code in parents}


def top_of(code: str, parents: dict[str, str]) -> str:
    """Return the area that stands above `code` and under none."""
    return top_of(parents[code], parents) if parents[code] else code
