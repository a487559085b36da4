"""Who may use the field app, and where it sends."""

import json

from tests.access_table import EVERYBODY, OBSERVERS, Line, World


def a_finding(number: object) -> bytes:
    """The bytes of a finding as a device sends it."""
    return json.dumps({"finding": str(number), "summary": "A bus of voters."}).encode()


def _foreign_finding(world: World) -> dict[str, object]:
    return {"uuid": world.foreign_finding.uuid}


# A device that is signed out is told so: it cannot follow a page that asks to sign in.
SIGNED_OUT = {"anonymous": 401}

LINES = [
    Line("reach", "GET", EVERYBODY, 200, in_mission=False),
    Line("field_worker", "GET", EVERYBODY, 200, in_mission=False),
    Line("field_outbox", "GET", OBSERVERS, 200),
    Line("field_manifest", "GET", OBSERVERS, 200, otherwise=SIGNED_OUT),
    Line(
        "finding_intake",
        "PUT",
        OBSERVERS,
        201,
        keys=lambda world: {"uuid": world.new},
        foreign=_foreign_finding,
        # A device is told that it cannot have this number, and not whose it is.
        foreign_status=403,
        body=lambda world, keys: a_finding(keys["uuid"]),
        otherwise=SIGNED_OUT,
    ),
]
