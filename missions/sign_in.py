"""How Mushahid signs people in with allauth: what differs from allauth's own ways."""

import logging
import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from missions.actions.accounts import set_password

log = logging.getLogger(__name__)
# A server that listens at a file knows no address of who asks.
NO_ADDRESS = "0.0.0.0"  # nosec B104


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account for themselves; passwords are set with an audit record."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and password do not match. Check both; capital letters count "
            "in the password."
        ),
        "too_many_login_attempts": _(
            "That was tried too often. Wait a quarter of an hour, or sign in in another way."
        ),
        "rate_limited": _("That was too often. Wait a few minutes."),
        "incorrect_code": _("This is not the code, or its time is over."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password of now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts are given, by an administrator."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Set the password that its owner chose."""
        set_password(user, password=password, by=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where one is led after a new password: back to what it belongs to."""
        return reverse("mfa_index")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of who asks, for the limits; one for all where it is not known."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return NO_ADDRESS

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where that fails, tell who waits for it, with an account or without."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            log.exception("A mail of sign-in could not be sent; see EMAIL_URL.")
            messages.error(
                self.request,
                gettext("The e-mail could not be sent. Tell who runs this installation."),
            )


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys are called passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code, or its time is over."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return a name for the next passkey, which one may change."""
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which host passkeys are, and by which name devices show it."""
        return super().get_public_key_credential_rp_entity() | {"name": "Mushahid"}
