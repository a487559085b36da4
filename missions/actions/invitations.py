"""Letting people into a mission: accounts with links to take them up, roles, and their end."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from missions import access_rules, audit
from missions.actions.accounts import give_role, set_password
from missions.actions.links import link_for_use, new_link, use_up
from missions.actions.taking_up import take_up_with_account
from missions.enumerations import Role
from missions.models import Account, LinkPurpose, Membership, Mission
from missions.rules import NotAllowed

INVITATION_HOURS = 14 * 24


@dataclass(frozen=True)
class LetIn:
    """Who was let in; `secret` is of the link to take the account up, "" for who had one."""

    membership: Membership
    secret: str


@transaction.atomic
def let_in(*, mission: Mission, email: str, name: str, role: str, by: Account) -> LetIn:
    """Give the account of this address a role, and open one where there is none.

    Only for a new account there is a link: who has one signs in as ever, and takes the role up
    with a code. Raises NotAllowed.
    """
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account and mission.memberships.filter(account=account).exists():
        raise NotAllowed(access_rules.HAS_ROLE)
    made = account or open_without_password(email=email, name=name, by=by)
    access_rules.check_can_give_role(made, mission, by=by, role=role)
    membership = give_role(made, mission=mission, role=role, by=by)
    return LetIn(membership, "" if account else make_invitation(made, mission=mission, by=by))


@transaction.atomic
def open_without_password(*, email: str, name: str, by: Account) -> Account:
    """Return a new account that nobody can sign in to with a password yet. Raises NotAllowed."""
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, None, name=name)
    except IntegrityError as error:
        raise NotAllowed(access_rules.JUST_OPENED) from error
    audit.record(by=by, action="account opened", record=account, mission=None)
    return account


@transaction.atomic
def make_invitation(account: Account, *, by: Account, mission: Mission | None = None) -> str:
    """Return the secret of a new link to take up the account; the older one stops working.

    `mission` is the one it is made for, None for the installation. Raises NotAllowed.
    """
    access_rules.check_can_make_link(account, by=by)
    return new_link(
        LinkPurpose.INVITATION, INVITATION_HOURS, by=by, account=account, mission=mission
    )


@transaction.atomic
def take_up(secret: str, *, password: str) -> Account:
    """Use up an invitation and return its account, with this password where one is given.

    The role it was made for counts from now on. Raises NotAllowed.
    """
    link = link_for_use(secret, LinkPurpose.INVITATION)
    access_rules.check_can_take_up(link)
    assert link.account is not None
    take_up_with_account(link, link.account)
    if link.account.address_proved_at:
        # Who opened it had the link, which is not the mail of the address.
        link.account.address_proved_at = None
        link.account.save(update_fields=["address_proved_at"])
    if password:
        set_password(link.account, password=password, by=link.account)
    use_up(link, by=link.account)
    return link.account


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: Account) -> Membership:
    """Give an account of the mission another role. Raises NotAllowed."""
    _one_at_a_time(membership.mission)
    access_rules.check_can_give_role(membership.account, membership.mission, by=by, role=role)
    return give_role(membership.account, mission=membership.mission, role=role, by=by)


@transaction.atomic
def end_role(membership: Membership, *, by: Account) -> None:
    """Take an account's access to the mission away. Raises NotAllowed."""
    _one_at_a_time(membership.mission)
    access_rules.check_can_give_role(membership.account, membership.mission, by=by, role="")
    told = {"account": membership.account_id, "role": [membership.role, ""]}
    audit.record(
        by=by,
        action="role taken away",
        record=membership,
        mission=membership.mission,
        changes=told,
    )
    membership.delete()


def _one_at_a_time(mission: Mission) -> None:
    """Let two administrators not take each other's role away at once, so that none is left."""
    list(mission.memberships.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
