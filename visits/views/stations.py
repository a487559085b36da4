"""Stations: the observer's way into the form, and everybody's list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.enumerations import Stage
from missions.models import Station
from missions.stages import stages_at
from observers.models import Team
from observers.teams import is_tied, team_of
from visits.models import Visit
from visits.team_day import day_of

ON_A_PAGE = 25


@mission_view(Permission.SEE_STATIONS)
@require_safe
def station_list(request: MissionRequest) -> HttpResponse:
    """List the stations that match ?q=, or ?all; an observer's own plan comes first."""
    words = request.GET.get("q", "").strip()
    stations = Station.objects.filter(mission=request.mission).matching(words)
    listed = stations.select_related("area").order_by("number", "code")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "words": words,
        "every": "all" in request.GET,
        "page": page,
        "rows": [_row(station) for station in page],
        "may_edit": Permission.SET_UP in request.may,
    }
    if Permission.LOG_VISITS in request.may:
        shown |= _own_day(request)
    return render(request, "visits/station_list.html", shown)


def _row(station: Station) -> tuple[Station, list[Stage]]:
    return station, stages_at(station.kind)


def _own_day(request: MissionRequest) -> dict[str, Any]:
    team = team_of(request.user, request.mission)
    if team is None:
        return {"no_team": True, "is_tied": is_tied(request.user, request.mission)}
    return {
        "team": team,
        "day": day_of(team),
        "every_stage": list(Stage),
        "corrected": _corrected(request, team),
    }


def _corrected(request: MissionRequest, team: Team) -> Visit | None:
    """Return the own visit whose station is being chosen anew, if ?visit= names one."""
    uuid = request.GET.get("visit", "")
    own = Visit.objects.of_team(team) if uuid else Visit.objects.none()
    return next((visit for visit in own if str(visit.uuid) == uuid), None)
