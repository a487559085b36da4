"""What may be said of delegations, observers, teams and plans, and who may be tied to what."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from missions.access_rules import administered_by
from missions.enumerations import Stage
from missions.models import Account, Membership, Mission, Station
from missions.rules import NotAllowed
from missions.stages import stages_at
from observers.models import (
    AccreditationStatus,
    Delegation,
    DelegationKind,
    Observer,
    ObserverRole,
    Person,
    Team,
)
from observers.teams import is_tied

OTHER_ACCOUNT = _("This person signs in with another account already.")
OTHER_PERSON = _("This account belongs to another person already.")
OTHER_MISSIONS_DELEGATION = _("This delegation belongs to another mission.")
OTHER_MISSIONS_OBSERVER = _("This observer belongs to another mission.")
NEEDS_DELEGATION = _("Say which delegation this role is for.")
NEEDS_OBSERVER = _(
    "Say which observer this is: observers log for the team they are in. Who is not offered is "
    "added first, under People › Observers."
)
NO_COUNTRY = _("A delegation of a member state names its country.")
HOST_NATIONAL = _(
    "No national of the host country observes: %(name)s counts as a national of %(host)s."
)
HOSTED_ELSEWHERE = _(
    "%(name)s observes in another mission whose host this nationality is: no national of a host "
    "country observes."
)
OBSERVES_ALREADY = _("%(name)s is an observer of this mission already.")
NOT_A_STEP = _("Accreditation does not go from “%(before)s” to “%(after)s”.")
NUMBER_TOO_EARLY = _(
    "An accreditation number comes with the accreditation: choose “Accredited”, or leave the "
    "number empty."
)
TWO_HEADS = _("%(name)s heads this delegation: choose its head on the delegation's own page.")
NOT_OF_DELEGATION = _(
    "The head of a delegation is one of its own observers, and no interpreter and nobody of the "
    "mission's own lead."
)
NO_LONGER_COMING = _("%(name)s is not coming (%(status)s) and cannot head the delegation.")
IN_TEAM = _("%(name)s is in team %(team)s: take them out of the team first.")
ALREADY_DECIDED = _(
    "%(name)s is “%(status)s” by now: ask the mission's administrator for any further change."
)
TOO_FEW = _("A team is two or more observers.")
IN_ANOTHER_TEAM = _("%(name)s is in team %(team)s, and an observer is in one team only.")
NOT_COMING = _("%(name)s is not coming (%(status)s) and cannot join a team.")
ONE_STATE = _(
    "All members are from one state. Add somebody from another state, or give the reason why the "
    "team is of one state."
)
TEAM_LEFT = _("Team %(team)s could not stay as it is. %(why)s")
TIED_ELSEWHERE = _(
    "This observer and this account are both in a mission you do not administer too: ask an "
    "administrator of the installation to say that they are the same."
)
PLEDGE_TO_COME = _("The pledge was signed on a day that has come: %(day)s has not.")
WRONG_STAGE = _("%(stage)s is not observed at %(kind)s %(station)s.")

# What may follow what. Who withdrew is nominated anew; nothing decided becomes a nomination again.
_NOMINATED, _SUBMITTED, _ACCREDITED, _REFUSED, _WITHDRAWN = AccreditationStatus
STEPS: dict[str, tuple[AccreditationStatus, ...]] = {
    _NOMINATED: (_SUBMITTED, _ACCREDITED, _REFUSED, _WITHDRAWN),
    _SUBMITTED: (_NOMINATED, _ACCREDITED, _REFUSED, _WITHDRAWN),
    _ACCREDITED: (_SUBMITTED, _REFUSED, _WITHDRAWN),
    _REFUSED: (_SUBMITTED, _ACCREDITED, _WITHDRAWN),
    _WITHDRAWN: (_NOMINATED, _SUBMITTED),
}
# A nomination is its delegation's to change until the host has decided.
OPEN_STATUSES = frozenset({_NOMINATED, _SUBMITTED})
GONE_STATUSES = frozenset({_REFUSED, _WITHDRAWN})
# Whose role moves when a delegation chooses its head; who leads the mission keeps doing so.
MAY_HEAD = frozenset(
    {ObserverRole.HEAD_OF_DELEGATION, ObserverRole.LONG_TERM, ObserverRole.SHORT_TERM}
)

NATIONALS = _(
    "No national of the host observes, and these observers are nationals of %(host)s: %(codes)s."
)


def check_can_tie_account(person: Person, account: Account) -> None:
    """Raise NotAllowed where the person or the account is tied to somebody else already."""
    if person.account_id not in (None, account.pk):
        raise NotAllowed(OTHER_ACCOUNT)
    if Person.objects.filter(account=account).exclude(pk=person.pk).exists():
        raise NotAllowed(OTHER_PERSON)


def check_ties_own_missions(person: Person, account: Account, by: Account | str | None) -> None:
    """Raise NotAllowed where who a person is would be said for a mission of somebody else too.

    A person has one account everywhere. Where both are in another mission, its administrator or
    one of the installation says whether they are the same.
    """
    if not isinstance(by, Account) or by.is_administrator:
        return
    theirs = set(person.observations.values_list("mission_id", flat=True))
    both = account.memberships.filter(mission__in=theirs).values_list("mission_id", flat=True)
    if set(both) - administered_by(by):
        raise NotAllowed(TIED_ELSEWHERE)


def is_tied_at_once(membership: Membership) -> bool:
    """Return whether the account can be said to be an observer before its holder took it up.

    So it is where it was opened for this role only, and nobody used it yet.
    """
    others = membership.account.memberships.exclude(pk=membership.pk)
    alone = membership.account.was_never_used and not others.exists()
    return alone or membership.taken_up_at is not None


def needs_role_link(membership: Membership) -> bool:
    """Return whether a link of the mission takes up the role only, of an account in use."""
    return membership.taken_up_at is None and not membership.account.was_never_used


def check_can_be_of(membership: Membership, observer: Observer) -> None:
    """Raise NotAllowed unless the observer is of the membership's mission."""
    if observer.mission_id != membership.mission_id:
        raise NotAllowed(OTHER_MISSIONS_OBSERVER)


def check_is_said(membership: Membership) -> None:
    """Raise NotAllowed where nobody said which observer an account is: it could log nothing."""
    if not is_tied(membership.account, membership.mission):
        raise NotAllowed(NEEDS_OBSERVER)


def check_can_act_for(membership: Membership, delegation: Delegation) -> None:
    """Raise NotAllowed unless the delegation is of the membership's mission."""
    if delegation.mission_id != membership.mission_id:
        raise NotAllowed(OTHER_MISSIONS_DELEGATION)


def check_delegation(delegation: Delegation) -> None:
    """Raise NotAllowed where a member state names no country, or the host sends observers."""
    if delegation.kind == DelegationKind.MEMBER_STATE and not delegation.country:
        raise NotAllowed(NO_COUNTRY)
    for observer in delegation.observers.select_related("person") if delegation.pk else ():
        observer.delegation = delegation
        check_no_national(observer)


def is_national(observer: Observer) -> bool:
    """Return whether an observer counts as a national of the host.

    Where the nationality is not known, the country of the delegation speaks for it, as it does
    in a mission folder.
    """
    host = str(observer.mission.host_country or "")
    own, sending = str(observer.person.nationality or ""), str(observer.delegation.country or "")
    return bool(host) and (own or sending) == host


def check_no_national(observer: Observer) -> None:
    """Raise NotAllowed where an observer counts as a national of the host."""
    if is_national(observer):
        host = countries.name(str(observer.mission.host_country))
        raise NotAllowed(HOST_NATIONAL % {"name": observer.person, "host": host})


def check_no_national_anywhere(person: Person) -> None:
    """Raise NotAllowed where a changed nationality makes somebody a national of another host."""
    others = Observer.objects.filter(person=person) if person.pk else Observer.objects.none()
    for observer in others.select_related("mission", "delegation"):
        observer.person = person
        if is_national(observer):
            raise NotAllowed(HOSTED_ELSEWHERE % {"name": person})


def check_observes_once(person: Person, mission: Mission) -> None:
    """Raise NotAllowed where somebody observes in this mission already."""
    if person.observations.filter(mission=mission).exists():
        raise NotAllowed(OBSERVES_ALREADY % {"name": person})


def steps_from(status: str) -> tuple[AccreditationStatus, ...]:
    """Return what an accreditation may become next."""
    return STEPS[status]


def check_step(before: str, after: str) -> None:
    """Raise NotAllowed where an accreditation does not go from one status to the other."""
    if before != after and after not in STEPS[before]:
        labels = AccreditationStatus(before).label, AccreditationStatus(after).label
        raise NotAllowed(NOT_A_STEP % {"before": labels[0], "after": labels[1]})


def check_number(status: str, number: str) -> None:
    """Raise NotAllowed where there is an accreditation number before there can be one."""
    if number and status in OPEN_STATUSES:
        raise NotAllowed(NUMBER_TOO_EARLY)


def check_pledge(signed_on: date | None) -> None:
    """Raise NotAllowed where a pledge is said to be signed on a day to come."""
    if signed_on is not None and signed_on > timezone.localdate():
        raise NotAllowed(PLEDGE_TO_COME % {"day": date_format(signed_on)})


def check_head(observer: Observer) -> None:
    """Raise NotAllowed where a delegation would have two heads."""
    if observer.role != ObserverRole.HEAD_OF_DELEGATION:
        return
    heads = observer.delegation.observers.filter(role=ObserverRole.HEAD_OF_DELEGATION)
    other = heads.exclude(pk=observer.pk).select_related("person").first()
    if other is not None:
        raise NotAllowed(TWO_HEADS % {"name": other})


def check_can_head(observer: Observer, delegation: Delegation) -> None:
    """Raise NotAllowed unless an observer may head this delegation."""
    if observer.delegation_id != delegation.pk or observer.role not in MAY_HEAD:
        raise NotAllowed(NOT_OF_DELEGATION)
    if observer.accreditation_status in GONE_STATUSES:
        said = {"name": observer, "status": observer.get_accreditation_status_display()}
        raise NotAllowed(NO_LONGER_COMING % said)


def check_can_remove_observer(observer: Observer) -> None:
    """Raise NotAllowed where an observer is in a team."""
    team = observer.teams.first()
    if team is not None:
        raise NotAllowed(IN_TEAM % {"name": observer, "team": team.code})


def check_can_change_nomination(observer: Observer) -> None:
    """Raise NotAllowed where the host has decided on a nomination, or it was withdrawn."""
    if observer.accreditation_status not in OPEN_STATUSES:
        said = {"name": observer, "status": observer.get_accreditation_status_display()}
        raise NotAllowed(ALREADY_DECIDED % said)


def state_of(observer: Observer) -> str:
    """Return what an observer counts as in a team: the member state, else the delegation."""
    delegation = observer.delegation
    if delegation.kind == DelegationKind.MEMBER_STATE:
        return str(delegation.country)
    return delegation.code


def check_team(members: Collection[Observer], reason: str) -> None:
    """Raise NotAllowed where these cannot be a team.

    A team is two or more, none of the host; where all are of one state, for a reason that is told.
    """
    if len(members) < 2:
        raise NotAllowed(TOO_FEW)
    for member in members:
        check_no_national(member)
    if len({state_of(member) for member in members}) == 1 and not reason.strip():
        raise NotAllowed(ONE_STATE)


def check_stays_in_team(observer: Observer) -> None:
    """Raise NotAllowed where a member who is of another delegation now unmakes their team."""
    team = observer.teams.first()
    if team is None:
        return
    others = team.members.exclude(pk=observer.pk)
    members = [observer, *others.select_related("person", "delegation", "mission")]
    try:
        check_team(members, team.reason)
    except NotAllowed as why:
        raise NotAllowed(TEAM_LEFT % {"team": team.code, "why": why}) from None


def check_can_join(joining: Iterable[Observer], team: Team) -> None:
    """Raise NotAllowed where somebody is in another team, or is not coming at all."""
    for observer in joining:
        other = observer.teams.exclude(pk=team.pk).first()
        if other is not None:
            raise NotAllowed(IN_ANOTHER_TEAM % {"name": observer, "team": other.code})
        if observer.accreditation_status in GONE_STATUSES:
            status = observer.get_accreditation_status_display()
            raise NotAllowed(NOT_COMING % {"name": observer, "status": status})


def check_stage(station: Station, stage: str) -> None:
    """Raise NotAllowed where a stage is not observed at a station of this kind."""
    if stage not in stages_at(station.kind):
        said = {
            "stage": Stage(stage).label,
            "kind": station.get_kind_display().lower(),
            "station": station.number,
        }
        raise NotAllowed(WRONG_STAGE % said)


def check_can_host(mission: Mission) -> None:
    """Raise NotAllowed where observers of the mission count as nationals of its host country."""
    known = Observer.objects.filter(mission=mission) if mission.pk else Observer.objects.none()
    nationals = []
    for observer in known.select_related("person", "delegation"):
        observer.mission = mission
        if is_national(observer):
            nationals.append(observer.code)
    if nationals:
        host = countries.name(str(mission.host_country))
        raise NotAllowed(NATIONALS % {"host": host, "codes": ", ".join(nationals)})
