"""Saying which station a visit at a station not listed was at, and taking that back."""

from django.db import transaction

from missions import audit
from missions.models import Account, Area, Mission, Station
from visits import rules
from visits.actions.standing import UNLISTED, read_again
from visits.flags import Flag
from visits.models import Visit, VisitRevision


def _locked(visit: Visit) -> tuple[Visit, VisitRevision]:
    """Return the visit, locked, with the revision that is shown."""
    # The mission first, as an import does: the other order round, the two wait for each other.
    Mission.objects.select_for_update(no_key=True).get(pk=visit.mission_id)
    visits = Visit.objects.select_for_update(of=("self",)).select_related("mission", "station")
    visit = visits.get(pk=visit.pk)
    return visit, visit.revisions.get(number=visit.standing_revision)


def was_matched(visit: Visit, shown: VisitRevision) -> bool:
    """Return whether the secretariat found the station: the revision shown does not tell it."""
    return visit.station_id is not None and bool(UNLISTED & set(shown.flags.split()))


@transaction.atomic
def match_station(visit: Visit, *, station: Station, by: Account) -> Visit:
    """Say which listed station a visit at a station not listed was at, and return the visit.

    While it is not verified the station may be another one after all. Raises NotAllowed for one's
    own team's visit, a listed visit, a verified one and another mission's station.
    """
    visit, shown = _locked(visit)
    rules.check_can_match(visit, station, by, matched=was_matched(visit, shown))
    flags = set(visit.flags.split()) - UNLISTED
    return _move(visit, station, station.area, flags, by, "station matched")


@transaction.atomic
def take_match_back(visit: Visit, *, by: Account) -> Visit:
    """Say that the station of a visit is not known after all, and return the visit.

    Raises NotAllowed for one's own team's visit, a listed visit and a verified one.
    """
    visit, shown = _locked(visit)
    rules.check_can_take_match_back(visit, by, matched=was_matched(visit, shown))
    told = set(shown.flags.split()) & UNLISTED
    flags = set(visit.flags.split()) - {Flag.PLACE_CHANGED.value} | told
    area = read_again(shown).visit.area
    return _move(visit, None, area, flags, by, "station match taken back")


def _move(
    visit: Visit,
    station: Station | None,
    area: Area | None,
    flags: set[str],
    by: Account,
    action: str,
) -> Visit:
    before = visit.station
    visit.station, visit.area = station, area
    visit.flags = " ".join(sorted(flags))
    visit.save(update_fields=["station", "area", "flags"])
    # The visit's findings were where the visit was.
    findings = visit.findings.filter(station=before)
    moved = sorted(findings.values_list("code", flat=True))
    findings.update(station=station, area=area)
    codes = [before.code if before else "", station.code if station else ""]
    audit.record(
        by=by,
        action=action,
        record=visit,
        mission=visit.mission,
        changes={"station": codes, "findings": moved},
    )
    return visit
