"""What a visit says, as the texts of its row and answers: one form for files and records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reports.folder.cells import tidy
from reports.folder.columns import row_digest
from reports.folder.tables import TABLES
from visits.answer_values import SILENT
from visits.models import Answer, Visit, VisitRevision
from visits.payload import load_payload

VISITS = TABLES["visits"]
# What is said of a visit by others than its team, or once and for all.
NOT_SAID = (*VISITS.review, *VISITS.fixed, "code")
PLACE_NOT_LISTED = ("station_number", "area")
SAID = tuple(column for column in VISITS.columns if column.name not in NOT_SAID)


@dataclass
class Content:
    """What one revision says: the row's texts, and (value, comment) of each answered question."""

    header: dict[str, str] = field(default_factory=dict)
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The digest of all that is said."""
        header = [f"{name}={self.header[name]}" for name in sorted(self.header)]
        answers = ["\x1e".join((code, *self.answers[code])) for code in sorted(self.answers)]
        return row_digest([*header, *answers])

    def with_file(self, header: dict[str, str], answers: dict[str, tuple[str, str]]) -> "Content":
        """Return what is said once a file is read over it; what the file lacks stays."""
        merged = dict(self.answers)
        for code, (value, comment) in answers.items():
            merged[code] = (value, comment or merged.get(code, ("", ""))[1])
        return Content(said_in({**self.header, **header}), merged)


def said_in(header: dict[str, str]) -> dict[str, str]:
    """Return the texts of a row that the team says, leaving out what others say of the visit.

    A listed station says its number and its area itself, whatever stands beside it.
    """
    silent = (*NOT_SAID, *(PLACE_NOT_LISTED if header.get("station") else ()))
    return {name: text for name, text in header.items() if text and name not in silent}


def stored_content(visit: Visit, answers: dict[str, tuple[str, str]]) -> Content:
    """Return what the visit's rows say: its standing revision."""
    return Content(said_in(VISITS.texts(visit)), answers)


def sent_content(visit: Visit, revision: VisitRevision) -> Content:
    """Return what a revision says that is not shown: one that waits behind a verified one."""
    raw = load_payload(bytes(revision.payload))
    header = {column.name: _canonical(column, raw.get(column.name)) for column in SAID}
    if not header["station"] and visit.station is not None:
        header["station"] = visit.station.code
    if not header["area"] and visit.area is not None:
        header["area"] = visit.area.code
    given = raw.get("answers")
    answers = {
        str(code): _told(told) for code, told in (given if isinstance(given, dict) else {}).items()
    }
    return Content(said_in(header), answers)


def _canonical(column: Any, told: Any) -> str:
    text = "" if told is None else str(told)
    try:
        return str(column.cell.write(column.cell.read(text))) if text.strip() else ""
    except ValueError:
        return text


def _told(told: Any) -> tuple[str, str]:
    told = told if isinstance(told, dict) else {"value": told}
    # Zero is an answer; only what is missing is none.
    value = "" if told.get("value") is None else str(told["value"])
    return tidy(value), tidy(str(told.get("comment") or ""))


def answers_of(rows: Iterable[Answer]) -> dict[str, tuple[str, str]]:
    """Return (value, comment) by question of the answer rows of one visit, options joined."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        value = answer_text(row.value, row.text, row.approximate)
        before, comment = found.get(row.question, ("", ""))
        joined = f"{before};{value}" if before else value
        found[row.question] = (joined, comment or tidy(row.comment))
    return found


def answer_text(value: str, text: str, approximate: bool) -> str:
    """Return one answer row as a cell has it."""
    if text and value not in SILENT:
        return tidy(text)
    return f"~{value}" if approximate else value
