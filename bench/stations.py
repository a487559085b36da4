"""Importing 10,000 stations, against COPY of the finished rows into the same table."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import connection, transaction

from bench.bulk import completed, copy_lines, lines
from bench.measure import Measured, interleaved, times
from bench.records import STATION_COLUMNS, STATIONS, make_mission, station_rows
from missions.models import Station
from reports.folder.importing import import_folder

ROUNDS = 5
TIMES = 15
MISSION = {
    "title": "Mission of many stations",
    "organisation": "Organisation of Examples",
    "election": "Presidential election",
    "election_type": "presidential",
    "host_country": "UZ",
    "election_date": "2025-03-16",
    "timezone": "Asia/Tashkent",
}


def measure() -> Iterator[Measured]:
    """Yield how many times COPY the import takes; SQLite has no COPY, so there it has no bar."""
    postgres = connection.vendor == "postgresql"
    with tempfile.TemporaryDirectory(prefix="mushahid-stations-") as place:
        folders = iter([_folder(Path(place), number) for number in range(ROUNDS + 1)])
        finished = iter([_finished(number) for number in range(ROUNDS + 1)])
        put = _copied if postgres else _inserted
        seconds, reference = interleaved(
            ROUNDS, lambda: import_folder(next(folders), by="bench"), lambda: put(*next(finished))
        )
    _check(ROUNDS + 1)
    how = "COPY" if postgres else "one prepared INSERT"
    yield times(
        f"import of {STATIONS:,} stations: time / {how}",
        seconds,
        reference,
        TIMES if postgres else None,
    )


def _folder(place: Path, number: int) -> Path:
    """Write a mission folder with 60 areas and the stations, and return it."""
    folder = place / str(number)
    folder.mkdir()
    mission = [("key", "value"), ("slug", f"stations-{number}"), *MISSION.items()]
    _write(folder / "mission.csv", mission)
    model = make_mission(f"model-{number}", stations=0)
    by_number = {area.pk: area.code for area in model.areas}
    areas = [
        (area.code, area.name, area.kind, by_number.get(area.parent_id, "")) for area in model.areas
    ]
    _write(folder / "areas.csv", [("code", "name", "kind", "parent"), *areas])
    stations = [
        (code, label, by_number[area], name, kind, address)
        for _id, _mission, code, label, area, name, kind, address in station_rows(
            model.mission, model.areas, STATIONS
        )
    ]
    head = ("code", "number", "area", "name", "kind", "address")
    _write(folder / "stations.csv", [head, *stations])
    return folder


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def _finished(number: int) -> tuple[list[str], list[tuple[object, ...]], str]:
    """Return the columns, rows and lines of COPY for a mission that has no stations yet."""
    made = make_mission(f"copied-{number}", stations=0)
    # Without numbers of their own: the table gives them, as it does to the import's.
    rows = [row[1:] for row in station_rows(made.mission, made.areas, STATIONS)]
    columns, full = completed(Station, STATION_COLUMNS[1:], rows)
    listed = list(full)
    return columns, listed, lines(listed)


@transaction.atomic
def _copied(columns: list[str], _rows: list[tuple[object, ...]], text: str) -> None:
    copy_lines(Station._meta.db_table, columns, text)


@transaction.atomic
def _inserted(columns: list[str], rows: list[tuple[object, ...]], _text: str) -> None:
    marks = ", ".join(["%s"] * len(columns))
    table = Station._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _check(rounds: int) -> None:
    for prefix in ("stations", "copied"):
        stored = Station.objects.filter(mission__slug__startswith=f"{prefix}-").count()
        if stored != rounds * STATIONS:
            raise AssertionError(f"{prefix}: {stored} stations were stored")
