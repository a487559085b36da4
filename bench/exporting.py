"""Exporting a mission as CSV, against COPY of the same content; and the memory it takes."""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench.measure import Measured, at_most, interleaved, times
from bench.records import BenchMission
from reports.folder.exporting import mission_parts
from reports.folder.writing import write_folder

ROUNDS = 3
TIMES, MEGABYTES = 6, 150
# The same cells in the same order: chosen options of an answer stand in one cell.
ANSWERS = """
SELECT visit.code, answer.question, {joined}(answer.value, ';' {order}), max(answer.comment)
FROM visits_answer AS answer JOIN visits_visit AS visit ON visit.id = answer.visit_id
WHERE visit.mission_id = {mission} GROUP BY visit.code, answer.question
ORDER BY visit.code {bytewise}, answer.question {bytewise}
"""
VISITS = """
SELECT visit.code, visit.uuid, station.code, visit.station_number, visit.place, area.code,
  team.code, visit.stage, visit.arrived_at, visit.departed_at, visit.received_at, visit.state,
  review.note, review.reviewed_by, review.reviewed_at, visit.chosen_by,
  visit.accompanied_by_official, visit.registered_voters, visit.voted_so_far, visit.voted_as_of,
  visit.commission_present, visit.commission_women, visit.chair_gender, visit.agents_contestants,
  visit.comments
FROM visits_visit AS visit
LEFT JOIN missions_station AS station ON station.id = visit.station_id
LEFT JOIN missions_area AS area ON area.id = visit.area_id
JOIN observers_team AS team ON team.id = visit.team_id
LEFT JOIN visits_visitrevision AS revision
  ON revision.visit_id = visit.id AND revision.number = visit.standing_revision
LEFT JOIN visits_review AS review ON review.revision_id = revision.id
WHERE visit.mission_id = {mission} ORDER BY visit.code {bytewise}
"""
STATIONS = "SELECT * FROM missions_station WHERE mission_id = {mission} ORDER BY code {bytewise}"


def measure(made: BenchMission, visits: int) -> Iterator[Measured]:
    """Yield how many times COPY a CSV export takes, and the memory a process needs for each form.

    SQLite has no COPY: there the rows are fetched and written, which is only told.
    """
    postgres = connection.vendor == "postgresql"
    with tempfile.TemporaryDirectory(prefix="mushahid-export-") as place:
        folders = iter(Path(place) / str(number) for number in range(ROUNDS + 1))
        seconds, reference = interleaved(
            ROUNDS,
            lambda: write_folder(next(folders), mission_parts(made.mission)),
            _same_content(made.mission.pk, Path(place) / "same.csv"),
        )
        how = "COPY" if postgres else "fetching and writing"
        what = f"export of {visits:,} visits, CSV: time / {how}"
        yield times(what, seconds, reference, TIMES if postgres else None)
        idle = _peak(["migrate", "--check"])
        for kind, name in (("CSV", "folder"), ("XLSX", "workbook.xlsx")):
            taken = _peak(["export_mission", made.mission.slug, str(Path(place) / name)])
            what = f"export of {visits:,} visits, {kind}: memory above idle"
            yield at_most(what, round(taken - idle, 1), MEGABYTES, " MB")


def _same_content(mission: int, path: Path) -> Callable[[], None]:
    postgres = connection.vendor == "postgresql"
    told = {
        "mission": mission,
        "joined": "string_agg" if postgres else "group_concat",
        "order": "ORDER BY answer.id" if postgres else "",
        "bytewise": 'COLLATE "C"' if postgres else "",
    }
    statements = [each.format(**told) for each in (ANSWERS, VISITS, STATIONS)]
    write = _copied if postgres else _fetched
    return lambda: [write(each, path) for each in statements] and None


def _copied(statement: str, path: Path) -> None:
    with connection.cursor() as cursor, path.open("w") as file:
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT WITH (FORMAT csv)", file)


def _fetched(statement: str, path: Path) -> None:
    with connection.cursor() as cursor, path.open("w", newline="") as file:
        cursor.execute(statement)
        csv.writer(file).writerows(cursor.fetchall())


def _peak(words: list[str]) -> float:
    """Return the megabytes that a command has held at most, run in a process of its own."""
    # Not getrusage, which counts what the process had before it became another one.
    code = (
        "import re, sys; from django.core.management import execute_from_command_line;"
        " execute_from_command_line(['manage.py', *sys.argv[1:]]);"
        " print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stdout.split()[-1]) / 1000
