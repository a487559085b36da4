"""Who may take up a role: whose it is, and nobody else."""

from typing import Any

from missions.enumerations import Role
from tests.access_table import INSIDE, OUTSIDE, Line, World
from tests.factories import MembershipFactory

SIGNED_IN = (OUTSIDE[1], *INSIDE)
OTHERS = dict.fromkeys([who for who in SIGNED_IN if who != "outsider"], 404)


def _given(world: World, account: Any) -> dict[str, Any]:
    """A role that was given and not taken up, in a mission."""
    said = {"taken_up_at": None, "taken_up_how": "", "role": Role.READER}
    return {"pk": MembershipFactory(account=account, **said).pk}


def _own(world: World) -> dict[str, Any]:
    return _given(world, world.cast.outsider)


def _foreign(world: World) -> dict[str, Any]:
    return _given(world, world.cast.reader)


LINES = [
    *(
        Line(
            "role_take_up",
            method,
            ("outsider",),
            200,
            keys=_own,
            foreign=_foreign,
            in_mission=False,
            otherwise=OTHERS,
        )
        for method in ("GET", "POST")
    ),
    *(
        # With the secret of a link it answers, tests/observers/test_taking_up.py.
        Line(
            "role_link",
            method,
            SIGNED_IN,
            404,
            in_mission=False,
            keys=lambda world: {"secret": "unknown"},
        )
        for method in ("GET", "POST")
    ),
]
