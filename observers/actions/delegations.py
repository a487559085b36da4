"""Storing delegations and choosing who heads them."""

from django.db import transaction

from missions.actions import move_evidence_on
from missions.actions.keeping import delete_record, lock_mission, save_record
from missions.models import Account
from observers import rules
from observers.models import Delegation, Observer, ObserverRole


@transaction.atomic
def save_delegation(delegation: Delegation, *, head: Observer | None, by: Account) -> None:
    """Store a new or changed delegation, headed by this observer of it, or by nobody.

    Raises NotAllowed where a rule refuses the delegation or its head.
    """
    rules.check_delegation(delegation)
    changed = bool(save_record(delegation, mission=delegation.mission, by=by))
    moved = appoint_head(delegation, head=head, by=by)
    if changed or moved:
        move_evidence_on(delegation.mission)


@transaction.atomic
def appoint_head(delegation: Delegation, *, head: Observer | None, by: Account) -> bool:
    """Give the role of head to one observer of a delegation and take it from any other.

    Who headed it becomes a short-term observer. Returns whether a role moved; raises NotAllowed
    where the observer cannot head this delegation.
    """
    lock_mission(delegation.mission)
    # One choice at a time: two at once would leave two heads.
    Delegation.objects.select_for_update().get(pk=delegation.pk)
    before = list(delegation.observers.filter(role=ObserverRole.HEAD_OF_DELEGATION))
    if before == ([head] if head else []):
        return False
    if head is not None:
        rules.check_can_head(head, delegation)
    for observer in before:
        if observer != head:
            _give_role(observer, ObserverRole.SHORT_TERM, by)
    if head is not None and head not in before:
        _give_role(head, ObserverRole.HEAD_OF_DELEGATION, by)
    return True


def _give_role(observer: Observer, role: ObserverRole, by: Account) -> None:
    observer.role = role
    save_record(observer, mission=observer.mission, by=by)


@transaction.atomic
def remove_delegation(delegation: Delegation, *, by: Account) -> None:
    """Delete a delegation that nobody is of. Raises NotAllowed with who is."""
    delete_record(delegation, mission=delegation.mission, by=by)
    move_evidence_on(delegation.mission)
