"""Tying accounts to the people and the delegations they act for."""

from django.db import transaction

from missions import audit
from missions.models import Account, Membership
from missions.rules import NotAllowed
from observers import rules
from observers.models import Delegation, DelegationScope, Observer, PromisedObserver


@transaction.atomic
def tie_account(observer: Observer, *, account: Account, by: Account | str | None) -> None:
    """Say that this observer signs in with this account. Raises NotAllowed."""
    person = observer.person
    rules.check_can_tie_account(person, account)
    rules.check_ties_own_missions(person, account, by)
    if person.account_id == account.pk:
        return
    person.account = account
    person.save(update_fields=["account"])
    audit.record(
        by=by,
        action="account tied",
        record=person,
        mission=observer.mission,
        changes={"account": ["", account.pk]},
    )


@transaction.atomic
def name_observer(membership: Membership, *, observer: Observer, by: Account) -> None:
    """Say which observer of the mission an account is.

    It is from now on, or from when the holder of an account from elsewhere takes the role up.
    Raises NotAllowed.
    """
    rules.check_can_be_of(membership, observer)
    account = membership.account
    if rules.is_tied_at_once(membership):
        PromisedObserver.objects.filter(membership=membership).delete()
        tie_account(observer, account=account, by=by)
        return
    rules.check_can_tie_account(observer.person, account)
    rules.check_ties_own_missions(observer.person, account, by)
    PromisedObserver.objects.update_or_create(
        membership=membership, defaults={"observer": observer, "said_by": by}
    )
    audit.record(
        by=by,
        action="observer promised",
        record=membership,
        mission=membership.mission,
        changes={"account": account.pk, "observer": ["", observer.code]},
    )


@transaction.atomic
def keep_promises(account: Account) -> None:
    """Let an account be the observers it was said to be, in missions whose role it took up.

    What cannot be any more is not done: the observer may have got another account meanwhile.
    """
    promises = PromisedObserver.objects.filter(
        membership__account=account, membership__taken_up_at__isnull=False
    )
    for promise in promises.select_related("observer__person", "observer__mission", "said_by"):
        try:
            tie_account(promise.observer, account=account, by=promise.said_by)
        except NotAllowed as refused:
            audit.record(
                by=account,
                action="observer not tied",
                record=promise.observer,
                mission=promise.observer.mission,
                changes={"why": str(refused)},
            )
        promise.delete()


@transaction.atomic
def act_for_delegation(
    membership: Membership, *, delegation: Delegation, by: Account | str | None
) -> DelegationScope:
    """Say for which delegation a head or focal point acts, and return the scope.

    Raises NotAllowed for another mission's delegation.
    """
    rules.check_can_act_for(membership, delegation)
    before = DelegationScope.objects.filter(membership=membership).select_related("delegation")
    told = [scope.delegation.code for scope in before]
    scope, _made = DelegationScope.objects.update_or_create(
        membership=membership, defaults={"delegation": delegation}
    )
    if told != [delegation.code]:
        audit.record(
            by=by,
            action="delegation given",
            record=scope,
            mission=membership.mission,
            changes={"delegation": [*(told or [""]), delegation.code]},
        )
    return scope
