"""Taking in what devices send: the answer is a receipt for what was stored."""

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from missions.access import (
    MissionRequest,
    Permission,
    for_devices,
    mission_view,
    told_to_device,
)
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits.actions import FindingReceipt, Receipt, take_in_finding, take_in_visit
from visits.device_clock import clock_off
from visits.finding_payload import UnreadableFinding
from visits.models import Source
from visits.payload import UnreadableVisit

STATUS = {"stored": 201, "repeated": 200, "conflict": 409, "beside": 409}


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_http_methods(["PUT"])
def visit_intake(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Store the visit in the body once and answer with its receipt."""
    try:
        receipt = _take_in(request, uuid)
    except RequestDataTooBig:
        return told_to_device(_("This is too large for a visit."), 413)
    except UnreadableVisit as unreadable:
        return told_to_device(str(unreadable), 400)
    except NotAllowed as refused:
        return told_to_device(str(refused), 403)
    return JsonResponse(_told(receipt), status=STATUS[receipt.outcome])


def _take_in(request: MissionRequest, uuid: UUID) -> Receipt:
    return take_in_visit(
        request.body,
        mission=request.mission,
        by=request.user,
        source=Source.DEVICE,
        team=_own_team(request),
        uuid=uuid,
        clock_off=clock_off(request.headers, timezone.now()),
    )


def _own_team(request: MissionRequest) -> Team:
    """Return the sender's team; raises NotAllowed for who is in none."""
    team = team_of(request.user, request.mission)
    if team is None:
        raise NotAllowed(_("You are in no team of this mission: ask your secretariat."))
    return team


def _told(receipt: Receipt) -> dict[str, object]:
    """Return a receipt as JSON tells it."""
    return {
        "visit": str(receipt.uuid),
        "code": receipt.code,
        "revision": receipt.revision,
        "sha256": receipt.sha256,
        "outcome": receipt.outcome,
        "flags": list(receipt.flags),
    }


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_http_methods(["PUT"])
def finding_intake(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Store the finding in the body once and answer with its receipt."""
    try:
        receipt = take_in_finding(
            request.body,
            mission=request.mission,
            team=_own_team(request),
            by=request.user,
            uuid=uuid,
        )
    except RequestDataTooBig:
        return told_to_device(_("This is too large for a finding."), 413)
    except UnreadableFinding as unreadable:
        return told_to_device(str(unreadable), 400)
    except NotAllowed as refused:
        return told_to_device(str(refused), 403)
    return JsonResponse(_told_finding(receipt, uuid), status=STATUS[receipt.outcome])


def _told_finding(receipt: FindingReceipt, uuid: UUID) -> dict[str, object]:
    """Return a receipt as JSON tells it, for the number it was sent under.

    `kept_as` is another number where other bytes had come under that one.
    """
    return {
        "finding": str(uuid),
        "kept_as": str(receipt.uuid),
        "code": receipt.code,
        "sha256": receipt.sha256,
        "outcome": receipt.outcome,
    }
