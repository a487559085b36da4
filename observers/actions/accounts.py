"""Tying accounts to the people and the delegations they act for."""

from django.db import transaction

from missions import audit
from missions.models import Account, Membership
from observers import rules
from observers.models import Delegation, DelegationScope, Observer


@transaction.atomic
def tie_account(observer: Observer, *, account: Account, by: Account | str | None) -> None:
    """Say that this observer signs in with this account. Raises NotAllowed."""
    person = observer.person
    rules.check_can_tie_account(person, account)
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
