"""Who may use which address by which method: one line each, and every address is here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from tests.cast import Cast
from tests.factories import FindingFactory, VisitConflictFactory, VisitFactory
from tests.visits.sending import a_visit, send, stored
from visits.models import Finding, Visit, VisitConflict

# Who comes to an address. The outsider has a role in another mission only.
OUTSIDE = ("anonymous", "outsider")
INSIDE = (
    "observer",
    "other_observer",
    "head_of_delegation",
    "focal_point",
    "secretariat",
    "head_of_mission",
    "administrator",
    "reader",
    "installation_administrator",
)
EVERYBODY = OUTSIDE + INSIDE

OBSERVERS = ("observer", "other_observer")
REVIEWERS = ("secretariat", "head_of_mission")
ADMINISTRATORS = ("administrator", "installation_administrator")


@dataclass(frozen=True)
class World:
    """The cast with something of each kind: in the mission, and in the other one."""

    cast: Cast
    visit: Visit
    not_listed: Visit
    finding: Finding
    copy: VisitConflict
    foreign_visit: Visit
    foreign_finding: Finding
    sha256: str
    new: UUID


def make_world(cast: Cast) -> World:
    """Make and return the world: the north team's visits, and a visit of the other mission."""
    receipt = send(a_visit(), cast)
    elsewhere = VisitFactory(
        mission=cast.other_mission, team=cast.other_team, station=cast.other_station
    )
    return World(
        cast=cast,
        visit=stored(receipt),
        not_listed=stored(send(a_visit(station="", station_number="77"), cast)),
        finding=FindingFactory(mission=cast.mission),
        copy=VisitConflictFactory(visit=stored(send(a_visit(), cast))),
        foreign_visit=elsewhere,
        foreign_finding=FindingFactory(mission=cast.other_mission, visit=elsewhere),
        sha256=receipt.sha256,
        new=uuid4(),
    )


Keys = Callable[[World], dict[str, Any]]


Body = Callable[[World, dict[str, Any]], Any]


def nothing(*about: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Line:
    """One address and method: whom it answers with `status`; the others of the mission get 403.

    `keys` are the parts of the address besides the mission; `foreign` the same for an object of
    the other mission, where there is one; `body` is made for either. `otherwise` names who is
    answered in another way.
    """

    name: str
    method: str
    allowed: tuple[str, ...]
    status: int
    keys: Keys = nothing
    foreign: Keys | None = None
    foreign_status: int = 404
    body: Body = nothing
    otherwise: dict[str, int] = field(default_factory=dict)
    in_mission: bool = True

    def expected(self, who: str) -> int:
        """Return the status this account is answered with."""
        if who in self.otherwise:
            return self.otherwise[who]
        if who in self.allowed:
            return self.status
        return {"anonymous": 302, "outsider": 404}.get(who, 403)


def _visit(world: World) -> dict[str, Any]:
    return {"uuid": world.visit.uuid}


def _foreign_visit(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_visit.uuid}


def _foreign_finding(world: World) -> dict[str, Any]:
    return {"uuid": world.foreign_finding.uuid}


def _verification(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"decision": "verify", "revision": 1, "latest_revision": 1, "last_review": 0}


ENTRANCE = [
    Line("login", "GET", EVERYBODY, 302, in_mission=False, otherwise={"anonymous": 200}),
    Line("login", "POST", EVERYBODY, 302, in_mission=False, otherwise={"anonymous": 200}),
    Line("logout", "POST", EVERYBODY, 302, in_mission=False),
    # Where there is one mission and a page of it to begin on, the start leads there.
    Line(
        "start",
        "GET",
        EVERYBODY,
        302,
        in_mission=False,
        otherwise={"focal_point": 200, "installation_administrator": 200},
    ),
]
VISITS = [
    Line("station_list", "GET", OBSERVERS + REVIEWERS + ADMINISTRATORS, 200),
    Line("visit_log", "GET", OBSERVERS, 200, keys=lambda world: {"stage": "voting"}),
    Line(
        "visit_log",
        "POST",
        OBSERVERS,
        302,
        keys=lambda world: {"stage": "voting"},
        body=lambda world, keys: {
            "visit": str(world.new),
            "station": "n1",
            "arrived_at": "2025-03-16T09:00",
        },
    ),
    Line(
        "visit_received",
        "GET",
        ("observer",),
        200,
        keys=lambda world: {"uuid": world.visit.uuid, "sha256": world.sha256},
        foreign=lambda world: {"uuid": world.foreign_visit.uuid, "sha256": world.sha256},
        otherwise={"other_observer": 404},
    ),
    Line(
        "visit_intake",
        "PUT",
        OBSERVERS,
        201,
        keys=lambda world: {"uuid": world.new},
        foreign=_foreign_visit,
        # A device is told that it cannot have this number, and not whose it is.
        foreign_status=403,
        body=lambda world, keys: a_visit(keys["uuid"]),
    ),
    Line("visit_waiting", "GET", REVIEWERS, 200),
    Line(
        "visit_detail",
        "GET",
        ("observer", *REVIEWERS),
        200,
        keys=_visit,
        foreign=_foreign_visit,
        otherwise={"other_observer": 404},
    ),
    Line(
        "visit_review",
        "POST",
        REVIEWERS,
        302,
        keys=_visit,
        foreign=_foreign_visit,
        body=_verification,
    ),
    Line(
        "station_match",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.not_listed.uuid},
        foreign=_foreign_visit,
        body=lambda world, keys: {"station": "n1"},
    ),
    Line(
        "copy_decide",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.copy.visit.uuid, "sha256": world.copy.sha256},
        foreign=lambda world: {"uuid": world.foreign_visit.uuid, "sha256": world.copy.sha256},
        body=lambda world, keys: {"decision": "left", "note": "The same, sent by another phone."},
    ),
    Line(
        "finding_decide",
        "POST",
        REVIEWERS,
        302,
        keys=lambda world: {"uuid": world.finding.uuid},
        foreign=_foreign_finding,
        body=lambda world, keys: {"state": "confirmed"},
    ),
]
REPORTS = [
    Line(
        "mission_overview",
        "GET",
        ("head_of_delegation", *REVIEWERS, *ADMINISTRATORS, "reader"),
        200,
    ),
    Line("statement_draft", "GET", REVIEWERS, 200),
    Line(
        "statement_download",
        "GET",
        REVIEWERS,
        200,
        keys=lambda world: {"kind": "short", "suffix": "json"},
    ),
    # Nothing adverse is verified: the page says so, and the head is led back to it.
    Line(
        "pattern_acknowledge",
        "POST",
        ("head_of_mission",),
        302,
        body=lambda world, keys: {"kind": "short", "pattern": "matters.voting.interference"},
    ),
]
TABLE = [*ENTRANCE, *VISITS, *REPORTS]
