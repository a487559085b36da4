"""A visit's place in the list one came from: which comes before it, and which next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import FirstValue, Lag, Lead, RowNumber

from missions.access import MissionRequest
from visits.filters import VisitFilter, list_query
from visits.models import Visit
from visits.visit_table import sorted_visits
from visits.waiting import as_listed


@dataclass(frozen=True)
class Neighbours:
    """The visits beside one in a list; `place` counts from 1, 0 where the list lacks the visit.

    `query` is the list's part of the address. Where the list lacks the visit, `next` is its first.
    """

    query: str
    place: int = 0
    of: int = 0
    previous: UUID | None = None
    next: UUID | None = None


def neighbours(request: MissionRequest, visit: Visit) -> Neighbours:
    """Return what comes before and after a visit in the list that the address names.

    One or two queries however long the list; one more where an area narrows it.
    """
    query = list_query(request.GET)
    visits = VisitFilter(request.GET, request=request, lean=True).qs
    listed = sorted_visits(as_listed(visits), request.GET)
    found = _beside(listed, visit)
    if found is not None:
        return Neighbours(query, found.row, found.rows, found.before, found.after)
    first = listed.values_list("uuid", flat=True).first()
    return Neighbours(query, next=first)


def _beside(listed: QuerySet[Visit], visit: Visit) -> Any:
    order: Any = [*listed.query.order_by]
    windowed = listed.select_related(None).annotate(
        row=Window(RowNumber(), order_by=order),
        before=Window(Lag("uuid"), order_by=order),
        after=Window(Lead("uuid"), order_by=order),
        rows=Window(Count("pk")),
        # A condition on a window is met after the windows are laid; one on a field, before.
        own=Window(FirstValue("pk"), partition_by=F("pk")),
    )
    return windowed.filter(own=visit.pk).first()
