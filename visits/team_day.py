"""A team's own day: where it is to go, what it has logged, what it was asked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from missions.enumerations import Stage
from observers.models import Deployment, Team
from visits.asked import last_decisions
from visits.models import ReviewDecision, Visit, VisitState

# A stop with no time planned comes after those with one.
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class OwnVisit:
    """A visit of the team, and the secretariat's question where it came back with one."""

    visit: Visit
    question: str = ""

    @property
    def is_returned(self) -> bool:
        """Whether the team has to answer: it came back, and no newer revision has come since."""
        return bool(self.question)


@dataclass(frozen=True)
class Stop:
    """A station of the team's plan, with the visits made to it at that stage."""

    deployment: Deployment
    visits: tuple[OwnVisit, ...]

    @property
    def is_done(self) -> bool:
        """Whether it was visited; what was set aside leaves it to do."""
        return any(own.visit.state != VisitState.SET_ASIDE for own in self.visits)


@dataclass(frozen=True)
class StagePlan:
    """The team's plan for one stage."""

    stage: str
    label: str
    stops: tuple[Stop, ...]

    @property
    def to_visit(self) -> tuple[Stop, ...]:
        """The stations the team has not logged at this stage."""
        return tuple(stop for stop in self.stops if not stop.is_done)

    @property
    def visited(self) -> tuple[Stop, ...]:
        """The stations the team has logged at this stage."""
        return tuple(stop for stop in self.stops if stop.is_done)


@dataclass(frozen=True)
class TeamDay:
    """All of it: the plan by stage, and the team's visits, newest first."""

    plan: tuple[StagePlan, ...]
    visits: tuple[OwnVisit, ...]

    @property
    def next_stop(self) -> Stop | None:
        """The station to go to next: the earliest planned of those not logged."""
        left = [stop for stage in self.plan for stop in stage.to_visit]
        return min(left, key=lambda stop: stop.deployment.planned_at or LATEST, default=None)

    @property
    def stops(self) -> int:
        """How many stations are planned, each stage by itself."""
        return sum(len(stage.stops) for stage in self.plan)

    @property
    def verified(self) -> int:
        """How many of the team's visits count."""
        return sum(own.visit.state == VisitState.VERIFIED for own in self.visits)

    @property
    def returned(self) -> tuple[OwnVisit, ...]:
        """The visits that came back with a question not answered yet."""
        return tuple(own for own in self.visits if own.is_returned)

    @property
    def other_visits(self) -> tuple[OwnVisit, ...]:
        """The visits the team has nothing to answer for."""
        return tuple(own for own in self.visits if not own.is_returned)


def day_of(team: Team) -> TeamDay:
    """Return the team's day; three queries, however long the day."""
    visits = _visits(team)
    planned = team.deployments.select_related("station__area").order_by("planned_at", "pk")
    return TeamDay(plan=_plan(planned, visits), visits=visits)


def _visits(team: Team) -> tuple[OwnVisit, ...]:
    visits = Visit.objects.of_team(team).select_related("station__area", "area")
    questions = _questions(team)
    return tuple(
        OwnVisit(visit, questions.get((visit.pk, visit.latest_revision), ""))
        for visit in visits.order_by("-arrived_at", "-pk")
    )


def _questions(team: Team) -> dict[tuple[int, int], str]:
    """Return the questions not answered yet, by the visit and its latest revision."""
    decided = last_decisions().filter(revision__visit__team=team)
    rows = decided.values_list("revision__visit_id", "revision__number", "decision", "note")
    last = {(visit, number): (decision, note) for visit, number, decision, note in rows}
    return {
        key: note for key, (decision, note) in last.items() if decision == ReviewDecision.RETURNED
    }


def _plan(planned: Iterable[Deployment], visits: Iterable[OwnVisit]) -> tuple[StagePlan, ...]:
    made: dict[tuple[str, int | None], list[OwnVisit]] = defaultdict(list)
    for own in visits:
        made[own.visit.stage, own.visit.station_id].append(own)
    stops: dict[str, list[Stop]] = defaultdict(list)
    for each in planned:
        own_visits = tuple(made.get((each.stage, each.station_id), ()))
        stops[each.stage].append(Stop(each, own_visits))
    return tuple(
        StagePlan(stage.value, str(stage.label), tuple(stops[stage]))
        for stage in Stage
        if stage in stops
    )
