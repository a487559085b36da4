"""Visits as a device sends them, for tests of the intake and of review."""

import json
from typing import Any
from uuid import UUID, uuid4

from missions.models import Mission
from tests.cast import Cast
from visits.actions import Receipt, take_in_visit
from visits.models import Source, Visit, VisitRevision
from visits.payload import build_payload

QUIET_ANSWERS = {
    "voting.interference": {"value": "no"},
    "voting.station_ready": {"value": "yes"},
}
URGENT_ANSWERS = {"voting.interference": {"value": "yes"}}


def a_visit(uuid: UUID | None = None, **told: Any) -> bytes:
    """The bytes of a visit of the north team at its planned station, unless `told` otherwise."""
    keys = {
        "visit": str(uuid or uuid4()),
        "stage": "voting",
        "station": "n1",
        "team": "T1",
        "arrived_at": "2025-03-16T09:00:00+05:00",
        "departed_at": "2025-03-16T09:40:00+05:00",
        "answers": QUIET_ANSWERS,
        "device": "phone",
    }
    return build_payload(**{**keys, **told})


def changed(payload: bytes, **told: Any) -> bytes:
    """The same visit with some of it told otherwise."""
    return build_payload(**{**json.loads(payload), **told})


def following(receipt: Receipt, payload: bytes, **told: Any) -> bytes:
    """What a device sends as the next revision after the one it has the receipt of."""
    return changed(payload, parent=receipt.sha256, **told)


def send(payload: bytes, cast: Cast, **how: Any) -> Receipt:
    """Take a visit in, from the phone of the north team's observer unless said otherwise."""
    keys: dict[str, Any] = {
        "mission": cast.mission,
        "by": cast.observer,
        "source": Source.DEVICE,
        "team": cast.north_team,
    }
    return take_in_visit(payload, **{**keys, **how})


def enter(payload: bytes, cast: Cast, **how: Any) -> Receipt:
    """Take a visit in as the secretariat enters it, for whichever team it names."""
    return send(payload, cast, by=cast.secretariat, source=Source.SECRETARIAT, team=None, **how)


def stored(receipt: Receipt) -> Visit:
    """The visit of a receipt, as it is in the database now."""
    return Visit.objects.get(uuid=receipt.uuid)


def revision_of(receipt: Receipt) -> VisitRevision:
    """The revision of a receipt."""
    return VisitRevision.objects.get(visit__uuid=receipt.uuid, sha256=receipt.sha256)


def answers_of(visit: Visit) -> dict[str, list[str]]:
    """The values of a visit's answers, by question."""
    found: dict[str, list[str]] = {}
    for question, value in visit.answers.values_list("question", "value"):
        found.setdefault(question, []).append(value)
    return found


def everything(mission: Mission) -> tuple[int, ...]:
    """How many visits, revisions, answers and conflicts a mission has."""
    visits = mission.visits
    return (
        visits.count(),
        VisitRevision.objects.filter(visit__mission=mission).count(),
        sum(visit.answers.count() for visit in visits.all()),
        sum(visit.conflicts.count() for visit in visits.all()),
    )
