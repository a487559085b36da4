"""Taking up a role: from then on it counts, and nobody is in who did not show it is theirs."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from missions import access_rules, audit
from missions.actions.accounts import set_password
from missions.actions.links import link_for_use, new_link, use_up
from missions.actions.sessions import end_sessions
from missions.models import Account, LinkPurpose, Membership, OneTimeLink, TakenUp

ROLE_LINK_HOURS = 14 * 24


@transaction.atomic
def take_up_by_code(
    membership: Membership, *, by: Account, session: str | None, password: str = ""
) -> None:
    """Let a role count whose holder typed the code that was sent to the address.

    What let in to the account before the address was first proved ends, but `session`; a new
    password may be given. Raises NotAllowed.
    """
    ended = _take_up(_locked(membership), TakenUp.CODE, by=by, session=session, password=password)
    # Taken up in another way a moment ago, it proves nothing of what lets in since.
    if ended and by.address_proved_at is None:
        by.address_proved_at = timezone.now()
        by.save(update_fields=["address_proved_at"])


@transaction.atomic
def make_role_link(membership: Membership, *, by: Account) -> str:
    """Return the secret of a new link to take a role up, for who is signed in.

    Raises NotAllowed.
    """
    access_rules.check_can_hand_over_role(membership, by=by)
    return new_link(
        LinkPurpose.ROLE,
        ROLE_LINK_HOURS,
        by=by,
        account=membership.account,
        mission=membership.mission,
    )


@transaction.atomic
def take_up_by_link(secret: str, *, by: Account, session: str | None, password: str = "") -> None:
    """Use up a link to a role, which counts from now on. Raises NotAllowed.

    What let in to the account before ends, but `session`, unless the address is proved.
    """
    link = link_for_use(secret, LinkPurpose.ROLE)
    membership = role_of(link)
    access_rules.check_can_take_up_role(link, membership, by)
    assert membership is not None
    _take_up(_locked(membership), TakenUp.LINK, by=by, session=session, password=password)
    use_up(link, by=by)


def role_of(link: OneTimeLink) -> Membership | None:
    """Return the role a link is for; None where it was taken away since."""
    found = Membership.objects.filter(mission=link.mission_id, account=link.account_id)
    return found.select_related("mission", "account").first()


def take_up_with_account(link: OneTimeLink, account: Account) -> None:
    """Let the role count that an account was opened for, now that its link is opened.

    Where somebody used the account before, the link lets in and proves nothing more; nor does it
    reach a mission whose administrator did not make it.
    """
    if not account.was_never_used or link.made_by is None:
        return
    roles = Membership.objects.promised().filter(account=account)
    if not link.made_by.is_administrator:
        roles = roles.filter(mission__in=access_rules.administered_by(link.made_by))
    if link.mission_id:
        roles = roles.filter(mission=link.mission_id)
    for role in roles.select_for_update():
        _count(role, TakenUp.LINK, by=account)


def _locked(membership: Membership) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).select_related("mission")
    return found.get(pk=membership.pk)


def _take_up(
    membership: Membership, how: TakenUp, *, by: Account, session: str | None, password: str
) -> bool:
    """Let the role count; return False where it did already, and nothing was ended."""
    if membership.taken_up_at:
        return False
    if by.address_proved_at is None:
        end_ways_in(by, by=by, keep=session)
    if password:
        set_password(by, password=password, by=by)
    _count(membership, how, by=by)
    return True


def _count(membership: Membership, how: TakenUp, *, by: Account) -> None:
    membership.taken_up_at, membership.taken_up_how = timezone.now(), how
    membership.save(update_fields=["taken_up_at", "taken_up_how"])
    audit.record(
        by=by,
        action="role taken up",
        record=membership,
        mission=membership.mission,
        changes={"how": ["", str(how)]},
    )


def end_ways_in(account: Account, *, by: Account, keep: str | None = None) -> None:
    """End the password, the second step and every session of an account but `keep`.

    Somebody else may have set them who had a link. Codes to the address go on letting in.
    """
    kinds = Authenticator.objects.filter(user=account).order_by("type")
    ended = ["password"] if account.has_usable_password() else []
    ended += kinds.values_list("type", flat=True)
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account, by=by, keep=keep)
    # Also where there was none: every other session is ended by it.
    account.set_unusable_password()
    account.save(update_fields=["password"])
    if ended:
        told = {"ways": [ended, []]}
        audit.record(by=by, action="ways in ended", record=account, mission=None, changes=told)
