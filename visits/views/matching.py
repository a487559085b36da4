"""Which station a visit at a station not listed was at: found, changed, taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.models import Station
from missions.rules import NotAllowed
from visits.actions import match_station, take_match_back
from visits.filters import list_query
from visits.models import Visit, VisitState
from visits.station_suggestions import suggestions
from visits.waiting import as_listed

ON_A_PAGE = 20


@mission_view(Permission.REVIEW_VISITS)
@require_safe
def visit_unlisted(request: MissionRequest) -> HttpResponse:
    """List the visits at stations not listed, each with the stations it may have been at."""
    visits = Visit.objects.filter(mission=request.mission, station=None)
    ordered = as_listed(visits.exclude(state=VisitState.SET_ASIDE))
    page = Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": suggestions(request.mission, list(page))}
    return render(request, "visits/visit_unlisted.html", shown)


@mission_view(Permission.REVIEW_VISITS)
@require_POST
def station_match(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Say which listed station a visit was at."""
    visit = get_object_or_404(Visit, mission=request.mission, uuid=uuid)
    stations = Station.objects.filter(mission=request.mission)
    station = get_object_or_404(stations, code=request.POST.get("station", ""))
    try:
        match_station(visit, station=station, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        said = {"code": visit.code, "station": station}
        messages.success(request, _("Visit %(code)s was at station %(station)s.") % said)
    return _back(request, visit)


@mission_view(Permission.REVIEW_VISITS)
@require_POST
def station_unmatch(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Say that the station of a visit is not known after all."""
    visit = get_object_or_404(Visit, mission=request.mission, uuid=uuid)
    try:
        take_match_back(visit, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        said = _("Visit %(code)s is at a station not listed again: it waits to be matched.")
        messages.success(request, said % {"code": visit.code})
    return _back(request, visit)


def _back(request: MissionRequest, visit: Visit) -> HttpResponse:
    """Lead back to where the visit was matched: its own page, or the list of those not listed."""
    if request.GET.get("from") == "unlisted":
        return redirect("visit_unlisted", request.mission.slug)
    page = reverse("visit_detail", args=[request.mission.slug, visit.uuid])
    query = list_query(request.GET)
    return redirect(f"{page}?{query}" if query else page)
