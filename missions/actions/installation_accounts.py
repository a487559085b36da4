"""Keeping the accounts of the installation: closed, reopened, made administrators."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from missions import access_rules, audit
from missions.actions.invitations import make_invitation, open_without_password
from missions.actions.sessions import end_sessions
from missions.actions.taking_up import end_ways_in
from missions.models import Account


@transaction.atomic
def add_administrator(*, email: str, name: str, by: Account) -> tuple[Account, str]:
    """Open an account for another administrator of the installation.

    Returns it with the secret of the link to take it up. Raises NotAllowed.
    """
    account = open_without_password(email=email, name=name, by=by)
    make_administrator(account, by=by)
    return account, make_invitation(account, by=by)


@transaction.atomic
def make_administrator(account: Account, *, by: Account) -> None:
    """Let an account administer the installation. Raises NotAllowed.

    Whoever took the account up by a mission's link may know its password: unless the address is
    proved, its ways in end, and the next is a code to the address or a link of the installation.
    """
    _set(account, "is_administrator", True, action="administrator made", by=by)
    if account.address_proved_at is None:
        end_ways_in(account, by=by)


def unmake_administrator(account: Account, *, by: Account) -> None:
    """Let an account no longer administer the installation. Raises NotAllowed."""
    _set(account, "is_administrator", False, action="administrator unmade", by=by)


@transaction.atomic
def close_account(account: Account, *, by: Account) -> None:
    """Let nobody sign in to the account any more, and end its sessions. Raises NotAllowed."""
    _set(account, "is_active", False, action="account closed", by=by)
    end_sessions(account, by=by)


def reopen_account(account: Account, *, by: Account) -> None:
    """Let its owner sign in again. Raises NotAllowed."""
    _set(account, "is_active", True, action="account reopened", by=by)


@transaction.atomic
def forget_second_step(account: Account, *, by: Account) -> None:
    """Take away passkeys, app and recovery codes of who lost them. Raises NotAllowed."""
    access_rules.check_can_keep_account(account, by=by)
    kinds = Authenticator.objects.filter(user=account).order_by("type")
    told = {"second_step": [list(kinds.values_list("type", flat=True)), []]}
    Authenticator.objects.filter(user=account).delete()
    audit.record(by=by, action="second step taken away", record=account, mission=None, changes=told)


@transaction.atomic
def _set(account: Account, field: str, value: bool, *, action: str, by: Account) -> None:
    # Of two who do this to each other at once, the second is no administrator any more.
    list(Account.objects.select_for_update().filter(is_administrator=True).order_by("pk"))
    access_rules.check_can_keep_account(account, by=Account.objects.get(pk=by.pk))
    before = getattr(account, field)
    if before == value:
        return
    setattr(account, field, value)
    account.save(update_fields=[field])
    audit.record(
        by=by, action=action, record=account, mission=None, changes={field: [before, value]}
    )
