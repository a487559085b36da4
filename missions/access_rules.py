"""Who may be let in, and by which link."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Role
from missions.models import Account, Membership, Mission, OneTimeLink
from missions.rules import NotAllowed

UNKNOWN_LINK = _("This link is not known. Check that the whole address was copied.")
USED_LINK = _("This link was used already, and works only once.")
EXPIRED_LINK = _("This link does not work any more: its time is over, or a newer one was made.")
OWN_ROLE = _("Nobody changes their own role: ask another administrator.")
OWN_LINK = _("A link lets somebody else in. Your own password is set under “My account”.")
OWN_ACCOUNT = _("Nobody does this to their own account: ask another administrator.")
ABOVE = _(
    "This account administers the whole installation: only another one that does gives it a role."
)
CLOSED = _("This account is closed. An administrator of the installation can reopen it.")
LAST_ADMINISTRATOR = _(
    "This is the mission's last administrator. Give somebody else the role first."
)
NO_LINK = _("Only an administrator of the installation can make a link for this account.")
WITHDRAWN_LINK = _("This link does not work any more: who made it may not let you in now.")
NOT_THE_INSTALLATIONS = _("Only an administrator of the installation can do this.")
SUPERUSER = _("This account looks after the database: it is changed on the server only.")
OTHERS_LINK = _(
    "This link is for another account. Sign in with the address you were invited by, and open it "
    "again."
)
SIGNED_OUT_ABOVE = _(
    "This account administers the whole installation: only another one that does signs it out."
)
ROLE_TAKEN_UP = _("This role is taken up already.")
NO_ROLE = _("This role was taken away again: ask who invited you.")
HAS_ROLE = _("This address has a role in the mission already: change it in the list.")
JUST_OPENED = _("Somebody opened an account with this address just now. Send the form again.")
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


def check_can_give_role(account: Account, mission: Mission, *, by: Account, role: str) -> None:
    """Raise NotAllowed unless `by` may give this account this role in the mission ("" for none)."""
    if account.pk == by.pk:
        raise NotAllowed(OWN_ROLE)
    if account.is_administrator and not by.is_administrator:
        raise NotAllowed(ABOVE)
    if role and not account.is_active:
        raise NotAllowed(CLOSED)
    if role != Role.ADMINISTRATOR:
        _check_keeps_administrator(mission, without=account)


def _check_keeps_administrator(mission: Mission, *, without: Account) -> None:
    if Account.objects.filter(is_administrator=True, is_active=True).exists():
        return
    administrators = mission.memberships.taken_up().filter(
        role=Role.ADMINISTRATOR, account__is_active=True
    )
    if [each.account_id for each in administrators] == [without.pk]:
        raise NotAllowed(LAST_ADMINISTRATOR)


def check_can_make_link(account: Account, *, by: Account) -> None:
    """Raise NotAllowed unless `by` may let somebody into this account with a link.

    Who makes a link can use it. So it takes an administrator of the installation, or one of every
    mission the account took up a role in; where it took up none, one of a mission that gave it one.
    """
    if account.pk == by.pk:
        raise NotAllowed(OWN_LINK)
    if not account.is_active:
        raise NotAllowed(CLOSED)
    if not by.is_active or (account.is_superuser and not by.is_superuser):
        raise NotAllowed(NO_LINK)
    if by.is_administrator:
        return
    theirs = _missions_of(account.memberships.taken_up())
    mine = administered_by(by)
    reached = not theirs - mine if theirs else _missions_of(account.memberships.all()) & mine
    if account.is_administrator or account.is_staff or not reached:
        raise NotAllowed(NO_LINK)


def _missions_of(memberships: QuerySet[Membership]) -> set[int]:
    return set(memberships.values_list("mission_id", flat=True))


def administered_by(account: Account) -> set[int]:
    """Return the missions in which the account has the role of an administrator, by their keys."""
    return _missions_of(account.memberships.taken_up().filter(role=Role.ADMINISTRATOR))


def check_can_hand_over_role(membership: Membership, *, by: Account) -> None:
    """Raise NotAllowed unless `by` may make a link that takes this role up.

    It lets nobody in to the account: who opens it is signed in already.
    """
    if membership.taken_up_at:
        raise NotAllowed(ROLE_TAKEN_UP)
    if membership.account_id == by.pk:
        raise NotAllowed(OWN_LINK)
    if not membership.account.is_active:
        raise NotAllowed(CLOSED)
    above = membership.account.is_administrator and not by.is_administrator
    mine = by.is_administrator or membership.mission_id in administered_by(by)
    if not by.is_active or above or not mine:
        raise NotAllowed(NO_LINK)


def check_can_take_up_role(link: OneTimeLink, membership: Membership | None, by: Account) -> None:
    """Raise NotAllowed unless `by` may take up the role that a link of its mission is for."""
    if link.account_id != by.pk:
        raise NotAllowed(OTHERS_LINK)
    if membership is None:
        raise NotAllowed(NO_ROLE)
    try:
        if link.made_by is None:
            raise NotAllowed(WITHDRAWN_LINK)
        check_can_hand_over_role(membership, by=link.made_by)
    except NotAllowed as refusal:
        why = ROLE_TAKEN_UP if membership.taken_up_at else WITHDRAWN_LINK
        raise NotAllowed(why) from refusal


def check_can_take_up(link: OneTimeLink) -> None:
    """Raise NotAllowed where who made the link may not make it any more.

    The account may have got a role elsewhere since: a link made before must not open it.
    """
    assert link.account is not None
    if not link.account.is_active:
        raise NotAllowed(CLOSED)
    try:
        if link.made_by is None:
            raise NotAllowed(WITHDRAWN_LINK)
        check_can_make_link(link.account, by=link.made_by)
    except NotAllowed as refusal:
        raise NotAllowed(WITHDRAWN_LINK) from refusal


def check_can_sign_out(account: Account, *, by: Account) -> None:
    """Raise NotAllowed where the account administers the installation and `by` does not."""
    if account.is_administrator and not by.is_administrator:
        raise NotAllowed(SIGNED_OUT_ABOVE)


def check_can_keep_account(account: Account, *, by: Account) -> None:
    """Raise NotAllowed unless `by` keeps the installation's accounts, and this is another one."""
    if not by.is_administrator or not by.is_active:
        raise NotAllowed(NOT_THE_INSTALLATIONS)
    if account.pk == by.pk:
        raise NotAllowed(OWN_ACCOUNT)
    if account.is_superuser and not by.is_superuser:
        raise NotAllowed(SUPERUSER)
