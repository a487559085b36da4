"""People of the registry who may be the person just named.

Nobody is merged by name: whoever adds somebody is shown whom the registry knows under a like
name, or the same e-mail address, and says who it is. Names are written in three ways, so like
names are looked for, not equal ones.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from django.db.models import Prefetch, QuerySet

from missions.access_rules import administered_by
from missions.models import Account, Mission
from observers.models import Delegation, Observer, Person
from observers.rules import check_observes_once

# Of two spellings, how many of their letters stand in the same order.
ALIKE = 0.8
MOST = 10


@dataclass(frozen=True)
class SamePerson:
    """Somebody the registry knows: where they observed, and why they may be who is meant."""

    person: Person
    same_email: bool
    observations: tuple[Observer, ...]
    here: Observer | None


def people_known_to(account: Account, mission: Mission) -> QuerySet[Person]:
    """Return the people an administrator of this mission may look up.

    Those of the missions the account administers; an installation's administrator: everybody.
    """
    if account.is_administrator:
        return Person.objects.all()
    known = Observer.objects.filter(mission__in=administered_by(account))
    known |= Observer.objects.filter(mission=mission)
    return Person.objects.filter(pk__in=known.values("person"))


def people_of(delegation: Delegation) -> QuerySet[Person]:
    """Return the people a delegation has named in its mission."""
    return Person.objects.filter(pk__in=delegation.observers.values("person"))


def same_people(
    names: Iterable[str],
    email: str,
    *,
    among: QuerySet[Person],
    mission: Mission,
    account: Account | None = None,
) -> list[SamePerson]:
    """Return whom of these people the name in any of its spellings, or the e-mail, may mean.

    The likest first, at most ten. Of their observations only those of missions that `account`
    may know of are told; without an account only those of this mission.
    """
    spellings = [_words(name) for name in names if name.strip()]
    email = email.strip().casefold()
    near = []
    for person in among.only("pk", "name", "names", "email").iterator(chunk_size=2000):
        same_email = bool(email) and person.email.casefold() == email
        likeness = 2.0 if same_email else _likeness(spellings, person)
        if likeness >= ALIKE:
            near.append((-likeness, person.pk, same_email))
    near.sort()
    return _told(near[:MOST], mission, account)


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name without marks and capitals."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(kept.split())


def _likeness(spellings: list[tuple[str, ...]], person: Person) -> float:
    known = [_words(each) for each in (person.name, *(person.names or {}).values()) if each]
    return max((_alike(one, other) for one in spellings for other in known), default=0.0)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how alike two spellings are, 0 to 1, in whatever order their words stand."""
    one, other = sorted((one, other), key=len)
    if not one or len(one) == 1 < len(other):
        return 0.0  # a first name alone is like too many
    left, found, letters = list(other), 0.0, 0
    for word in one:
        if not left:
            break
        best = max(left, key=lambda each: _same_letters(word, each))
        found += _same_letters(word, best) * (len(word) + len(best))
        letters += len(word) + len(best)
        left.remove(best)
    return found / letters


@lru_cache(maxsize=4096)
def _same_letters(one: str, other: str) -> float:
    """Return how many letters of two words stand in the same order, 0 to 1."""
    if one == other:
        return 1.0
    first, second = set(one), set(other)
    if len(first & second) * 2 < max(len(first), len(second)):
        return 0.0  # far apart: not looked at closely, as most words are
    return SequenceMatcher(None, one, other).ratio()


def _told(
    near: list[tuple[float, int, bool]], mission: Mission, account: Account | None
) -> list[SamePerson]:
    own = Mission.objects.filter(pk=mission.pk)
    missions = Mission.objects.visible_to(account) if account else own
    shown = Observer.objects.filter(mission__in=missions).select_related("mission", "delegation")
    people = Person.objects.prefetch_related(Prefetch("observations", shown, to_attr="shown"))
    found = people.in_bulk([pk for _likeness, pk, _email in near])
    return [_same(found[pk], same_email, mission) for _likeness, pk, same_email in near]


def _same(person: Person, same_email: bool, mission: Mission) -> SamePerson:
    # Prefetched under this name by the query above.
    observations: tuple[Observer, ...] = tuple(person.shown)  # type: ignore[attr-defined]
    here = next((each for each in observations if each.mission_id == mission.pk), None)
    return SamePerson(person, same_email, observations, here)


def join(observer: Observer, person: Person) -> None:
    """Let a new observer be somebody the registry knows; what it lacks of them is filled in.

    What the registry says is not written over. Nothing is stored; raises NotAllowed where the
    person observes in this mission already.
    """
    check_observes_once(person, observer.mission)
    for field in ("nationality", "gender", "email", "phone", "languages"):
        if not getattr(person, field):
            setattr(person, field, getattr(observer.person, field))
    person.names = {**observer.person.names, **person.names}
    observer.person = person
