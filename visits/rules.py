"""What may be done with visits and findings, and by whom."""

from django.utils.translation import gettext_lazy as _

from missions.models import Account
from missions.rules import NotAllowed
from observers.teams import team_of
from visits.models import Finding, ReviewDecision, SetAsideReason, Visit, VisitRevision

OTHER_TEAMS_VISIT = _("This visit belongs to another team.")
OWN_TEAM = _("You are in the team that made this visit: somebody else reviews it.")
OWN_FINDING = _("You are in the team that logged this finding: somebody else decides on it.")
NOT_LISTED = _("The station of this visit is not listed yet: match it to a station first.")
NEWER = _("A newer revision of this visit has arrived: look at that one.")
NO_QUESTION = _("Say what the team should answer: a visit is returned with a question.")
NO_REASON = _("Choose a reason from the list: evidence is set aside only for one of these.")
SECOND_PERSON = _("You proposed this: a second person must set aside an urgent answer.")
ALREADY_LISTED = _("This visit is already at a listed station.")
OTHER_MISSIONS_STATION = _("This station is not one of this mission's.")
DUPLICATE_OF_WHAT = _("Name the finding that this one duplicates.")


def check_can_review(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Raise NotAllowed unless `by` may decide on this revision now.

    An observer never verifies their own team's visit, whatever else they are in the mission.
    """
    team = team_of(by, visit.mission)
    if team is not None and team.pk == visit.team_id:
        raise NotAllowed(OWN_TEAM)
    if revision.number not in (visit.latest_revision, visit.standing_revision):
        raise NotAllowed(NEWER)


def check_can_verify(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Raise NotAllowed unless `by` may verify this revision."""
    check_can_review(visit, revision, by)
    if visit.station_id is None:
        raise NotAllowed(NOT_LISTED)


def check_can_set_aside(visit: Visit, revision: VisitRevision, reason: str, by: Account) -> None:
    """Raise NotAllowed unless `by` may set this revision aside, or propose it.

    Reasons come from a list, and an answer marked urgent takes two people (sentence rule 7).
    """
    check_can_review(visit, revision, by)
    if reason not in SetAsideReason.values or reason == SetAsideReason.IMPORTED:
        raise NotAllowed(NO_REASON)
    last = revision.reviews.last()
    if last is None or last.decision != ReviewDecision.SET_ASIDE_PROPOSED:
        return
    if last.account_id == by.pk:
        raise NotAllowed(SECOND_PERSON)


def check_can_decide_finding(finding: Finding, by: Account) -> None:
    """Raise NotAllowed where `by` is of the team that logged the finding."""
    team = team_of(by, finding.mission)
    if team is not None and team.pk == finding.team_id:
        raise NotAllowed(OWN_FINDING)
