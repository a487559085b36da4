"""What may be done with visits and findings, and by whom."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from missions.models import Account, Station
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits.as_shown import finding_as_shown
from visits.models import (
    Attachment,
    Basis,
    CopyDecision,
    Finding,
    FindingState,
    Polarity,
    ReviewDecision,
    SetAsideReason,
    Severity,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
    VisitState,
)
from visits.photos import MOST_BYTES

OTHER_TEAMS_VISIT = _("This visit belongs to another team.")
OTHER_TEAMS_FINDING = _("This finding belongs to another team.")
OWN_TEAM = _("You are in the team that made this visit: somebody else reviews it.")
OWN_FINDING = _("You are in the team of this finding or of its visit: somebody else decides on it.")
NOT_LISTED = _("The station of this visit is not listed yet: match it to a station first.")
NEWER = _("A newer revision of this visit has arrived: look at that one.")
NO_QUESTION = _("Say what the team should answer: a visit is returned with a question.")
NO_REASON = _("Choose a reason from the list: evidence is set aside only for one of these.")
SECOND_PERSON = _("You proposed this: a second person must set aside an urgent answer.")
SECOND_OF_FINDING = _(
    "You proposed this: a second person must agree before a confirmed grave finding is taken back "
    "or made to weigh less."
)
FINDING_OUTDATED = _(
    "Finding %(code)s has changed since you opened the page: the team told it otherwise, or "
    "somebody decided on it or edited it. Nothing was changed and what you typed is kept: read the "
    "finding again, then decide."
)
NOTHING_PROPOSED = _(
    "What was proposed of this finding was decided or changed meanwhile: read it again."
)
SECOND_TO_VERIFY = _(
    "You proposed this: a second person must verify what takes back an urgent answer."
)
ALREADY_LISTED = _("This visit is already at a listed station.")
COUNTS_THERE = _(
    "This visit is verified and counts at its station: return it to the team, then change where "
    "it was."
)
BROUGHT_IT = _("You brought this in from a phone's file: somebody else verifies it.")
ENTERED_IT = _("You entered this for the team: somebody else verifies it.")
OTHER_MISSIONS_STATION = _("This station is not one of this mission's.")
TOLD_STAYS = _(
    "The team was told this and did not see it: only the team can say that it saw it. Return the "
    "visit, or ask them."
)
ADDED_ALREADY = _("This was added already, in other words: change it on the finding's own page.")
DUPLICATE_OF_WHAT = _("Name the finding that this one duplicates.")
DUPLICATE_OF_DUPLICATE = _(
    "Finding %(code)s is itself a duplicate: name the one that stays, or both leave the draft."
)
COPY_DECIDED = _("It was decided meanwhile what becomes of this copy: read the visit again.")
MERGED_ALREADY = _("The team has merged this copy already.")
COPY_ADOPTED = _("The secretariat took this version as the latest one meanwhile.")
COPY_LEFT_ASIDE = _("The secretariat left this version aside meanwhile: it is kept.")
VISIT_SET_ASIDE = _("This visit is set aside: call the secretariat before you change it.")
OTHER_STAGE = _(
    "The two versions are of different stages: the secretariat decides which one holds."
)
CHOOSE_EACH = _("Choose one for each place where the two differ: what is missing is marked.")
COPY_WITHOUT_NOTE = _("Say why this copy is left aside.")
COPY_URGENT = _(
    "This copy holds an urgent answer that the visit lacks: take it as the next revision. "
    "Setting that aside takes two people."
)
PHOTO_TOO_LARGE = _("A photo of more than %(most)s is not taken in: keep it on the phone.")
PHOTO_LONGER = _("More has come of this photo than its visit said it has.")


SEEN_THEMSELVES = frozenset({Basis.SEEN, Basis.AFTERMATH})
# What of a finding decides what it speaks for or against.
COUNTED_OF_FINDINGS = frozenset({"basis", "polarity", "question", "severity"})
# How near the mission is to what it tells, the nearest first.
NEARNESS = (
    SEEN_THEMSELVES | {Basis.DOCUMENT},
    frozenset({Basis.MEETING, Basis.OFFICIAL, Basis.MEDIA}),
    frozenset({Basis.TOLD}),
)
GRAVE = (Severity.CRITICAL, Severity.SERIOUS)

# Rules of rooms above this one, which know what evidence is used for: each raises NotAllowed
# where this account may not take this visit or finding out of the count.
Objection = Callable[[Visit | Finding, Account], None]
OBJECTIONS: list[Objection] = []


def check_no_objection(evidence: Visit | Finding, by: Account) -> None:
    """Raise NotAllowed where a room above objects to `by` taking this out of the count."""
    for objection in OBJECTIONS:
        objection(evidence, by)


def check_not_own_visit(visit: Visit, by: Account) -> None:
    """Raise NotAllowed where `by` is in the team that made the visit, whatever else they are."""
    team = team_of(by, visit.mission)
    if team is not None and team.pk == visit.team_id:
        raise NotAllowed(OWN_TEAM)


def check_can_review(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Raise NotAllowed unless `by` may decide on this revision now.

    An observer never verifies their own team's visit, whatever else they are in the mission.
    """
    check_not_own_visit(visit, by)
    if revision.number not in (visit.latest_revision, visit.standing_revision):
        raise NotAllowed(NEWER)


def check_can_verify(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Raise NotAllowed unless `by` may verify this revision, or propose it.

    Where that takes an urgent answer out of the count, who proposed is not the second person.
    """
    check_can_review(visit, revision, by)
    check_verifiable(visit, revision, by)


def check_verifiable(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Raise NotAllowed where `by`, who may review the visit, may not verify this revision.

    Who typed it in for a team that phoned does not verify it: nobody checks their own typing. Nor
    does who brought it in from a file, which anybody can write.
    """
    if visit.station_id is None:
        raise NotAllowed(NOT_LISTED)
    if revision.source == Source.SECRETARIAT and revision.account_id == by.pk:
        raise NotAllowed(ENTERED_IT)
    if revision.source == Source.FILE and revision.account_id == by.pk:
        raise NotAllowed(BROUGHT_IT)
    if proposed_by(revision, ReviewDecision.VERIFY_PROPOSED) == by.pk:
        raise NotAllowed(SECOND_TO_VERIFY)


def proposed_by(revision: VisitRevision, proposal: ReviewDecision) -> int | None:
    """Return the number of the account that proposed this last; 0 nobody known, None not so."""
    # The last that was made; an imported one may be dated otherwise.
    last = max(revision.reviews.all(), key=lambda review: review.pk, default=None)
    if last is None or last.decision != proposal:
        return None
    return last.account_id or 0


def check_can_set_aside(visit: Visit, revision: VisitRevision, reason: str, by: Account) -> None:
    """Raise NotAllowed unless `by` may set this revision aside, or propose it.

    Reasons come from a list, and an answer marked urgent takes two people (sentence rule 7).
    """
    check_can_review(visit, revision, by)
    check_settable_aside(revision, reason, by)


def check_settable_aside(revision: VisitRevision, reason: str, by: Account) -> None:
    """Raise NotAllowed where `by`, who may review the visit, may not set this revision aside."""
    if reason not in SetAsideReason.values or reason == SetAsideReason.IMPORTED:
        raise NotAllowed(NO_REASON)
    if proposed_by(revision, ReviewDecision.SET_ASIDE_PROPOSED) == by.pk:
        raise NotAllowed(SECOND_PERSON)


def check_can_match(visit: Visit, station: Station, by: Account, *, matched: bool) -> None:
    """Raise NotAllowed unless `by` may say that the visit was at this station.

    `matched`: its station was found by the secretariat, and may be another one after all.
    """
    check_not_own_visit(visit, by)
    if visit.station_id is not None:
        _check_match_can_change(visit, matched)
    if station.mission_id != visit.mission_id:
        raise NotAllowed(OTHER_MISSIONS_STATION)


def check_can_take_match_back(visit: Visit, by: Account, *, matched: bool) -> None:
    """Raise NotAllowed unless `by` may say that the visit's station is not known after all."""
    check_not_own_visit(visit, by)
    _check_match_can_change(visit, matched)


def _check_match_can_change(visit: Visit, matched: bool) -> None:
    if not matched:
        raise NotAllowed(ALREADY_LISTED)
    if visit.state == VisitState.VERIFIED:
        raise NotAllowed(COUNTS_THERE)


def check_can_decide_copy(copy: VisitConflict, by: Account) -> None:
    """Raise NotAllowed unless `by` may say what becomes of a copy kept beside a visit."""
    check_not_own_visit(copy.visit, by)
    if copy.resolved_at is not None:
        raise NotAllowed(COPY_DECIDED)


WHY_DECIDED = {
    CopyDecision.MERGED: MERGED_ALREADY,
    CopyDecision.ADOPTED: COPY_ADOPTED,
    CopyDecision.LEFT: COPY_LEFT_ASIDE,
}


def check_can_merge(copy: VisitConflict, team: Team | None) -> None:
    """Raise NotAllowed unless the team may merge a copy kept beside its visit with the latest."""
    if team is None or copy.visit.team_id != team.pk:
        raise NotAllowed(OTHER_TEAMS_VISIT)
    if copy.resolved_at is not None:
        raise NotAllowed(WHY_DECIDED.get(CopyDecision(copy.decision), COPY_DECIDED))
    if copy.visit.state == VisitState.SET_ASIDE:
        raise NotAllowed(VISIT_SET_ASIDE)


def check_can_decide_finding(finding: Finding, by: Account) -> None:
    """Raise NotAllowed where `by` is of the finding's team, or of its visit's team."""
    team = team_of(by, finding.mission)
    teams = {finding.team_id, finding.visit.team_id if finding.visit else None}
    if team is not None and team.pk in teams:
        raise NotAllowed(OWN_FINDING)


def check_can_edit_finding(finding: Finding, changed: Mapping[str, Any], by: Account) -> None:
    """Raise NotAllowed where `by` may not write these fields of a finding, by name.

    What a team was told is not made into what it saw (sentence rule 6); and who wrote a sentence
    that a finding speaks against does not turn the finding round.
    """
    check_can_decide_finding(finding, by)
    first = finding.told.get("basis", finding.basis)
    if finding.team_id and first == Basis.TOLD and changed.get("basis") in SEEN_THEMSELVES:
        raise NotAllowed(TOLD_STAYS)
    if COUNTED_OF_FINDINGS & set(changed):
        check_no_objection(finding, by)


def check_as_shown(finding: Finding, shown: str | None) -> None:
    """Raise NotAllowed where a finding is no longer what a page had shown of it.

    `shown` is what `finding_as_shown` said then; None where no page was read.
    """
    if shown is not None and shown != finding_as_shown(finding):
        raise NotAllowed(FINDING_OUTDATED % {"code": finding.code})


def is_grave(finding: Finding) -> bool:
    """Return whether a finding is a matter the mission draws attention to (sentence rule 11)."""
    adverse = finding.polarity == Polarity.ADVERSE
    return finding.state == FindingState.CONFIRMED and adverse and finding.severity in GRAVE


def _is_further(now: str, then: str) -> bool:
    """Return whether the mission would be further from what it tells than it is now."""
    near, far = (
        next(distance for distance, each in enumerate(NEARNESS) if basis in each)
        for basis in (now, then)
    )
    return far > near


# By field: whether a grave finding weighs less with the second value than with the first.
WEIGHS_LESS: dict[str, Callable[[Any, Any], bool]] = {
    "state": lambda _now, then: then != FindingState.CONFIRMED,
    "polarity": lambda _now, then: then != Polarity.ADVERSE,
    "severity": lambda now, then: Severity.values.index(then) > Severity.values.index(now),
    # Off its question, it no longer speaks against that question's “none” or “all”.
    "question": lambda now, then: bool(now) and then != now,
    "basis": _is_further,
    "confidential": lambda now, then: bool(then) and not now,
}


def takes_two(finding: Finding, changes: Mapping[str, Any]) -> bool:
    """Return whether changes take a confirmed grave finding back or make it weigh less.

    One person alone would take an adverse pattern out of the statement (sentence rules 7, 11).
    """
    return is_grave(finding) and any(
        weighs_less(getattr(finding, name), changes[name])
        for name, weighs_less in WEIGHS_LESS.items()
        if name in changes
    )


def check_second_person(finding: Finding, by: Account) -> None:
    """Raise NotAllowed unless `by` may agree to what somebody proposed of a finding."""
    check_can_decide_finding(finding, by)
    if finding.proposed and finding.proposed_by_id == by.pk:
        raise NotAllowed(SECOND_OF_FINDING)


def check_duplicate(finding: Finding, state: str, other: Finding | None) -> None:
    """Raise NotAllowed where a duplicate names no other finding, or one that is a duplicate too."""
    if state != FindingState.DUPLICATE:
        return
    if other is None or other.pk == finding.pk:
        raise NotAllowed(DUPLICATE_OF_WHAT)
    if other.state == FindingState.DUPLICATE:
        raise NotAllowed(DUPLICATE_OF_DUPLICATE % {"code": other.code})


def check_photo_fits(size: int, end: int) -> None:
    """Raise NotAllowed for a photo of `size` bytes that is too large, or a part beyond its end."""
    if size > MOST_BYTES:
        raise NotAllowed(PHOTO_TOO_LARGE % {"most": filesizeformat(MOST_BYTES)})
    if end > size:
        raise NotAllowed(PHOTO_LONGER)


def can_send_photo(photo: Attachment, by: Account) -> bool:
    """Return whether `by` may send a photo: of the own team, or of what `by` sent before.

    Teams are put together anew while a phone still holds photos.
    """
    team = team_of(by, photo.mission)
    if photo.visit is None:
        finding = photo.finding
        return finding is not None and _is_of(finding, team, by)
    if team is not None and photo.visit.team_id == team.pk:
        return True
    sent = (photo.visit.revisions, photo.visit.conflicts)
    return any(each.filter(account=by).exists() for each in sent)


def _is_of(finding: Finding, team: Team | None, by: Account) -> bool:
    return finding.account_id == by.pk or (team is not None and finding.team_id == team.pk)
