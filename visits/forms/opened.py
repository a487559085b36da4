"""A visit's form as it was opened: for which visit, on which version, on top of what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.utils import timezone

from missions.enumerations import ChosenBy
from missions.models import Mission, Station
from observers.models import Deployment, Team
from visits.definition import FormDefinition
from visits.form_versions import current_version, definition_of
from visits.models import FormVersion, Visit, VisitRevision, VisitState
from visits.payload import build_payload, load_payload, told_answers, told_findings
from visits.reading import read_moment
from visits.surroundings import Surroundings

# What belongs to one sending and never passes to the next.
OF_ONE_SENDING = frozenset({"device", "device_time", "reply", "called_by", "called_at"})


@dataclass(frozen=True)
class OpenedForm:
    """A visit's form: `told` is what the revision before said (nothing for a new visit).

    Where it `counts`, it goes on counting while a correction waits.

    Without a team, as for who left theirs meanwhile, it shows what was typed and makes no visit.
    """

    mission: Mission
    team: Team | None
    stage: str
    version: FormVersion
    uuid: UUID
    station: Station | None
    parent: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    counts: bool = False

    @property
    def definition(self) -> FormDefinition:
        """The questions of the version."""
        return definition_of(self.version)

    @property
    def query(self) -> str:
        """The query of the form's address: who signs in again to send it comes back to it."""
        told = {"visit": str(self.uuid) if self.parent else ""}
        told["station"] = self.station.code if self.station else ""
        return urlencode({name: text for name, text in told.items() if text})

    def moment(self, name: str) -> datetime | None:
        """Return a time told before; None where there is none, or none that can be read."""
        return read_moment(self.told.get(name))

    def finding_of(self, code: str) -> dict[str, Any]:
        """Return the finding told before to a question; empty where there is none."""
        told = (each for each in self._findings() if each.get("question") == code)
        return next(told, {})

    def _findings(self) -> list[dict[str, Any]]:
        return [each for each in told_findings(self.told) if isinstance(each, dict)]

    def payload(self, **said: Any) -> bytes:
        """Return the bytes to send: what the form says, on top of what it did not show."""
        kept = {key: told for key, told in self.told.items() if key not in OF_ONE_SENDING}
        answers = told_answers(self.told)
        unasked = {code: told for code, told in answers.items() if code not in self._codes}
        shown = [
            self.finding_of(question.code)
            for question in self.definition.questions
            if question.urgent
        ]
        besides = [each for each in self._findings() if each not in shown]
        mine = {
            "visit": str(self.uuid),
            "parent": self.parent,
            "mission": self.mission.slug,
            "form": self.version.sha256,
            "stage": self.stage,
            "station": self.station.code if self.station else "",
            "team": self.team.code if self.team else "",
            "answers": unasked | said.pop("answers"),
            "findings": besides + said.pop("findings"),
        }
        return build_payload(**(kept | said | mine))

    @property
    def _codes(self) -> tuple[str, ...]:
        return self.definition.codes


def new_visit(team: Team, stage: str, station: Station | None) -> OpenedForm:
    """Return the form of a new visit: begun now, and by the plan where it is in the plan."""
    told: dict[str, Any] = {"arrived_at": timezone.now().isoformat()}
    plan = Deployment.objects.filter(team=team, stage=stage, station=station).first()
    if plan is not None:
        told["chosen_by"] = plan.chosen_by or ChosenBy.DEPLOYMENT_PLAN.value
    version = current_version(team.mission, stage)
    return OpenedForm(team.mission, team, stage, version, uuid4(), station, told=told)


def amended_visit(visit: Visit, station: Station | None = None) -> OpenedForm:
    """Return the form of a visit to be corrected, filled with its latest revision."""
    revision = visit.revisions.get(number=visit.latest_revision)
    told = load_payload(bytes(revision.payload))
    around = Surroundings(visit.mission)
    return OpenedForm(
        visit.mission,
        visit.team,
        visit.stage,
        revision.form_version,
        visit.uuid,
        station or around.station(str(told.get("station") or "")),
        parent=revision.sha256,
        told=told,
        counts=visit.state == VisitState.VERIFIED,
    )


def sent_visit(
    mission: Mission,
    team: Team | None,
    stage: str,
    uuid: UUID,
    station: Station | None,
    sent: Mapping[str, Any],
) -> OpenedForm:
    """Return the form that was sent: on the version and the revision it was opened on."""
    around, parent = Surroundings(mission), str(sent.get("parent") or "")
    own = VisitRevision.objects.filter(visit__team=team) if team else VisitRevision.objects.none()
    before = own.filter(visit__uuid=uuid, sha256=parent).first()
    told = load_payload(bytes(before.payload)) if before else {}
    version = around.version(str(sent.get("form") or ""), stage) or around.versions[stage]
    return OpenedForm(mission, team, stage, version, uuid, station, parent, told)
