"""Roles in a mission, with the delegation they are for and the observer who has them."""

from django.db import transaction

from missions import audit
from missions.actions.invitations import LetIn, change_role, let_in
from missions.enumerations import Role
from missions.models import Account, Membership, Mission
from missions.rules import NotAllowed
from observers import rules
from observers.actions.accounts import act_for_delegation, name_observer
from observers.models import Delegation, DelegationScope, Observer

FOR_A_DELEGATION = frozenset({Role.HEAD_OF_DELEGATION, Role.FOCAL_POINT})


@transaction.atomic
def invite(
    *,
    mission: Mission,
    email: str,
    name: str,
    role: str,
    delegation: Delegation | None,
    observer: Observer | None,
    by: Account,
) -> LetIn:
    """Let somebody into a mission, for a delegation and as an observer where that is said.

    Raises NotAllowed.
    """
    made = let_in(mission=mission, email=email, name=name, role=role, by=by)
    _place(made.membership, delegation=delegation, observer=observer, by=by)
    return made


@transaction.atomic
def change_access(
    membership: Membership,
    *,
    role: str,
    delegation: Delegation | None,
    observer: Observer | None,
    by: Account,
) -> None:
    """Give an account of the mission another role, delegation or observer. Raises NotAllowed."""
    changed = change_role(membership, role=role, by=by)
    _place(changed, delegation=delegation, observer=observer, by=by)


def _place(
    membership: Membership,
    *,
    delegation: Delegation | None,
    observer: Observer | None,
    by: Account,
) -> None:
    if membership.role in FOR_A_DELEGATION:
        if delegation is None:
            raise NotAllowed(rules.NEEDS_DELEGATION)
        act_for_delegation(membership, delegation=delegation, by=by)
    else:
        _act_for_none(membership, by=by)
    if observer is not None:
        name_observer(membership, observer=observer, by=by)
    elif membership.role == Role.OBSERVER:
        rules.check_is_said(membership)


def _act_for_none(membership: Membership, *, by: Account) -> None:
    """Take the delegation away from who has another role now."""
    scope = DelegationScope.objects.filter(membership=membership).select_related("delegation")
    for each in scope:
        told = {"delegation": [each.delegation.code, ""]}
        audit.record(
            by=by,
            action="delegation taken away",
            record=each,
            mission=membership.mission,
            changes=told,
        )
        each.delete()
