"""Stations."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view


@mission_view(Permission.SEE_STATIONS)
@require_safe
def station_list(request: MissionRequest) -> HttpResponse:
    return render(request, "visits/station_list.html", {})
