"""Who may merge two versions of a visit: the observers of its team."""

from typing import Any

from tests.access_table import Line, World
from tests.factories import VisitConflictFactory
from visits.models import Visit

OWN = {"other_observer": 404}


def _beside(visit: Visit) -> dict[str, Any]:
    """A copy kept beside a visit, of the same stage."""
    payload = bytes(visit.revisions.get().payload).replace(b'"no"', b'"yes"')
    known = visit.conflicts.filter(payload=payload).first()
    copy = known or VisitConflictFactory(visit=visit, payload=payload)
    return {"uuid": visit.uuid, "sha256": copy.sha256}


def _copy(world: World) -> dict[str, Any]:
    return _beside(world.visit)


def _foreign(world: World) -> dict[str, Any]:
    copy = VisitConflictFactory(visit=world.foreign_visit)
    return {"uuid": world.foreign_visit.uuid, "sha256": copy.sha256}


LINES = [
    Line("visit_merge", "GET", ("observer",), 200, _copy, _foreign, otherwise=OWN),
    # Nothing was chosen: it is asked again.
    Line("visit_merge", "POST", ("observer",), 400, _copy, _foreign, otherwise=OWN),
]
