"""The naive recount: what a statement must say, worked out from plain lists in plain Python.

It shares no code with the engine. What it knows of the questions was copied by hand from the
table of the observation forms; it reads each list as often as it likes and is slow on purpose.
"""

from dataclasses import dataclass, field
from fractions import Fraction

SILENT = {"not_observed", "not_applicable"}
SCALE = ("very_good", "good", "bad", "very_bad")
EXTENT = ("none", "few", "some", "many")
SHARE = ("none", "few", "half", "most", "all")


@dataclass(frozen=True)
class Asked:
    """A question: its stage, the answers it takes, which are a problem and which urgent."""

    stage: str
    values: tuple[str, ...]
    adverse: frozenset[str] = frozenset()
    urgent: frozenset[str] = frozenset()
    unit: str = "visit"


def _asked(stage, values, adverse="", urgent="", unit="visit"):
    return Asked(stage, values, frozenset(adverse.split()), frozenset(urgent.split()), unit)


YES_NO = ("yes", "no", "not_observed")
YES_NO_NA = ("yes", "no", "not_observed", "not_applicable")
QUESTIONS = {
    "opening.admitted": _asked("opening", YES_NO, "no", "no"),
    "opening.opened_at": _asked("opening", ("07:00", "07:20", "08:05", "not_observed")),
    "opening.on_time": _asked("opening", YES_NO, "no"),
    "opening.accessible": _asked("opening", YES_NO, "no", unit="station"),
    "voting.interference": _asked("voting", YES_NO, "yes", "yes"),
    "voting.campaign_material": _asked("voting", YES_NO, "yes"),
    "voting.suspended": _asked("voting", YES_NO, "yes", "yes"),
    "voting.technical_problem": _asked(
        "voting", ("none", "minor", "serious", "not_observed"), "minor serious", "serious"
    ),
    "voting.queue": _asked("voting", (*EXTENT, "not_observed")),
    "voting.citizen_observers": _asked("voting", YES_NO),
    "voting.identity_checked": _asked("voting", (*SHARE, "not_observed"), "none few half most"),
    "voting.secrecy": _asked("voting", (*SHARE, "not_observed"), "none few half most", "none few"),
    "voting.turned_away": _asked("voting", (*EXTENT, "not_observed"), "some many"),
    "voting.accessible": _asked("voting", YES_NO, "no", unit="station"),
    "voting.tactile_guides": _asked("voting", YES_NO_NA, "no", unit="station"),
    "voting.overall": _asked("voting", (*SCALE, "not_observed"), "bad very_bad"),
    "own.lights": _asked("voting", YES_NO, "no"),
    "own.problems": _asked(
        "voting", ("stairs", "noise", "heat", "stairs;noise", "noise;heat", "not_observed"), "heat"
    ),
    "own.remark": _asked("voting", ("Somebody sang.", "not_observed")),
    "counting.protocol_signed": _asked("counting", YES_NO, "no"),
    "counting.protocol_presigned": _asked("counting", YES_NO, "yes", "yes"),
    "counting.ballots_against_signatures": _asked(
        "counting", ("equal", "fewer", "more", "not_observed"), "fewer more", "more"
    ),
    "counting.copy_given": _asked("counting", YES_NO_NA, "no"),
    "counting.valid": _asked("counting", ("120", "~300", "not_observed")),
    "tabulation.admitted": _asked("tabulation", YES_NO, "no", "no"),
    "tabulation.protocols_checked": _asked("tabulation", YES_NO, "no"),
    "tabulation.corrected_without_vote": _asked("tabulation", YES_NO_NA, "yes", "yes"),
}
# Free text feeds no sentence.
SPEECHLESS = {"own.remark"}
CONTEXT = {code for code, asked in QUESTIONS.items() if not asked.adverse}


@dataclass(frozen=True)
class PlainVisit:
    """A visit as somebody would write it on a list; `arrived` is minutes after six o'clock."""

    code: str
    station: str
    stage: str
    arrived: int
    state: str
    answers: dict[str, str]
    by_intake: bool = False


@dataclass(frozen=True)
class PlainFinding:
    """A finding as somebody would write it on a list."""

    code: str
    question: str
    visit: str
    basis: str
    state: str
    polarity: str = "adverse"
    severity: str = "note"
    confidential: bool = False


@dataclass(frozen=True)
class PlainMission:
    """A mission as lists: areas to their parents, stations to (area, kind), and so on.

    `members` are (delegation, role, accreditation), `delegations` codes to kinds, `teams` codes
    to areas, `claims` keys to whether they are signed, `sources` (kind, theme).
    """

    areas: dict[str, str]
    stations: dict[str, tuple[str, str]]
    visits: list[PlainVisit]
    findings: list[PlainFinding] = field(default_factory=list)
    delegations: dict[str, str] = field(default_factory=dict)
    members: list[tuple[str, str, str]] = field(default_factory=list)
    teams: dict[str, str] = field(default_factory=dict)
    meetings: int = 0
    claims: dict[str, bool] = field(default_factory=dict)
    sources: list[tuple[str, str]] = field(default_factory=list)
    thin_below: int = 5


@dataclass(frozen=True)
class Share:
    """What a question's answers come to: adverse of observed, in these top-level areas."""

    adverse: int
    of: int
    areas: frozenset[str]
    adverse_areas: frozenset[str]
    adverse_visits: list[str]
    urgent: int


def values_of(visit, code):
    """The values of a visit's answer to a question; empty where it gave none."""
    return set(visit.answers[code].split(";")) if code in visit.answers else set()


def observed(visit, code):
    return bool(values_of(visit, code)) and not values_of(visit, code) & SILENT


def is_adverse(visit, code):
    return bool(values_of(visit, code) & QUESTIONS[code].adverse)


class Recount:
    """Everything about one plain mission that a statement may say, recounted at each asking."""

    def __init__(self, mission, provisional=False):
        self.mission = mission
        states = {"verified", "submitted"} if provisional else {"verified"}
        self.visits = [visit for visit in mission.visits if visit.state in states]

    def top(self, area):
        """The top-level area of an area."""
        while self.mission.areas[area]:
            area = self.mission.areas[area]
        return area

    def top_of(self, visit):
        return self.top(self.mission.stations[visit.station][0])

    def is_commission(self, station):
        return self.mission.stations[station][1] == "commission"

    def figures(self):
        """Each figure of the statement, as (value, split)."""
        stages = _tally(visit.stage for visit in self.visits)
        visited = {
            visit.station
            for visit in self.visits
            if visit.stage != "tabulation" and not self.is_commission(visit.station)
        }
        areas = _tally(self.top(self.mission.stations[code][0]) for code in visited)
        members = [
            delegation
            for delegation, role, status in self.mission.members
            if role != "interpreter" and status == "accredited"
        ]
        kinds = self.mission.delegations
        return {
            "stations_visited": (len(visited), {"area": areas}),
            "visits_total": (len(self.visits), {}),
            "visits_by_stage": (len(self.visits), {"stage": stages}),
            "openings_observed": (stages.get("opening", 0), {}),
            "counts_observed": (stages.get("counting", 0), {}),
            "areas_total": (len({self.top_of(visit) for visit in self.visits}), {}),
            "members_total": (len(members), {}),
            "members_secretariat": (sum(kinds[code] == "secretariat" for code in members), {}),
            "delegations_total": (sum(kind == "member_state" for kind in kinds.values()), {}),
            "teams_total": (len(self.mission.teams), {}),
            "meetings_total": (self.mission.meetings, {}),
        }

    def share(self, code):
        """How many answered a question adversely, of how many that could observe it."""
        answered = [visit for visit in self.visits if observed(visit, code)]
        adverse_visits = [visit.code for visit in answered if is_adverse(visit, code)]
        units = self._latest(answered) if QUESTIONS[code].unit == "station" else answered
        return Share(
            adverse=sum(is_adverse(visit, code) for visit in units),
            of=len(units),
            areas=frozenset(self.top_of(visit) for visit in units),
            adverse_areas=frozenset(self.top_of(v) for v in units if is_adverse(v, code)),
            adverse_visits=sorted(adverse_visits),
            urgent=sum(bool(values_of(v, code) & QUESTIONS[code].urgent) for v in answered),
        )

    @staticmethod
    def _latest(visits):
        """The last of the visits to each station, by arrival and then by code."""
        latest = {}
        for visit in sorted(visits, key=lambda each: (each.arrived, each.code)):
            latest[visit.station] = visit
        return list(latest.values())

    def answered(self):
        """The questions that somebody observed."""
        return {code for code in QUESTIONS if self.share(code).of}

    def is_thin(self, code):
        """Whether a generalising sentence on a question rests on too little."""
        share, stage = self.share(code), QUESTIONS[code].stage
        of_stage = [visit for visit in self.visits if visit.stage == stage]
        population = len(of_stage)
        if QUESTIONS[code].unit == "station":
            population = len({visit.station for visit in of_stage})
        several = len({self.top_of(visit) for visit in self.visits}) > 1
        return (
            share.of < self.mission.thin_below
            or (several and len(share.areas) == 1)
            or Fraction(share.of, population) < Fraction(1, 2)
        )

    def findings_that_count(self):
        """The findings of the mission itself, and of visits that count."""
        counted = {"", *(visit.code for visit in self.visits)}
        return [finding for finding in self.mission.findings if finding.visit in counted]

    def confirmed(self, code, polarity=None):
        """The codes of confirmed findings on a question that were not merely told."""
        return sorted(
            finding.code
            for finding in self.findings_that_count()
            if finding.question == code
            and finding.state == "confirmed"
            and finding.basis != "told"
            and polarity in (None, finding.polarity)
        )

    def told(self):
        """The codes of findings that were only told to the mission."""
        return {
            finding.code
            for finding in self.findings_that_count()
            if finding.basis == "told" and finding.state in ("confirmed", "not_confirmed")
        }

    def patterns(self):
        """The codes of the questions whose adverse answers make a pattern."""
        found = set()
        for code in QUESTIONS:
            share = self.share(code)
            least = 1 if QUESTIONS[code].stage == "counting" else 2
            is_large = bool(share.of) and Fraction(share.adverse, share.of) >= Fraction(1, 10)
            if share.urgent or (is_large and share.adverse >= least):
                found.add(code)
        return found

    def grave(self):
        """The codes of confirmed critical and serious findings about a problem."""
        return {
            finding.code
            for finding in self.findings_that_count()
            if finding.state == "confirmed"
            and finding.severity in ("critical", "serious")
            and finding.polarity == "adverse"
        }

    def urgent_waiting(self):
        """The codes of visits whose urgent answer nobody has verified or set aside."""
        return {
            visit.code
            for visit in self.mission.visits
            if visit.state in ("submitted", "returned") and is_urgent(visit)
        }


def is_urgent(visit):
    """Whether a visit holds an urgent answer."""
    return any(values_of(visit, code) & QUESTIONS[code].urgent for code in visit.answers)


def word(n, of):
    """The table of words, by exact fractions; "" where there is no word."""
    share = Fraction(n, of)
    if of < 5:
        return ""
    for key, holds in (
        ("none", share == 0),
        ("all", share == 1),
        ("nearly_all", share >= Fraction(9, 10)),
        ("most", share > Fraction(1, 2)),
        ("half", share == Fraction(1, 2)),
        ("many", share >= Fraction(1, 4)),
        ("some", share >= Fraction(1, 10)),
    ):
        if holds:
            return key
    return "few"


def _tally(keys):
    found = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return found
