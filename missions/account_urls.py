"""Signing in and securing one's account: the pages of allauth that there are, one by one.

There is no page to open an account or to change an e-mail address: both are given.
"""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path, re_path

from missions.access import View, public, signed_in
from missions.views import entrance, sessions


def _for_all(route: str, view: Any, name: str) -> URLPattern:
    return path(route, public(_own(view)), name=name)


def _for_oneself(route: str, view: Any, name: str) -> URLPattern:
    return path(route, signed_in(_own(view)), name=name)


def _own(view: Any) -> View:
    """Return a view of our own around one of allauth's: a stamp belongs on nothing of theirs."""

    def answer(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return answer


urlpatterns = [
    # allauth and Django's own know the page of signing in by different names.
    _for_all("sign-in/", account.login, "login"),
    _for_all("sign-in/", account.login, "account_login"),
    path("sign-out/", entrance.sign_out, name="logout"),
    _for_all("account/code/", account.request_login_code, "account_request_login_code"),
    _for_all("account/code/sent/", account.confirm_login_code, "account_confirm_login_code"),
    _for_all("account/second-step/", mfa.authenticate, "mfa_authenticate"),
    _for_all("account/passkey/", passkeys.login_webauthn, "mfa_login_webauthn"),
    _for_all("account/closed/", account.account_inactive, "account_inactive"),
    path("account/none/", entrance.no_account, name="account_signup"),
    _for_all("account/forgotten/", account.password_reset, "account_reset_password"),
    _for_all("account/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    _for_all(
        "account/forgotten/done/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(_own(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    _for_oneself("account/", mfa.index, "mfa_index"),
    _for_oneself("account/password/", account.password_change, "account_change_password"),
    _for_oneself("account/password/first/", account.password_set, "account_set_password"),
    _for_oneself("account/again/", account.reauthenticate, "account_reauthenticate"),
    _for_oneself("account/again/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    _for_oneself(
        "account/again/passkey/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"
    ),
    _for_oneself("account/app/", totp.activate_totp, "mfa_activate_totp"),
    _for_oneself("account/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _for_oneself("account/codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _for_oneself(
        "account/codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"
    ),
    _for_oneself(
        "account/codes/file/", recovery.download_recovery_codes, "mfa_download_recovery_codes"
    ),
    _for_oneself("account/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    _for_oneself("account/passkeys/new/", passkeys.add_webauthn, "mfa_add_webauthn"),
    _for_oneself("account/passkeys/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    _for_oneself(
        "account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, "mfa_remove_webauthn"
    ),
    path("account/sessions/", sessions.session_list, name="session_list"),
    path("account/sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
    path("account/sessions/end/", sessions.session_end_others, name="session_end_others"),
]
