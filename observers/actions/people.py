"""Storing observers with what the registry knows of them, and their accreditation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from missions.actions import Change, move_evidence_on, update_many
from missions.actions.keeping import delete_record, lock_mission, save_record
from missions.models import Account, Mission
from missions.rules import NotAllowed
from observers import rules
from observers.models import AccreditationStatus, Delegation, Observer

# What of an observer a figure or a sentence of the statement may rest on.
COUNTED = frozenset({"delegation", "institution_kind", "role", "accreditation_status"})


@transaction.atomic
def save_observer(observer: Observer, *, by: Account) -> None:
    """Store a new or changed observer, and with them their person of the registry.

    Raises NotAllowed where a rule refuses: a national of a host, a step that the accreditation
    does not take, a number without an accreditation, a pledge of a day to come, a second head of
    a delegation, another delegation that would unmake the observer's team.
    """
    person, mission = observer.person, observer.mission
    lock_mission(mission)
    stored = _locked(observer)
    rules.check_no_national(observer)
    rules.check_no_national_anywhere(person)
    # One choice at a time: two at once would leave two heads.
    Delegation.objects.select_for_update().get(pk=observer.delegation_id)
    rules.check_head(observer)
    rules.check_pledge(observer.pledge_signed_on)
    _check_accreditation(stored, observer)
    if stored is not None and stored.delegation_id != observer.delegation_id:
        rules.check_stays_in_team(observer)
    save_record(person, mission=mission, by=by)
    observer.person = person  # a new person has a number only now
    changes = save_record(observer, mission=mission, by=by)
    if stored is None or COUNTED & set(changes):
        move_evidence_on(mission)


def _locked(observer: Observer) -> Observer | None:
    found = Observer.objects.select_for_update(of=("self",)).filter(pk=observer.pk)
    return found.first() if observer.pk else None


def _check_accreditation(stored: Observer | None, observer: Observer) -> None:
    status, number = observer.accreditation_status, observer.accreditation_number
    if stored is None:
        rules.check_number(status, number)
        return
    rules.check_step(stored.accreditation_status, status)
    if (stored.accreditation_status, stored.accreditation_number) != (status, number):
        rules.check_number(status, number)


@transaction.atomic
def remove_observer(observer: Observer, *, by: Account) -> None:
    """Delete an observer who is in no team; who observed nowhere else leaves the registry too.

    Raises NotAllowed where they are in a team or something else depends on them.
    """
    person, mission = observer.person, observer.mission
    rules.check_can_remove_observer(observer)
    delete_record(observer, mission=mission, by=by)
    if person.account_id is None and not person.observations.exists():
        delete_record(person, mission=mission, by=by)
    move_evidence_on(mission)


@dataclass(frozen=True)
class Marked:
    """What became of several observers at once: how many changed, and why others did not."""

    changed: int
    refused: tuple[str, ...] = ()


@transaction.atomic
def sign_pledges(
    observers: Collection[Observer], *, on: date, mission: Mission, by: Account
) -> Marked:
    """Note the day on which these signed the pledge; who signed before keeps their day."""
    open_ones = _those(observers, mission).filter(pledge_signed_on=None)
    changes = []
    for observer in open_ones:
        observer.pledge_signed_on = on
        told = {"pledge_signed_on": ["", on.isoformat()]}
        changes.append(Change(observer, frozenset({"pledge_signed_on"}), told))
    update_many(changes=changes, mission=mission, by=by, action="changed")
    return Marked(len(changes))


@transaction.atomic
def accredit(observers: Collection[Observer], *, mission: Mission, by: Account) -> Marked:
    """Note that these are accredited; whom a rule refuses stays as they are."""
    changes, refused = [], []
    waiting = _those(observers, mission).exclude(
        accreditation_status=AccreditationStatus.ACCREDITED
    )
    for observer in waiting.select_related("person", "delegation", "mission"):
        before = observer.accreditation_status
        try:
            rules.check_no_national(observer)
            rules.check_step(before, AccreditationStatus.ACCREDITED)
        except NotAllowed as why:
            refused.append(f"{observer}: {why}")
            continue
        observer.accreditation_status = AccreditationStatus.ACCREDITED
        told = {"accreditation_status": [before, AccreditationStatus.ACCREDITED.value]}
        changes.append(Change(observer, frozenset({"accreditation_status"}), told))
    update_many(changes=changes, mission=mission, by=by, action="changed")
    if changes:
        move_evidence_on(mission)
    return Marked(len(changes), tuple(refused))


def _those(observers: Collection[Observer], mission: Mission) -> QuerySet[Observer]:
    found = Observer.objects.filter(mission=mission, pk__in=[each.pk for each in observers])
    return found.select_for_update(of=("self",)).order_by("pk")
