"""Putting a plain mission into the database: most of it in bulk, some visits by the intake."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from missions.models import Area, Meeting, Mission, SourceDocument, Station
from observers.models import Delegation, Observer, Person, Team
from reports.models import Judgement
from tests.factories import AreaFactory, FormVersionFactory, MissionFactory
from tests.reports.naive import QUESTIONS, SILENT, PlainMission, PlainVisit, is_urgent, values_of
from visits.actions import record_imported_review, take_in_visit
from visits.definition import definition_sha256
from visits.form_versions import current_versions, mission_forms
from visits.models import Answer, Finding, MissionQuestion, Source, Visit, VisitRevision
from visits.payload import build_payload

SIX_O_CLOCK = datetime(2025, 3, 16, 6, 0, tzinfo=UTC)
COUNTRY = {"member_state": "TR"}


def summary(code: str) -> str:
    """The summary of a finding, which names it."""
    return f"What finding {code} tells"


def build(plain: PlainMission, **fields: object) -> Mission:
    """Store a plain mission and return it."""
    mission = MissionFactory(thin_below=plain.thin_below, **fields)
    FormVersionFactory(mission=mission, **form_with_own_questions())
    areas = _areas(mission, plain)
    stations = _stations(mission, plain, areas)
    team = _people(mission, plain, areas)
    _visits(mission, plain, stations, team)
    _findings(mission, plain)
    _papers(mission, plain)
    return mission


@lru_cache(maxsize=1)
def form_with_own_questions() -> dict[str, Any]:
    """The voting form with three questions of the missions' own; made once, as it takes long."""
    lights = {"code": "own.lights", "label": "Were the lights on?", "type": "yn", "adverse": "no"}
    listed = {"type": "choices", "choices": "stairs;noise;heat", "adverse": "heat"}
    problems = {"code": "own.problems", "label": "What was bad?", **listed}
    remark = {"code": "own.remark", "label": "Anything else?", "type": "text"}
    own = [MissionQuestion(stage="voting", **told) for told in (lights, problems, remark)]
    definition = mission_forms(own)["voting"]
    return {"definition": definition, "sha256": definition_sha256(definition)}


def _areas(mission: Mission, plain: PlainMission) -> dict[str, Area]:
    areas: dict[str, Area] = {}
    for code, parent in plain.areas.items():
        name = f"Area {code.upper()}"
        areas[code] = AreaFactory(mission=mission, code=code, name=name, parent=areas.get(parent))
    return areas


def _stations(mission: Mission, plain: PlainMission, areas: dict[str, Area]) -> dict[str, Station]:
    rows = [
        Station(mission=mission, code=code, number=code, area=areas[area], kind=kind)
        for code, (area, kind) in plain.stations.items()
    ]
    Station.objects.bulk_create(rows)
    return {station.code: station for station in Station.objects.filter(mission=mission)}


def _people(mission: Mission, plain: PlainMission, areas: dict[str, Area]) -> Team:
    delegations = {
        code: Delegation(
            mission=mission,
            code=code,
            name=f"State {code}",
            kind=kind,
            country=COUNTRY.get(kind, ""),
        )
        for code, kind in plain.delegations.items()
    }
    Delegation.objects.bulk_create(delegations.values())
    people = Person.objects.bulk_create([Person(name="Somebody") for _ in plain.members])
    Observer.objects.bulk_create(
        Observer(
            mission=mission,
            code=f"o{place}",
            person=people[place],
            delegation=delegations[delegation],
            role=role,
            accreditation_status=status,
        )
        for place, (delegation, role, status) in enumerate(plain.members)
    )
    Team.objects.bulk_create(
        Team(mission=mission, code=code, area=areas[area]) for code, area in plain.teams.items()
    )
    return Team.objects.filter(mission=mission).first()


def _visits(
    mission: Mission, plain: PlainMission, stations: dict[str, Station], team: Team
) -> None:
    versions = current_versions(mission)
    direct = [visit for visit in plain.visits if not visit.by_intake]
    rows = [
        Visit(
            uuid=uuid4(),
            mission=mission,
            code=visit.code,
            station=stations[visit.station],
            area=stations[visit.station].area,
            team=team,
            stage=visit.stage,
            arrived_at=arrival(visit),
            form_version=versions[visit.stage],
            state=visit.state,
            adverse=any(values_of(visit, c) & QUESTIONS[c].adverse for c in visit.answers),
            urgent=is_urgent(visit),
            urgent_waits=is_urgent(visit) and visit.state in ("submitted", "returned"),
        )
        for visit in direct
    ]
    Visit.objects.bulk_create(rows)
    Answer.objects.bulk_create(
        answer
        for row, visit in zip(rows, direct, strict=True)
        for code in visit.answers
        for answer in _answers(row, visit, code)
    )
    for visit in plain.visits:
        if visit.by_intake:
            take_in(mission, visit, team)


def arrival(visit: PlainVisit) -> datetime:
    return SIX_O_CLOCK + timedelta(minutes=visit.arrived)


def _answers(row: Visit, visit: PlainVisit, code: str) -> list[Answer]:
    asked, values = QUESTIONS[code], sorted(values_of(visit, code))
    adverse = [value for value in values if value in asked.adverse]
    answers = []
    for value in values:
        # Of several options one counts for the visit: an adverse one, where there is one.
        counted = value == (adverse or values)[0]
        digits = value.lstrip("~")
        answers.append(
            Answer(
                visit=row,
                question=code,
                value=digits,
                number=int(digits) if digits.isdigit() else None,
                approximate=value.startswith("~"),
                counted=counted,
                observed=value not in SILENT,
                adverse=value in asked.adverse,
                urgent=value in asked.urgent,
            )
        )
    return answers


def take_in(mission: Mission, visit: PlainVisit, team: Team) -> Visit:
    """Send a visit through the intake and record what its review decided."""
    receipt = take_in_visit(
        build_payload(
            visit=str(uuid4()),
            stage=visit.stage,
            station=visit.station,
            team=team.code,
            arrived_at=arrival(visit).isoformat(),
            answers={code: {"value": value} for code, value in visit.answers.items()},
        ),
        mission=mission,
        by="tests",
        source=Source.IMPORT,
        code=visit.code,
    )
    revision = VisitRevision.objects.get(visit__uuid=receipt.uuid, number=receipt.revision)
    if visit.state != "submitted":
        record_imported_review(revision, state=visit.state, by="tests")
    return Visit.objects.get(uuid=receipt.uuid)


def _findings(mission: Mission, plain: PlainMission) -> None:
    visits = {visit.code: visit for visit in Visit.objects.filter(mission=mission)}
    Finding.objects.bulk_create(
        Finding(
            uuid=uuid4(),
            mission=mission,
            code=finding.code,
            theme="overall",
            summary=summary(finding.code),
            question=finding.question,
            visit=visits.get(finding.visit),
            basis=finding.basis,
            state=finding.state,
            polarity=finding.polarity,
            severity=finding.severity,
            confidential=finding.confidential,
        )
        for finding in plain.findings
    )


def _papers(mission: Mission, plain: PlainMission) -> None:
    Judgement.objects.bulk_create(
        Judgement(
            mission=mission,
            key=key,
            text=f"What is claimed under {key}.",
            signed_by="Head of Mission" if signed else "",
            signed_on=date(2025, 3, 17) if signed else None,
        )
        for key, signed in plain.claims.items()
    )
    SourceDocument.objects.bulk_create(
        SourceDocument(
            mission=mission, code=f"d{place}", title="Paper", issuer="Body", kind=kind, theme=theme
        )
        for place, (kind, theme) in enumerate(plain.sources)
    )
    Meeting.objects.bulk_create(
        Meeting(mission=mission, code=f"m{n}", date=date(2025, 3, 14), organisation=f"Body {n}")
        for n in range(plain.meetings)
    )


def plain_visit(code: str, answers: dict[str, str], station: str = "s1", **told: Any) -> PlainVisit:
    """A verified visit of the stage its answers are of, unless `told` otherwise."""
    stage = QUESTIONS[next(iter(answers))].stage if answers else "voting"
    return PlainVisit(
        code, station, **{"stage": stage, "arrived": 0, "state": "verified"} | told, answers=answers
    )


def plain_mission(*visits: PlainVisit, **told: Any) -> PlainMission:
    """A mission with two regions, a city in one, and stations s1 (north), s2 (city), s3 (south).

    Commissions are c1 (north) and c2 (south).
    """
    lists: dict[str, Any] = {
        "areas": {"north": "", "city": "north", "south": ""},
        "stations": {
            "s1": ("north", "polling_station"),
            "s2": ("city", "polling_station"),
            "s3": ("south", "polling_station"),
            "c1": ("north", "commission"),
            "c2": ("south", "commission"),
        },
        "teams": {"T1": "city", "T2": "south"},
    }
    return PlainMission(visits=list(visits), **{**lists, **told})


def many(code: str, value: str, how_many: int, **told: Any) -> list[PlainVisit]:
    """Visits that all give the same answer, from station to station."""
    return [
        plain_visit(f"{code}-{value}-{n}", {code: value}, f"s{n % 3 + 1}", **told)
        for n in range(how_many)
    ]
