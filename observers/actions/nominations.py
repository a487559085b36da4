"""A delegation's own nominations: its focal point names people, the mission decides on them."""

from django.db import transaction

from missions.actions.keeping import lock_mission
from missions.models import Account
from observers import rules
from observers.actions.people import save_observer
from observers.models import AccreditationStatus, Observer


@transaction.atomic
def nominate(observer: Observer, *, by: Account) -> None:
    """Store somebody new as nominated, whatever else their record says. Raises NotAllowed."""
    observer.accreditation_status = AccreditationStatus.NOMINATED
    observer.accreditation_number = ""
    observer.pledge_signed_on = None
    save_observer(observer, by=by)


@transaction.atomic
def change_nomination(observer: Observer, *, by: Account) -> None:
    """Store a nomination as its delegation changed it; status, number and pledge stay.

    Raises NotAllowed where the host has decided on it, or it was withdrawn.
    """
    stored = _open(observer)
    observer.accreditation_status = stored.accreditation_status
    observer.accreditation_number = stored.accreditation_number
    observer.pledge_signed_on = stored.pledge_signed_on
    observer.delegation_id = stored.delegation_id
    save_observer(observer, by=by)


@transaction.atomic
def withdraw_nomination(observer: Observer, *, by: Account) -> None:
    """Withdraw a nomination. Raises NotAllowed where it was decided on already."""
    stored = _open(observer)
    stored.accreditation_status = AccreditationStatus.WITHDRAWN
    save_observer(stored, by=by)


def _open(observer: Observer) -> Observer:
    """Return the nomination as it is stored, locked; raises NotAllowed where it is decided."""
    lock_mission(observer.mission)
    rows = Observer.objects.select_for_update(of=("self",))
    stored = rows.select_related("person", "delegation", "mission").get(pk=observer.pk)
    rules.check_can_change_nomination(stored)
    return stored
