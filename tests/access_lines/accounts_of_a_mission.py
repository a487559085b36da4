"""Who may let people into a mission, and who keeps the accounts of the installation."""

from typing import Any

from missions.enumerations import Role
from tests.access_table import ADMINISTRATORS, EVERYBODY, INSIDE, Line, World
from tests.factories import MembershipFactory

NOT_THERE = dict.fromkeys([who for who in INSIDE if who != "installation_administrator"], 404)
INSTALLATION = ("installation_administrator",)


def _membership(world: World) -> dict[str, Any]:
    return {"pk": MembershipFactory(mission=world.cast.mission, role=Role.READER).pk}


def _foreign(world: World) -> dict[str, Any]:
    return {"pk": MembershipFactory(mission=world.cast.other_mission, role=Role.READER).pk}


def _account(world: World) -> dict[str, Any]:
    return {"pk": world.cast.reader.pk}


def _no_account(world: World) -> dict[str, Any]:
    return {"pk": 10**9}


def _invited(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"email": "new@example.org", "name": "New", "role": "reader"}


def _changed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"role": "secretariat"}


def _of_all(name: str, method: str, status: int, **further: Any) -> Line:
    said = {"in_mission": False, "otherwise": NOT_THERE}
    return Line(name, method, INSTALLATION, status, **said, **further)


LINES = [
    Line("access_list", "GET", ADMINISTRATORS, 200),
    Line("access_invite", "GET", ADMINISTRATORS, 200),
    # The page with the new account's link.
    Line("access_invite", "POST", ADMINISTRATORS, 200, body=_invited),
    Line("access_edit", "GET", ADMINISTRATORS, 200, _membership, _foreign),
    Line("access_edit", "POST", ADMINISTRATORS, 302, _membership, _foreign, body=_changed),
    Line("access_link", "POST", ADMINISTRATORS, 200, _membership, _foreign),
    Line("access_end", "POST", ADMINISTRATORS, 302, _membership, _foreign),
    *(
        # With the secret of a link it answers, tests/missions/test_invitations.py.
        Line(
            "invitation",
            method,
            EVERYBODY,
            404,
            in_mission=False,
            keys=lambda world: {"secret": "unknown"},
        )
        for method in ("GET", "POST")
    ),
    _of_all("installation_accounts", "GET", 200),
    _of_all("installation_account_add", "GET", 200),
    _of_all("installation_account_add", "POST", 200, body=_invited),
    _of_all("installation_account", "GET", 200, keys=_account, foreign=_no_account),
    _of_all("installation_account", "POST", 302, keys=_account, foreign=_no_account),
    _of_all("installation_account_link", "POST", 200, keys=_account, foreign=_no_account),
]
