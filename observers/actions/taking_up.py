"""Taking up a role, and being from then on the observer one was said to be."""

from django.db import transaction

from missions.actions.invitations import take_up
from missions.actions.taking_up import take_up_by_code, take_up_by_link
from missions.models import Account, Membership
from observers.actions.accounts import keep_promises


@transaction.atomic
def take_up_account(secret: str, *, password: str) -> Account:
    """Use up an invitation and return its account, as `take_up` does. Raises NotAllowed."""
    account = take_up(secret, password=password)
    keep_promises(account)
    return account


@transaction.atomic
def take_up_role(role: Membership, *, by: Account, session: str | None, password: str = "") -> None:
    """Let a role count whose holder showed that the address is theirs. Raises NotAllowed."""
    take_up_by_code(role, by=by, session=session, password=password)
    keep_promises(by)


@transaction.atomic
def take_up_role_by_link(
    secret: str, *, by: Account, session: str | None, password: str = ""
) -> None:
    """Use up a link to a role, which counts from now on. Raises NotAllowed."""
    take_up_by_link(secret, by=by, session=session, password=password)
    keep_promises(by)
