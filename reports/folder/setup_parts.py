"""What a mission is set up with, as the sheets of a workbook: filled in, or to be filled in."""

from collections.abc import Iterator

from missions.models import Mission
from reports.folder.bounds import SETUP
from reports.folder.exporting import Part, mission_parts
from reports.folder.tables import TABLES


def setup_parts(mission: Mission, *, personal: bool) -> Iterator[Part]:
    """Yield the files a mission is set up with; `personal`: with what is known of a person.

    A person's name is among them in any case: a row without one could not be read again.
    """
    for part in mission_parts(mission):
        if part.name in SETUP:
            yield part if personal or part.name != "observers" else _impersonal(part)


def empty_parts() -> Iterator[Part]:
    """Yield the same files with their headers alone; mission.csv with every key."""
    for name in SETUP:
        columns = list(TABLES[name].by_name)
        if name == "mission":
            yield Part(name, ["key", "value"], iter([[key, ""] for key in columns]))
        else:
            yield Part(name, columns, iter(()))


def _impersonal(part: Part) -> Part:
    table = TABLES[part.name]
    kept = [at for at, name in enumerate(part.header) if _is_kept(table.column(name), name)]
    rows = ([row[at] for at in kept] for row in part.rows)
    return Part(part.name, [part.header[at] for at in kept], rows)


def _is_kept(column: object, name: str) -> bool:
    return name == "name" or not getattr(column, "personal", False)
