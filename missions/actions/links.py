"""Letting somebody in by a link that works once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from missions import access_rules, audit
from missions.models import Account, LinkPurpose, Mission, OneTimeLink
from missions.one_time_links import hashed, new_secret

FIRST_ADMINISTRATOR_HOURS = 24


@transaction.atomic
def make_first_administrator_link(*, by: Account | str | None) -> str:
    """Return the secret of a new link for the first administrator; older ones stop working.

    Raises NotAllowed where somebody has an account already.
    """
    access_rules.check_needs_first_administrator()
    return new_link(LinkPurpose.FIRST_ADMINISTRATOR, FIRST_ADMINISTRATOR_HOURS, by=by)


def new_link(
    purpose: LinkPurpose,
    hours: int,
    *,
    by: Account | str | None,
    account: Account | None = None,
    mission: Mission | None = None,
) -> str:
    """Return the secret of a new link; older ones for the same account stop working.

    Of the links to a role only those of the same mission do.
    """
    now = timezone.now()
    older = OneTimeLink.objects.filter(purpose=purpose, account=account, used_at=None)
    if purpose == LinkPurpose.ROLE:
        older = older.filter(mission=mission)
    older.filter(expires_at__gt=now).update(expires_at=now)
    secret = new_secret()
    link = OneTimeLink.objects.create(
        purpose=purpose,
        account=account,
        mission=mission,
        secret_sha256=hashed(secret),
        made_by=by if isinstance(by, Account) else None,
        expires_at=now + timedelta(hours=hours),
    )
    audit.record(by=by, action="link made", record=link, mission=mission)
    return secret


@transaction.atomic
def become_first_administrator(secret: str, *, name: str, email: str, password: str) -> Account:
    """Use up the link and return the new administrator of the installation.

    Of two people at once the second waits for the first. Raises NotAllowed.
    """
    link = link_for_use(secret, LinkPurpose.FIRST_ADMINISTRATOR)
    access_rules.check_needs_first_administrator()
    account = Account.objects.create_user(email, password, name=name, is_administrator=True)
    told = {"is_administrator": [False, True]}
    audit.record(by=account, action="account opened", record=account, mission=None, changes=told)
    use_up(link, by=account)
    return account


def link_for_use(secret: str, purpose: LinkPurpose) -> OneTimeLink:
    """Return the link, locked until it is used up. Raises NotAllowed.

    Of the links for a first administrator all are locked: two of them at once let in one.
    """
    links = OneTimeLink.objects.select_for_update().filter(purpose=purpose).order_by("pk")
    sha256 = hashed(secret)
    if purpose != LinkPurpose.FIRST_ADMINISTRATOR:
        links = links.filter(secret_sha256=sha256)
    found = next((link for link in links if link.secret_sha256 == sha256), None)
    access_rules.check_can_use_link(found)
    assert found is not None
    return found


def use_up(link: OneTimeLink, *, by: Account) -> None:
    """Write that a link was used, so that it is not again."""
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    audit.record(by=by, action="link used", record=link, mission=None)
