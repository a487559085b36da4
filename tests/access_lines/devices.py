"""Who may see and end the sessions of a mission's people."""

from typing import Any

from allauth.usersessions.models import UserSession

from missions.models import Membership
from tests.access_table import ADMINISTRATORS, Line, World


def _of(account: Any) -> dict[str, Any]:
    said = {"ip": "192.0.2.1", "user_agent": "Firefox", "user": account}
    session, _made = UserSession.objects.get_or_create(said, session_key=f"of {account.pk}")
    return {"pk": Membership.objects.get(account=account).pk, "session": session.pk}


def _session(world: World) -> dict[str, Any]:
    return _of(world.cast.observer)


def _foreign_session(world: World) -> dict[str, Any]:
    return _of(world.cast.outsider)


def _role(world: World) -> dict[str, Any]:
    return {"pk": _session(world)["pk"]}


def _foreign_role(world: World) -> dict[str, Any]:
    return {"pk": _foreign_session(world)["pk"]}


LINES = [
    Line("device_list", "GET", ADMINISTRATORS, 200, _role, _foreign_role),
    Line("device_end_all", "POST", ADMINISTRATORS, 302, _role, _foreign_role),
    Line("device_end", "POST", ADMINISTRATORS, 302, _session, _foreign_session),
]
