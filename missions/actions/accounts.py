"""Opening accounts and giving them their role in a mission."""

from django.db import transaction
from django.utils import timezone

from missions import audit
from missions.models import Account, Membership, Mission, TakenUp


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    password: str,
    by: Account | str | None,
    is_administrator: bool = False,
) -> Account:
    """Return a new account that signs in with this e-mail address and password.

    `is_administrator`: of the installation. Raises IntegrityError where the address has one
    already.
    """
    account = Account.objects.create_user(
        email, password, name=name, is_administrator=is_administrator
    )
    told = {"is_administrator": [False, True]} if is_administrator else {}
    audit.record(by=by, action="account opened", record=account, mission=None, changes=told)
    return account


@transaction.atomic
def set_password(account: Account, *, password: str, by: Account | str | None) -> None:
    """Give an account another password; who is signed in with the old one no longer is."""
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record(by=by, action="password set", record=account, mission=None)


@transaction.atomic
def give_role(
    account: Account, *, mission: Mission, role: str, by: Account | str | None
) -> Membership:
    """Give an account its one role in a mission, in place of the one it had, and return it.

    A new role that a person gives counts once its holder took it up; one given by a command on
    the server counts at once.
    """
    before = mission.memberships.filter(account=account).values_list("role", flat=True).first()
    membership, _made = Membership.objects.update_or_create(
        mission=mission,
        account=account,
        defaults={"role": role},
        create_defaults={"role": role} | ({} if isinstance(by, Account) else _given_at_once()),
    )
    if before != role:
        audit.record(
            by=by,
            action="role given",
            record=membership,
            mission=mission,
            changes={"account": account.pk, "role": [before or "", str(role)]},
        )
    return membership


def _given_at_once() -> dict[str, object]:
    return {"taken_up_at": timezone.now(), "taken_up_how": TakenUp.SYSTEM}
