"""Who may see whom one calls, and who keeps that list."""

from typing import Any

from tests.access_table import ADMINISTRATORS, EVERYBODY, OUTSIDE, Line, World
from tests.factories import ContactFactory

MEMBERS = tuple(who for who in EVERYBODY if who not in (*OUTSIDE, "reader"))


def _contact(world: World) -> dict[str, Any]:
    return {"pk": ContactFactory(mission=world.cast.mission).pk}


def _foreign(world: World) -> dict[str, Any]:
    return {"pk": ContactFactory(mission=world.cast.other_mission, duty="Help elsewhere").pk}


def _typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"duty": "Transport", "phone": "112"}


LINES = [
    Line("contact_list", "GET", MEMBERS, 200),
    Line("contact_add", "GET", ADMINISTRATORS, 200),
    Line("contact_add", "POST", ADMINISTRATORS, 302, body=_typed),
    Line("contact_edit", "GET", ADMINISTRATORS, 200, keys=_contact, foreign=_foreign),
    Line("contact_edit", "POST", ADMINISTRATORS, 302, _contact, _foreign, body=_typed),
    Line("contact_delete", "GET", ADMINISTRATORS, 200, _contact, _foreign),
    Line("contact_delete", "POST", ADMINISTRATORS, 302, _contact, _foreign),
    Line(
        "contact_move",
        "POST",
        ADMINISTRATORS,
        302,
        _contact,
        _foreign,
        body=lambda world, keys: {"to": "up"},
    ),
]
