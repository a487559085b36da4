"""The mission at a glance."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from reports.coverage import coverage_of
from visits.models import Visit

ARRIVALS = 8
URGENT = 10


@mission_view(Permission.SEE_OVERVIEW)
@require_safe
def mission_overview(request: MissionRequest) -> HttpResponse:
    """Key figures, coverage by area and stage, and for who may see visits, what is urgent."""
    context: dict[str, Any] = {"coverage": coverage_of(request.mission)}
    context["teams"] = request.mission.teams.count()
    if Permission.SEE_VISITS in request.may:
        context |= _visits(request)
    return render(request, "reports/mission_overview.html", context)


def _visits(request: MissionRequest) -> dict[str, Any]:
    visits = Visit.objects.filter(mission=request.mission)
    named = visits.select_related("station__area", "area", "team")
    return {
        "urgent": list(named.filter(urgent_waits=True).order_by("received_at", "pk")[:URGENT]),
        "arrivals": named.order_by("-received_at", "-pk")[:ARRIVALS],
    }
