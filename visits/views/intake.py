"""Taking visits in from devices: the answer is a receipt for what was stored."""

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from observers.teams import team_of
from visits.actions import Receipt, take_in_visit
from visits.models import Source
from visits.payload import UnreadableVisit

STATUS = {"stored": 201, "repeated": 200, "conflict": 409}


@mission_view(Permission.LOG_VISITS)
@require_http_methods(["PUT"])
def visit_intake(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Store the visit in the body once and answer with its receipt."""
    try:
        receipt = _take_in(request, uuid)
    except RequestDataTooBig:
        return _error(_("This is too large for a visit."), 413)
    except UnreadableVisit as unreadable:
        return _error(str(unreadable), 400)
    except NotAllowed as refused:
        return _error(str(refused), 403)
    return JsonResponse(_told(receipt), status=STATUS[receipt.outcome])


def _take_in(request: MissionRequest, uuid: UUID) -> Receipt:
    team = team_of(request.user, request.mission)
    if team is None:
        raise NotAllowed(_("You are in no team of this mission: ask your secretariat."))
    return take_in_visit(
        request.body,
        mission=request.mission,
        by=request.user,
        source=Source.DEVICE,
        team=team,
        uuid=uuid,
    )


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


def _error(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
