"""Mail to who is invited."""

import logging
import smtplib

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from missions.models import Account, Mission

log = logging.getLogger(__name__)


def send_invitation(
    account: Account, *, mission: Mission | None, by: Account, address: str, works_for_days: int
) -> bool:
    """Send somebody the link to take up their account; return whether the mail left."""
    told = {"account": account, "mission": mission, "by": by, "address": address}
    body = render_to_string(
        "missions/email/invitation.txt", told | {"works_for_days": works_for_days}
    )
    return _sent(account, _("You are invited"), body)


def send_notice(account: Account, *, mission: Mission, by: Account, address: str) -> bool:
    """Tell somebody with an account of their role in a mission; return whether the mail left."""
    told = {"account": account, "mission": mission, "by": by, "address": address}
    body = render_to_string("missions/email/notice.txt", told)
    return _sent(account, _("You have a role in a mission"), body)


def _sent(account: Account, subject: str, body: str) -> bool:
    try:
        send_mail(f"Mushahid: {subject}", body, None, [account.email])
    except (OSError, smtplib.SMTPException):
        log.exception("An invitation could not be sent; see EMAIL_URL.")
        return False
    return True
