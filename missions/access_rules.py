"""Who may be let in, and by which link."""

from django.utils.translation import gettext_lazy as _

from missions.models import Account, OneTimeLink
from missions.rules import NotAllowed

UNKNOWN_LINK = _("This link is not known. Check that the whole address was copied.")
USED_LINK = _("This link was used already, and works only once.")
EXPIRED_LINK = _("This link does not work any more: its time is over, or a newer one was made.")
ADMINISTERED = _("This installation has its first administrator already. Sign in instead.")


class UnknownLink(NotAllowed):
    """There is no link with this secret."""


def check_can_use_link(link: OneTimeLink | None) -> None:
    """Raise NotAllowed unless the link is known (else UnknownLink), unused and still works."""
    if link is None:
        raise UnknownLink(UNKNOWN_LINK)
    if link.used_at:
        raise NotAllowed(USED_LINK)
    if link.is_expired:
        raise NotAllowed(EXPIRED_LINK)


def check_needs_first_administrator() -> None:
    """Raise NotAllowed where somebody has an account already."""
    if Account.objects.exists():
        raise NotAllowed(ADMINISTERED)
