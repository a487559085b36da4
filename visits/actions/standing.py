"""Which revision of a visit is shown and counted, and writing its rows."""

from dataclasses import dataclass

from django.utils import timezone

from missions.models import Area, Station
from missions.rules import NotAllowed
from visits import rules
from visits.device_clock import is_off
from visits.differences import HEADER
from visits.flags import Flag
from visits.models import (
    PROPOSALS,
    ReviewDecision,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
    VisitState,
)
from visits.payload import load_payload
from visits.reading import Reading, look_around, read_visit
from visits.surroundings import Surroundings

# What a revision brings to the visit's row; the rest is the visit's own.
SHOWN = (*HEADER, "approximate", "form_version")
DECIDED = {
    ReviewDecision.VERIFIED: VisitState.VERIFIED,
    ReviewDecision.RETURNED: VisitState.RETURNED,
    ReviewDecision.SET_ASIDE: VisitState.SET_ASIDE,
}
# With these nothing of a revision waits for the secretariat any more.
DONE = (ReviewDecision.VERIFIED, ReviewDecision.SET_ASIDE)
UNLISTED = {Flag.NOT_LISTED.value, Flag.STATION_UNKNOWN.value}


@dataclass(frozen=True)
class Decided:
    """What was decided on a visit's revisions, by number.

    `decisions` are those in force; `proposed` wait for a second person; `verified` is the last
    revision that was ever verified, 0 where none was: no earlier one counts again.
    """

    decisions: dict[int, ReviewDecision]
    proposed: frozenset[int]
    verified: int

    def standing(self, latest: int) -> int:
        """Return the revision that is shown, where `latest` came last.

        The last ever verified while that holds, or while it went back to its team and what came
        after it was set aside; else the latest.
        """
        last = self.decisions.get(self.verified)
        if last == ReviewDecision.VERIFIED:
            return self.verified
        asked = last == ReviewDecision.RETURNED
        set_aside = self.decisions.get(latest) == ReviewDecision.SET_ASIDE
        return self.verified if asked and set_aside else latest


def show(visit: Visit, revision: VisitRevision, reading: Reading) -> None:
    """Write a revision's details and answers to the visit's rows and save the visit.

    Raises NotAllowed where a verified visit would be shown at a station that is not listed.
    """
    matched, flags = _match(visit, reading), set(revision.flags.split())
    for name in SHOWN:
        setattr(visit, name, getattr(reading.visit, name))
    if matched is not None:
        visit.station, visit.area, flag = matched
        flags = flags - UNLISTED | flag
    if visit.station is None and visit.state == VisitState.VERIFIED:
        raise NotAllowed(rules.NOT_LISTED)
    visit.standing_revision = revision.number
    visit.urgent, visit.flags = revision.urgent, " ".join(sorted(flags))
    visit.adverse = reading.adverse
    visit.save()
    visit.answers.all().delete()
    for answer in reading.answers:
        answer.visit = visit
    visit.answers.bulk_create(reading.answers)


def _match(visit: Visit, reading: Reading) -> tuple[Station, Area | None, set[str]] | None:
    """Return the station a revision keeps from the one shown now, and flags; None where none.

    The secretariat had matched the place to a station. Told otherwise, the place of a visit that
    is not verified is matched again; a verified one keeps its station, and is flagged.
    """
    if visit.station is None or reading.visit.station is not None:
        return None
    shown = visit.revisions.get(number=visit.standing_revision)
    if not UNLISTED & set(shown.flags.split()):
        return None
    before = (visit.station_number, visit.place)
    if before == (reading.visit.station_number, reading.visit.place):
        return visit.station, visit.area, set()
    if visit.state != VisitState.VERIFIED:
        return None
    return visit.station, visit.area, {Flag.PLACE_CHANGED.value}


def settle(visit: Visit) -> None:
    """Work out after a review which revision stands, and show it. Call with the visit locked."""
    decided = decided_on(visit)
    standing = decided.standing(visit.latest_revision)
    made = decided.decisions.get(standing)
    visit.state = DECIDED[made] if made else VisitState.SUBMITTED
    mark_waiting(visit, decided)
    if standing == visit.standing_revision:
        if visit.station is not None:
            # It may have come in at the very moment at which the station was moved.
            visit.area_id = visit.station.area_id
        visit.save(update_fields=["state", "awaits_review", "urgent_waits", "area"])
    else:
        revision = visit.revisions.get(number=standing)
        show(visit, revision, read_again(revision))


def mark_waiting(visit: Visit, decided: Decided | None = None) -> None:
    """Set whether the visit waits for review and an urgent answer in it waits; saves nothing.

    A copy kept beside waits too. So does an urgent answer that counted once and then went back
    to its team: one person must not take it out of sight.
    """
    decided = decided or decided_on(visit)
    latest = visit.latest_revision
    copies = list(visit.conflicts.filter(resolved_at=None).values_list("urgent", flat=True))
    looked_at = {decided.standing(latest), latest}
    undecided = latest not in decided.decisions or bool(decided.proposed & looked_at)
    visit.awaits_review = undecided or bool(copies)
    waiting = [
        number for number in {latest, decided.verified} if decided.decisions.get(number) not in DONE
    ]
    urgent = visit.revisions.filter(number__in=waiting, urgent=True)
    visit.urgent_waits = any(copies) or urgent.exists()


def decided_on(visit: Visit) -> Decided:
    """Return what was decided on each of the visit's revisions."""
    rows = visit.revisions.filter(reviews__isnull=False).order_by("reviews__pk")
    decisions: dict[int, ReviewDecision] = {}
    proposed: set[int] = set()
    verified = 0
    for number, decision in rows.values_list("number", "reviews__decision"):
        if decision in PROPOSALS:
            proposed.add(number)
            continue
        decisions[number] = ReviewDecision(decision)
        proposed.discard(number)
        if decision == ReviewDecision.VERIFIED:
            verified = max(verified, number)
    return Decided(decisions, frozenset(proposed), verified)


def drops_urgent(visit: Visit, revision: VisitRevision) -> bool:
    """Return whether a revision lacks an urgent answer of the verified one that it follows.

    What went back to its team after it was verified is meant too; what was set aside is not, for
    that took two people.
    """
    decided = decided_on(visit)
    before = visit.revisions.filter(number=decided.verified, urgent=True).first()
    if before is None or before.number >= revision.number:
        return False
    if decided.decisions[before.number] == ReviewDecision.SET_ASIDE:
        return False
    return not urgent_answers(before) <= urgent_answers(revision)


def urgent_answers(sent: VisitRevision | VisitConflict) -> set[tuple[str, str]]:
    """Return the questions and answers marked urgent in what was sent."""
    return {(each.question, each.value) for each in read_again(sent).answers if each.urgent}


def read_again(revision: VisitRevision | VisitConflict) -> Reading:
    """Return what was sent as it was read when it came."""
    visit = revision.visit
    around = Surroundings(visit.mission)
    # From a team's own device it is that team's visit; anybody else names the team.
    own = revision.source in (Source.DEVICE, Source.FORM, Source.FILE)
    pinned = revision.form_version if isinstance(revision, VisitRevision) else None
    with timezone.override(visit.mission.zone):
        reading = read_visit(
            load_payload(bytes(revision.payload)),
            around,
            received_at=revision.received_at,
            team=visit.team if own else None,
            imported=revision.source == Source.IMPORT,
            version=pinned,
        )
    look_around(reading, around)
    if is_off(revision.clock_off):
        reading.flags.add(Flag.CLOCK_OFF.value)
    return reading
