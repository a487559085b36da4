"""Taking photos in from devices, chunk by chunk, and showing them."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import (
    MissionRequest,
    Permission,
    for_devices,
    mission_view,
    told_to_device,
)
from missions.rules import NotAllowed
from observers.teams import team_of
from visits import rules
from visits.actions import OutOfPlace, PhotoReceipt, progress_of, take_in_chunk
from visits.models import Attachment

# A phone sends 128 kB at most; what is longer is not read into memory at all.
MOST_CHUNK = 1024 * 1024
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_safe
def photo_resume(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Say how much of a photo is here: from there the device goes on."""
    photo = _to_send(request, uuid)
    if photo is None:
        return _not_expected()
    return _answer(progress_of(photo))


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_http_methods(["PUT"])
def photo_chunk(request: MissionRequest, uuid: UUID, sha256: str, offset: int) -> HttpResponse:
    """Take in the chunk of a photo that begins at `offset` and say how much is here."""
    photo = _to_send(request, uuid)
    if photo is None or photo.sha256 != sha256:
        return _not_expected()
    if int(request.headers.get("Content-Length") or 0) > MOST_CHUNK:
        return told_to_device(
            _("This part of a photo is too large: send it in smaller parts."), 413
        )
    try:
        return _answer(take_in_chunk(photo, offset, request.body, by=request.user))
    except NotAllowed as refused:
        return told_to_device(str(refused), 413)
    except OutOfPlace as out_of_place:
        return _where_to_go_on(photo, out_of_place)


def _to_send(request: MissionRequest, uuid: UUID) -> Attachment | None:
    """Return the photo with this number if it is expected from this account."""
    expected = Attachment.objects.filter(mission=request.mission)
    photo = expected.select_related("mission", "visit", "finding").filter(uuid=uuid).first()
    return photo if photo and rules.can_send_photo(photo, request.user) else None


def _told(receipt: PhotoReceipt) -> dict[str, Any]:
    """Return how much of a photo is here as JSON tells it."""
    return {
        "photo": str(receipt.photo.uuid),
        "sha256": receipt.photo.sha256,
        "size": receipt.photo.size,
        "received": receipt.received,
        "complete": receipt.complete,
    }


def _answer(receipt: PhotoReceipt) -> HttpResponse:
    return JsonResponse(_told(receipt), headers={"Cache-Control": "no-store"})


def _where_to_go_on(photo: Attachment, out_of_place: OutOfPlace) -> HttpResponse:
    receipt = PhotoReceipt(photo, out_of_place.received, complete=False)
    sentence = (
        _("What came is not the photo that was told: it starts over.")
        if out_of_place.starts_over
        else _("Something before this part is missing: go on where it says.")
    )
    return JsonResponse({**_told(receipt), "error": sentence}, status=409)


def _not_expected() -> HttpResponse:
    return told_to_device(_("This photo is not expected: its visit has not come yet."), 404)


@mission_view(Permission.SEE_VISITS)
@require_safe
def photo_show(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """The picture, to look at; what is no picture only to keep as a file."""
    photo = _to_see(request, uuid)
    etag = f'"{photo.stored_sha256}"'
    response = get_conditional_response(request, etag) or _file(photo)
    response["ETag"] = etag
    # Asked for anew each time: a phone that changes hands shows nothing it may not.
    response["Cache-Control"] = "private, no-cache"
    return response


def _to_see(request: MissionRequest, uuid: UUID) -> Attachment:
    """Return the photo that is here; 404 where this account may not see its visit or finding."""
    here = Attachment.objects.filter(mission=request.mission).exclude(received_at=None)
    if Permission.REVIEW_VISITS not in request.may:
        team = team_of(request.user, request.mission)
        own = Q(visit__team=team) | Q(finding__team=team)
        here = here.filter(own) if team else here.none()
    photo = here.filter(uuid=uuid).first()
    if photo is None:
        raise Http404(_("There is no such photo."))
    return photo


def _file(photo: Attachment) -> HttpResponse:
    picture = photo.stored_type in SUFFIXES
    try:
        file = photo.file.open("rb")
    except FileNotFoundError:
        raise Http404(_("The file of this photo is no longer where it was kept.")) from None
    response = FileResponse(
        file,
        as_attachment=not picture,
        filename=f"{photo.uuid.hex[:8]}.{SUFFIXES.get(photo.stored_type, 'bin')}",
        content_type=photo.stored_type if picture else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    # It is a picture and nothing else, whatever a browser finds in it.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # A FileResponse is streamed; it is an HttpResponse in all that is done with it.
    return response  # type: ignore[return-value]
