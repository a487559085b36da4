"""Which revision of a visit is shown and counted, and writing its rows."""

from django.utils import timezone

from missions.rules import NotAllowed
from visits import rules
from visits.models import (
    ReviewDecision,
    Source,
    Visit,
    VisitRevision,
    VisitState,
)
from visits.payload import load_payload
from visits.reading import Reading, look_around, read_visit
from visits.surroundings import Surroundings

# What a revision brings to the visit's row; the rest is the visit's own.
SHOWN = (
    "stage",
    "team",
    "station",
    "station_number",
    "place",
    "area",
    "arrived_at",
    "departed_at",
    "chosen_by",
    "accompanied_by_official",
    "registered_voters",
    "voted_so_far",
    "voted_as_of",
    "commission_present",
    "commission_women",
    "chair_gender",
    "agents_contestants",
    "comments",
    "approximate",
    "form_version",
)
DECIDED = {
    ReviewDecision.VERIFIED: VisitState.VERIFIED,
    ReviewDecision.RETURNED: VisitState.RETURNED,
    ReviewDecision.SET_ASIDE: VisitState.SET_ASIDE,
}


def show(visit: Visit, revision: VisitRevision, reading: Reading) -> None:
    """Write a revision's details and answers to the visit's rows and save the visit.

    Raises NotAllowed where a verified visit would be shown at a station that is not listed.
    """
    matched = (visit.station, visit.area)
    same_place = (visit.station_number, visit.place) == (
        reading.visit.station_number,
        reading.visit.place,
    )
    for name in SHOWN:
        setattr(visit, name, getattr(reading.visit, name))
    if visit.station is None and matched[0] is not None and same_place:
        # The secretariat matched this place to a station; a later revision keeps the match.
        visit.station, visit.area = matched
    if visit.station is None and visit.state == VisitState.VERIFIED:
        raise NotAllowed(rules.NOT_LISTED)
    visit.standing_revision = revision.number
    visit.urgent, visit.flags = revision.urgent, revision.flags
    visit.adverse = reading.adverse
    visit.save()
    visit.answers.all().delete()
    for answer in reading.answers:
        answer.visit = visit
    visit.answers.bulk_create(reading.answers)


def settle(visit: Visit) -> None:
    """Work out after a review which revision stands, and show it.

    The last verified revision stands; without one, the latest. Call with the visit locked.
    """
    decisions, proposed = _last_decisions(visit)
    verified = [n for n, made in decisions.items() if made == ReviewDecision.VERIFIED]
    standing = max(verified) if verified else visit.latest_revision
    decided = decisions.get(standing)
    visit.state = DECIDED[decided] if decided else VisitState.SUBMITTED
    latest = decisions.get(visit.latest_revision)
    visit.awaits_review = latest is None or bool(proposed & {standing, visit.latest_revision})
    done = (ReviewDecision.VERIFIED, ReviewDecision.SET_ASIDE)
    newest = visit.revisions.get(number=visit.latest_revision)
    visit.urgent_waits = newest.urgent and latest not in done
    if standing == visit.standing_revision:
        visit.save(update_fields=["state", "awaits_review", "urgent_waits"])
    else:
        revision = visit.revisions.get(number=standing)
        show(visit, revision, read_again(revision))


def _last_decisions(visit: Visit) -> tuple[dict[int, ReviewDecision], set[int]]:
    """Return each revision's decision in force, and the revisions proposed to be set aside.

    A proposal is one person's word: until a second one agrees, what was decided before holds.
    """
    rows = visit.revisions.filter(reviews__isnull=False).order_by("reviews__pk")
    decisions: dict[int, ReviewDecision] = {}
    proposed: set[int] = set()
    for number, decision in rows.values_list("number", "reviews__decision"):
        if decision == ReviewDecision.SET_ASIDE_PROPOSED:
            proposed.add(number)
        else:
            decisions[number] = ReviewDecision(decision)
            proposed.discard(number)
    return decisions, proposed


def read_again(revision: VisitRevision) -> Reading:
    """Return a stored revision as it was read when it came."""
    visit = revision.visit
    around = Surroundings(visit.mission)
    # From a team's own device it is that team's visit; anybody else names the team.
    own = revision.source in (Source.DEVICE, Source.FORM)
    with timezone.override(visit.mission.zone):
        reading = read_visit(
            load_payload(bytes(revision.payload)),
            around,
            received_at=revision.received_at,
            team=visit.team if own else None,
            imported=revision.source == Source.IMPORT,
            version=revision.form_version,
        )
    look_around(reading, around)
    return reading
