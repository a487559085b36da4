"""What a phone asks before it goes where there is no network: the team's day, the stations."""

from django.http import HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, for_devices, mission_view
from observers.teams import team_of
from visits.field_day import day_told
from visits.field_stations import stations_told


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_safe
@never_cache
@gzip_page
def field_day(request: MissionRequest) -> HttpResponse:
    """The day of one's team: plan, visits with what was sent, forms, contacts."""
    team = team_of(request.user, request.mission)
    return JsonResponse(day_told(request.user, request.mission, team))


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_safe
@gzip_page
def field_stations(request: MissionRequest) -> HttpResponse:
    """Every station of the mission; 304 for who has this version already."""
    told = stations_told(request.mission)
    etag = f'"{told.version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(told.body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
