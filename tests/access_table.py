"""Who may use which address by which method: one line each, in tests/access_lines, a file a page.

What an address names besides the cast is made by the line itself, in its `keys` and `foreign`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
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


def table() -> list[Line]:
    """Return the lines of every file of tests/access_lines."""
    files = sorted((Path(__file__).parent / "access_lines").glob("*.py"))
    return [
        line for file in files for line in import_module(f"tests.access_lines.{file.stem}").LINES
    ]
