"""Storing the visits of an import through the one intake, with the states the folder gives."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from missions.actions import remember_digests
from missions.models import Account, Mission
from reports.folder.stored import Stored
from reports.folder.visit_content import answers_of, sent_content, stored_content
from reports.folder.visit_plans import PlannedVisit
from visits.actions import correct_arrival, record_imported_review, take_in_visit
from visits.form_versions import definition_of, version_that_asks
from visits.models import Answer, FormVersion, Source, VisitRevision
from visits.payload import build_payload
from visits.surroundings import Surroundings


@transaction.atomic
def write_visits(visits: list[PlannedVisit], *, mission: Mission, by: Account | str) -> None:
    """Take in the planned visits that are new or say something new, and keep their states."""
    # The intake compares times and countries, which a mission read from a file holds as text.
    mission = Mission.objects.get(pk=mission.pk)
    around = Surroundings(mission)
    for planned in visits:
        if planned.visit is None or planned.revises:
            _take_in(planned, mission, around, by)
        if planned.arrival:
            revision, received_at = planned.arrival
            correct_arrival(revision, received_at=received_at, by=by)
        if planned.review:
            _keep_review(planned, by)
    changed = [planned.code for planned in visits if planned.visit is None or planned.revises]
    if changed:
        _remember_visits(mission, changed)


def _take_in(
    planned: PlannedVisit, mission: Mission, around: Surroundings, by: Account | str
) -> None:
    received = planned.row.values.get("received_at") if planned.row else None
    parent = ""
    if planned.visit is not None:
        latest = VisitRevision.objects.get(
            visit=planned.visit, number=planned.visit.latest_revision
        )
        parent = latest.sha256
        received = received if received and received > latest.received_at else None
    with timezone.override(mission.zone):
        payload = _payload(planned, around, parent)
    receipt = take_in_visit(
        payload,
        mission=mission,
        by=by,
        source=Source.IMPORT,
        received_at=received,
        code=planned.code,
        around=around,
    )
    planned.revision = receipt.revision


def _payload(planned: PlannedVisit, around: Surroundings, parent: str) -> bytes:
    """Return the bytes of a visit, its times with the offset of the active timezone."""
    header = dict(planned.content.header)
    for name in ("arrived_at", "departed_at"):
        if name in header:
            header[name] = timezone.localtime(datetime.fromisoformat(header[name])).isoformat()
    answers = {
        code: {"value": value, "comment": comment} if comment else {"value": value}
        for code, (value, comment) in planned.content.answers.items()
    }
    return build_payload(
        visit=str(planned.uuid),
        parent=parent,
        mission=around.mission.slug,
        form=_form(planned, around),
        answers=answers,
        **header,
    )


def _form(planned: PlannedVisit, around: Surroundings) -> str:
    """Return the hash of the form a visit stays pinned to; "" for the one in use.

    Answers to a question that is no longer asked are evidence too: a visit that brings some is
    pinned to the newest version that asked them.
    """
    stage, answers = planned.content.header["stage"], set(planned.content.answers)
    pinned: FormVersion | None = planned.visit.form_version if planned.visit else None
    if pinned and pinned.stage == stage and answers <= set(definition_of(pinned).codes):
        return pinned.sha256
    if stage not in around.versions or answers <= set(definition_of(around.versions[stage]).codes):
        return ""
    asking = version_that_asks(around.mission, stage, answers)
    return asking.sha256 if asking else ""


def _keep_review(planned: PlannedVisit, by: Account | str) -> None:
    revision = VisitRevision.objects.get(visit__uuid=planned.uuid, number=planned.revision)
    record_imported_review(revision, by=by, **planned.review)


def _remember_visits(mission: Mission, codes: list[str]) -> None:
    """Let the visits remember how the import left them, read as the next import will."""
    wanted = set(codes)
    visits = [each for each in Stored(mission).stream("visits") if each.code in wanted]
    rows: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(visit__in=visits).order_by("pk"):
        rows[answer.visit_id].append(answer)
    for visit in visits:
        content = stored_content(visit, answers_of(rows[visit.pk]))
        if visit.latest_revision != visit.standing_revision:
            latest = VisitRevision.objects.get(visit=visit, number=visit.latest_revision)
            content = sent_content(visit, latest)
        visit.import_digest = content.digest
    remember_digests(visits)
