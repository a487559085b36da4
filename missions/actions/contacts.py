"""Keeping the mission's contacts in their order."""

from django.db import transaction
from django.db.models import Max

from missions import audit
from missions.actions.keeping import save_record
from missions.models import Account, Contact, Mission


@transaction.atomic
def save_contact(contact: Contact, *, mission: Mission, by: Account) -> None:
    """Store a contact; a new one stands last. Raises NotAllowed where it is gone."""
    if contact.pk is None:
        last = Contact.objects.filter(mission=mission).aggregate(last=Max("position"))["last"]
        contact.position = (last or 0) + 1
    save_record(contact, mission=mission, by=by)


@transaction.atomic
def move_contact(contact: Contact, *, up: bool, by: Account) -> None:
    """Let a contact change places with the one before it, or after it; the first stays first."""
    listed = list(Contact.objects.select_for_update().filter(mission=contact.mission_id))
    at = next((place for place, each in enumerate(listed) if each.pk == contact.pk), None)
    other = at + (-1 if up else 1) if at is not None else -1
    if at is None or not 0 <= other < len(listed):
        return
    listed[at], listed[other] = listed[other], listed[at]
    for place, each in enumerate(listed, start=1):
        each.position = place
    Contact.objects.bulk_update(listed, ["position"])
    audit.record(
        by=by,
        action="moved",
        record=contact,
        mission=contact.mission,
        changes={"position": [at + 1, other + 1]},
    )
