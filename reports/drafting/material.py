"""What a draft is made from: the counts and the mission's other records, in six more queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from missions.enumerations import Stage, StationKind
from missions.models import Mission
from missions.models.one_moment import one_moment
from observers.models import Delegation
from reports.drafting.papers import Paper, papers_of
from reports.figures import Counts, count, counting_states
from visits.definition import Question
from visits.form_versions import definition_of
from visits.models import Basis, Finding, FindingState, FormVersion, Visit

COMMISSION = StationKind.COMMISSION
# A stage with at most this many visits names each station.
NAMED_UP_TO = 3


@dataclass(frozen=True)
class MemberGroup:
    """How many observers of one delegation agree in these."""

    delegation: str
    name: str
    kind: str
    institution: str
    role: str
    status: str
    members: int


@dataclass(frozen=True)
class NamedVisit:
    """A visit that the text or a blocker names."""

    code: str
    stage: str
    number: str
    commission: bool
    area: int | None
    state: str
    urgent_waits: bool


@dataclass
class Material:
    """Everything one draft is made from."""

    mission: Mission
    kind: str
    language: str
    as_of: dt.datetime
    provisional: bool
    questions: dict[str, tuple[Question, str]]
    counts: Counts
    papers: dict[str, list[Paper]]
    members: list[MemberGroup]
    findings: list[Finding]
    named: list[NamedVisit]

    def asked(self, code: str) -> tuple[Question, str] | None:
        """Return the question with this code and its stage, if a form has it."""
        return self.questions.get(code)

    @cached_property
    def confirmed(self) -> dict[str, list[Finding]]:
        """Confirmed findings that were not merely told, by the question they speak to."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if finding.question and finding.basis != Basis.TOLD:
                found[finding.question].append(finding)
        return dict(found)

    def area_names(self, area: int | None) -> list[str]:
        """Return an area's name and those it lies in, smallest first."""
        names = []
        while area is not None:
            names.append(self.counts.areas[area].name)
            area = self.counts.areas[area].parent
        return names

    @cached_property
    def top_names(self) -> dict[str, str]:
        """The names of the top-level areas, by code."""
        return {area.code: area.name for area in self.counts.tops.values()}


def gather(mission: Mission, *, kind: str, language: str, include_submitted: bool) -> Material:
    """Return the material of a draft as it is at one moment; twelve queries at most."""
    with one_moment():
        questions = _questions(mission)
        states = counting_states(include_submitted)
        counts = count(mission, states, _per_station(questions))
        return Material(
            mission=mission,
            kind=kind,
            language=language,
            as_of=timezone.now(),
            provisional=include_submitted,
            questions=questions,
            counts=counts,
            papers=papers_of(mission, kind, language),
            members=_members(mission),
            findings=_findings(mission, states),
            named=_named(mission, counts),
        )


def gather_patterns(mission: Mission) -> Material:
    """Return what adverse patterns and their acknowledgements are made from; nine queries."""
    with one_moment():
        questions = _questions(mission)
        states = counting_states(include_submitted=False)
        return Material(
            mission=mission,
            kind="short",
            language="en",
            as_of=timezone.now(),
            provisional=False,
            questions=questions,
            counts=count(mission, states, _per_station(questions)),
            papers=papers_of(mission, "short", "en"),
            members=[],
            findings=_findings(mission, states),
            named=[],
        )


def _per_station(questions: dict[str, tuple[Question, str]]) -> list[str]:
    return [code for code, (question, _) in questions.items() if question.unit == "station"]


def _questions(mission: Mission) -> dict[str, tuple[Question, str]]:
    """Return every question by code, as the newest form that has it words it.

    What no form asks any more stands behind the others: it may have been answered before.
    """
    versions = FormVersion.objects.current(mission)
    found: dict[str, tuple[Question, str]] = {}
    for version in reversed(versions):
        for question in definition_of(version).questions:
            found.setdefault(question.code, (question, version.stage))
    days = {stage: place for place, stage in enumerate(Stage.values)}
    # In the order of election day; within a stage, in the order of its form.
    return dict(sorted(found.items(), key=lambda item: days[item[1][1]]))


def _members(mission: Mission) -> list[MemberGroup]:
    rows = Delegation.objects.filter(mission=mission).order_by("code")
    grouped: Iterable[Any] = rows.values_list(
        "code",
        "name",
        "kind",
        "observers__institution_kind",
        "observers__role",
        "observers__accreditation_status",
    ).annotate(n=Count("observers"))
    return [
        MemberGroup(code, name, kind, institution or "", role or "", status or "", members)
        for code, name, kind, institution, role, status, members in grouped
    ]


def _findings(mission: Mission, states: tuple[str, ...]) -> list[Finding]:
    told = Q(basis=Basis.TOLD, state=FindingState.NOT_CONFIRMED)
    known = Q(state=FindingState.CONFIRMED) | told
    counted = Q(visit=None) | Q(visit__state__in=states)
    rows = Finding.objects.filter(known & counted, mission=mission)
    return list(rows.select_related("station", "visit__station").order_by("code"))


def _named(mission: Mission, counts: Counts) -> list[NamedVisit]:
    """Return the visits of stages that had few, and those whose urgent answer waits."""
    stages = [stage for stage, n in counts.visits_by("stage").items() if n <= NAMED_UP_TO]
    wanted = Q(stage__in=stages, state__in=counts.states) | Q(urgent_waits=True)
    rows = Visit.objects.filter(wanted, mission=mission).order_by("arrived_at", "code")
    columns = rows.values_list(
        "code",
        "stage",
        "station__number",
        "station_number",
        "station__kind",
        "area",
        "state",
        "urgent_waits",
    )
    return [
        NamedVisit(code, stage, listed or given, kind == COMMISSION, area, state, waits)
        for code, stage, listed, given, kind, area, state, waits in columns
    ]
