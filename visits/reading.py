"""Reading what was sent into the rows of a visit, flagging what is odd and refusing nothing."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from missions.enumerations import ChosenBy, Stage
from missions.forms.years import YEARS
from missions.stages import stages_at
from observers.models import Team
from visits.answer_values import read_number, read_time
from visits.answers import read_answers
from visits.flags import Flag
from visits.form_versions import definition_of
from visits.models import Answer, ChairGender, FormVersion, Visit
from visits.payload import UnreadableVisit, told_findings
from visits.photos import ToldPhoto, read_photos
from visits.surroundings import Surroundings

NUMBERS = (
    "registered_voters",
    "voted_so_far",
    "commission_present",
    "commission_women",
    "agents_contestants",
)
# A clock may be a little fast; more than this is flagged.
LONGEST_STAY = timedelta(hours=24)
CLOCK_SLACK = timedelta(minutes=15)
SMALL = 32_767


@dataclass
class Reading:
    """A visit as read: `visit` is not saved, `answers` have no visit yet."""

    uuid: UUID
    parent: str
    visit: Visit
    version: FormVersion
    answers: list[Answer]
    findings: list[dict[str, Any]]
    device: str
    device_time: datetime | None
    photos: list[ToldPhoto]
    flags: set[str] = field(default_factory=set)

    @property
    def urgent(self) -> bool:
        """Whether an answer asks at once for a finding."""
        return any(answer.urgent for answer in self.answers)

    @property
    def adverse(self) -> bool:
        """Whether an answer counts as a problem."""
        return any(answer.adverse for answer in self.answers)


def read_visit(
    raw: dict[str, Any],
    around: Surroundings,
    *,
    received_at: datetime,
    team: Team | None = None,
    imported: bool = False,
    version: FormVersion | None = None,
) -> Reading:
    """Return the visit in `raw`, with flags for all that is odd.

    `team` is whose visit it is where the sender's own team decides; else the team's code does.
    `version` is the form's version it was read on before; else what it names decides.
    Raises UnreadableVisit only where stage or team cannot be known at all.
    """
    flags: set[str] = set()
    visit = Visit(uuid=UUID(str(raw["visit"])), mission=around.mission, received_at=received_at)
    visit.stage = _stage(raw)
    visit.team = _team(raw, around, team)
    _read_place(visit, raw, around, flags)
    _read_times(visit, raw, received_at, flags)
    _read_header(visit, raw, flags)
    version = version or _version(raw, around, visit.stage, flags)
    visit.form_version = version
    answers = read_answers(definition_of(version), raw, flags, imported=imported)
    findings = _findings(told_findings(raw), flags)
    if any(answer.urgent for answer in answers) and not findings:
        flags.add(Flag.FINDING_MISSING)
    if not answers:
        flags.add(Flag.NOTHING_ANSWERED)
    return Reading(
        uuid=visit.uuid,
        parent=str(raw.get("parent") or ""),
        visit=visit,
        version=version,
        answers=answers,
        findings=findings,
        device=str(raw.get("device") or "")[:100],
        device_time=read_moment(raw.get("device_time")),
        photos=read_photos(raw, flags),
        flags=flags,
    )


def _findings(listed: list[Any], flags: set[str]) -> list[dict[str, Any]]:
    """Return the findings sent with a visit; what cannot be read as one is flagged."""
    findings = [each for each in listed if isinstance(each, dict)]
    sent = [each for each in findings if each.get("id")]
    if len(findings) < len(listed) or not all(readable_finding(each) for each in sent):
        flags.add(Flag.FINDING_UNREADABLE)
    return findings


def readable_finding(told: dict[str, Any]) -> bool:
    """Return whether a finding has a number of its own and a summary."""
    try:
        UUID(str(told.get("id")))
    except ValueError:
        return False
    return bool(str(told.get("summary") or "").strip())


def _stage(raw: dict[str, Any]) -> str:
    if raw.get("stage") not in Stage.values:
        raise UnreadableVisit(
            f"The stage “{raw.get('stage')}” is not known; expected {', '.join(Stage.values)}."
        )
    return str(raw["stage"])


def _team(raw: dict[str, Any], around: Surroundings, team: Team | None) -> Team:
    found = team or around.team(str(raw.get("team") or ""))
    if found is None:
        raise UnreadableVisit(f"The mission has no team “{raw.get('team')}”.")
    return found


def _read_place(visit: Visit, raw: dict[str, Any], around: Surroundings, flags: set[str]) -> None:
    code = str(raw.get("station") or "")
    visit.station = around.station(code)
    visit.place = str(raw.get("place") or "")[:300]
    if visit.station is not None:
        # By its number: a station's area is not read for that.
        visit.area_id = visit.station.area_id
        if visit.stage not in stages_at(visit.station.kind):
            flags.add(Flag.ODD_PLACE)
        return
    flags.add(Flag.STATION_UNKNOWN if code else Flag.NOT_LISTED)
    visit.station_number = str(raw.get("station_number") or code)[:60]
    visit.area = around.area(str(raw.get("area") or ""))


def read_moment(value: Any) -> datetime | None:
    """Return the moment written in ISO; None where there is none, or none that can be stored."""
    try:
        moment = parse_datetime(str(value)) if value else None
    except ValueError:
        return None
    # At the ends of the calendar a time has no counterpart in other timezones.
    if moment is None or moment.year not in YEARS:
        return None
    # A time without an offset is in the timezone of the mission, which the caller activated.
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _read_times(visit: Visit, raw: dict[str, Any], received: datetime, flags: set[str]) -> None:
    with timezone.override(visit.mission.zone):
        arrived, departed = read_moment(raw.get("arrived_at")), read_moment(raw.get("departed_at"))
    if arrived is None or (raw.get("departed_at") and departed is None):
        flags.add(Flag.TIME_UNREADABLE)
    visit.arrived_at, visit.departed_at = arrived or received, departed
    if departed and departed < visit.arrived_at:
        flags.add(Flag.LEFT_BEFORE_ARRIVAL)
    if departed and departed - visit.arrived_at > LONGEST_STAY:
        flags.add(Flag.LONG_STAY)
    if _odd(visit, received):
        flags.add(Flag.ODD_TIME)


def _odd(visit: Visit, received: datetime) -> bool:
    mission, latest = visit.mission, visit.departed_at or visit.arrived_at
    day = visit.arrived_at.astimezone(mission.zone).date()
    first = mission.observation_from or mission.election_date
    last = (mission.observation_to or mission.election_date) + timedelta(days=2)
    return latest > received + CLOCK_SLACK or not first <= day <= last


def _read_header(visit: Visit, raw: dict[str, Any], flags: set[str]) -> None:
    approximate = [name for name in NUMBERS if _read_number(visit, raw, name, flags)]
    visit.approximate = " ".join(approximate)
    voted, registered = visit.voted_so_far, visit.registered_voters
    # Additional lists make it possible; a slip of the pen is likelier.
    if voted is not None and registered is not None and voted > registered:
        flags.add(Flag.MORE_VOTED)
    visit.chosen_by = _one_of(raw, "chosen_by", ChosenBy.values, flags)
    visit.chair_gender = _one_of(raw, "chair_gender", ChairGender.values, flags)
    accompanied = _one_of(raw, "accompanied_by_official", ["yes", "no"], flags)
    visit.accompanied_by_official = {"yes": True, "no": False}.get(accompanied)
    visit.comments = str(raw.get("comments") or "")
    if raw.get("voted_as_of"):
        try:
            visit.voted_as_of = time.fromisoformat(read_time(str(raw["voted_as_of"])))
        except ValueError:
            flags.add(Flag.HEADER_UNREADABLE)


def _read_number(visit: Visit, raw: dict[str, Any], name: str, flags: set[str]) -> bool:
    """Set one number of the header; return whether it is approximate."""
    if raw.get(name) in (None, ""):
        return False
    try:
        number, approximate = read_number(str(raw[name]).strip())
        if name not in ("registered_voters", "voted_so_far") and number > SMALL:
            raise ValueError
    except ValueError:
        flags.add(Flag.HEADER_UNREADABLE)
        return False
    setattr(visit, name, number)
    return approximate


def _one_of(raw: dict[str, Any], name: str, known: list[str], flags: set[str]) -> str:
    value = str(raw.get(name) or "")
    if value and value not in known:
        flags.add(Flag.HEADER_UNREADABLE)
        return ""
    return value


def _version(raw: dict[str, Any], around: Surroundings, stage: str, flags: set[str]) -> FormVersion:
    named, current = str(raw.get("form") or ""), around.versions[stage]
    found = around.version(named, stage) if named else current
    if found is None:
        flags.add(Flag.UNKNOWN_FORM)
    elif found.sha256 != current.sha256:
        flags.add(Flag.OLD_FORM)
    return found or current


def look_around(reading: Reading, around: Surroundings) -> None:
    """Add the flags that need the mission: plan, area, states, overlaps."""
    visit, flags = reading.visit, reading.flags
    facts = around.facts_of(visit)
    if visit.station_id and not facts.planned:
        flags.add(Flag.NOT_IN_PLAN)
    if visit.area_id and not around.within(visit.area_id, visit.team.area_id):
        flags.add(Flag.OTHER_AREA)
    if facts.states < 2:
        flags.add(Flag.ONE_STATE_TEAM)
    if facts.overlapping:
        flags.add(Flag.OVERLAP)
