"""What was decided here on visits and when they came, for an import to compare its own with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reports.folder.rows import Row
from reports.folder.visit_content import VISITS, Content
from visits.imported_reviews import DETAILS
from visits.models import PROPOSALS, Review, Visit, VisitRevision

# The columns that tell the details of a review.
_COLUMNS = {"note": "review_note", "reviewed_by": "reviewed_by", "reviewed_at": "reviewed_at"}


class Decided:
    """The decisions on the revisions of some visits, read at once; no proposals."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self._on: dict[tuple[int, int], list[Review]] = {}
        reviews = Review.objects.filter(revision__visit__in=visits).exclude(decision__in=PROPOSALS)
        for review in reviews.select_related("revision").defer("revision__payload").order_by("pk"):
            revision = (review.revision.visit_id, review.revision.number)
            self._on.setdefault(revision, []).append(review)

    def on(self, visit: Visit, number: int) -> list[Review]:
        """Return what was decided on one revision, in order."""
        return self._on.get((visit.pk, number), [])


def review_told(row: Row | None, content: Content) -> dict[str, Any]:
    """Return the review that a row tells, if any.

    A visit at a station that is not listed comes as submitted, whatever its row says.
    """
    state = row.values.get("state") if row else None
    if row is None or state is None or _is_not_listed(row, content):
        return {}
    details = {name: row.values.get(_COLUMNS[name]) or "" for name in DETAILS}
    return {"state": state, **details}


def as_here(told: dict[str, Any], last: Review | None) -> dict[str, Any]:
    """Return a review told, its details as they are here where the folder writes them alike."""
    if last is None:
        return told
    kept = {name: getattr(last, name) for name in DETAILS}
    same = {name for name in DETAILS if told[name] and _text(name, kept) == _text(name, told)}
    return {**told, **{name: kept[name] for name in same}}


def _text(name: str, details: dict[str, Any]) -> str:
    value = details[name]
    return VISITS.by_name[_COLUMNS[name]].cell.write(value) if value else ""


def _is_not_listed(row: Row, content: Content) -> bool:
    # A place that was matched here since is still not listed in the file.
    named = "station" in row.values
    return not named and ("station_number" in row.values or "station" not in content.header)


def corrected_arrival(row: Row, visit: Visit, revises: bool) -> VisitRevision | None:
    """Return the revision whose arrival the row tells otherwise than it is here; None if none.

    A row that brings a new revision tells when that came.
    """
    told: datetime | None = row.values.get("received_at")
    if told is None or told == visit.received_at:
        return None
    revisions = list(visit.revisions.defer("payload").order_by("number"))
    if any(each.received_at == told for each in revisions):
        return None
    return None if revises and told > revisions[-1].received_at else revisions[0]
