"""The way into an installation that has no account yet."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.actions.links import FIRST_ADMINISTRATOR_HOURS, make_first_administrator_link
from missions.rules import NotAllowed


def announcement(listening_at: str) -> str:
    """Return what to print when a server starts: the link for the first administrator, or "".

    `listening_at` is where the server listens, as http://127.0.0.1:8000; the address given to
    the installation by its settings comes first.
    """
    try:
        secret = make_first_administrator_link(by="server start")
    except NotAllowed:
        return ""
    link = _public_address(listening_at) + reverse("first_administrator", args=[secret])
    sentence = _(
        "This installation has no account yet. Whoever opens this link first becomes its "
        "administrator; it works once, for %(hours)d hours, and until the next start:"
    )
    return f"\n{sentence % {'hours': FIRST_ADMINISTRATOR_HOURS}}\n\n    {link}\n\n"


def _public_address(listening_at: str) -> str:
    named = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin]
    return named[0].rstrip("/") if named else listening_at
