"""Who may use the pages of signing in, and of one's own account."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.access_table import EVERYBODY, INSIDE, Line, World

SIGNED_IN = ("outsider", *INSIDE)
NOBODY_YET = {"anonymous": 200}


def _session(world: World) -> dict[str, Any]:
    said = {"ip": "192.0.2.1", "user_agent": "Firefox", "session_key": "observers"}
    return {"pk": UserSession.objects.create(user=world.cast.observer, **said).pk}


def _foreign_session(world: World) -> dict[str, Any]:
    said = {"ip": "192.0.2.1", "user_agent": "Firefox", "session_key": "outsiders"}
    return {"pk": UserSession.objects.create(user=world.cast.outsider, **said).pk}


def _passkey(world: World) -> dict[str, Any]:
    kept: dict[str, Any] = {"name": "Laptop"}
    kind = Authenticator.Type.WEBAUTHN
    return {"pk": Authenticator.objects.create(user=world.cast.outsider, type=kind, data=kept).pk}


def _for_all(name: str, status: int, **further: Any) -> Line:
    return Line(name, "GET", EVERYBODY, status, in_mission=False, **further)


def _for_oneself(name: str, status: int, method: str = "GET", **further: Any) -> Line:
    return Line(name, method, SIGNED_IN, status, in_mission=False, **further)


LINES = [
    _for_all("login", 302, otherwise=NOBODY_YET),
    Line("login", "POST", EVERYBODY, 302, in_mission=False, otherwise=NOBODY_YET),
    _for_all("account_login", 302, otherwise=NOBODY_YET),
    Line("logout", "POST", EVERYBODY, 302, in_mission=False),
    _for_all("account_request_login_code", 302, otherwise=NOBODY_YET),
    # Nothing was asked for yet that these could go on with.
    _for_all("account_confirm_login_code", 302),
    _for_all("mfa_authenticate", 302),
    _for_all("mfa_login_webauthn", 302),
    _for_all("account_inactive", 200),
    _for_all("account_signup", 200),
    _for_all("account_reset_password", 200),
    _for_all("account_reset_password_done", 200),
    _for_all("account_reset_password_from_key_done", 200),
    _for_all(
        "account_reset_password_from_key", 200, keys=lambda world: {"uidb36": "1", "key": "a-b"}
    ),
    _for_oneself("mfa_index", 200),
    _for_oneself("account_change_password", 200),
    _for_oneself("account_set_password", 302),  # who has one changes it
    _for_oneself("account_reauthenticate", 200),
    _for_oneself("mfa_reauthenticate", 302),
    _for_oneself("mfa_reauthenticate_webauthn", 302),
    # First one shows once more that it is oneself.
    _for_oneself("mfa_activate_totp", 302),
    _for_oneself("mfa_deactivate_totp", 404),
    _for_oneself("mfa_view_recovery_codes", 404),
    _for_oneself("mfa_generate_recovery_codes", 302),
    _for_oneself("mfa_download_recovery_codes", 404),
    _for_oneself("mfa_list_webauthn", 200),
    _for_oneself("mfa_add_webauthn", 302),
    _for_oneself("mfa_edit_webauthn", 302, keys=_passkey, foreign=_passkey, foreign_status=302),
    _for_oneself("mfa_remove_webauthn", 302, keys=_passkey, foreign=_passkey, foreign_status=302),
    _for_oneself("session_list", 200),
    Line(
        "session_end",
        "POST",
        ("observer",),
        302,
        keys=_session,
        foreign=_foreign_session,
        in_mission=False,
        otherwise=dict.fromkeys(SIGNED_IN[:1] + SIGNED_IN[2:], 404),
    ),
    _for_oneself("session_end_others", 302, method="POST"),
]
