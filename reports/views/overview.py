"""The mission at a glance."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from reports.arrivals import STANDS, Arrivals, Hour, arrivals_of
from reports.charts import Column, Columns, stacked
from reports.coverage import coverage_of
from reports.waits import waits_of
from visits.models import Visit

ARRIVALS = 8
URGENT = 10


# An observer's mission is the field app.
@mission_view(Permission.SEE_OVERVIEW, instead={Permission.LOG_VISITS: "field_home"})
@require_safe
def mission_overview(request: MissionRequest) -> HttpResponse:
    """Key figures, coverage, arrivals, and for who may see visits, what waits and is urgent."""
    arrivals = arrivals_of(request.mission)
    context: dict[str, Any] = {
        "coverage": coverage_of(request.mission),
        "teams": request.mission.teams.count(),
        "hours": arrivals,
        "chart": arrivals_chart(arrivals),
    }
    if Permission.SEE_VISITS in request.may:
        context |= _visits(request)
    return render(request, "reports/mission_overview.html", context)


def _visits(request: MissionRequest) -> dict[str, Any]:
    visits = Visit.objects.filter(mission=request.mission)
    named = visits.select_related("station__area", "area", "team")
    return {
        "urgent": list(named.filter(urgent_waits=True).order_by("received_at", "pk")[:URGENT]),
        "arrivals": named.order_by("-received_at", "-pk")[:ARRIVALS],
        "waits": waits_of(request.mission) if Permission.REVIEW_VISITS in request.may else None,
    }


def arrivals_chart(arrivals: Arrivals) -> Columns:
    """Return the drawing of arrivals: a column an hour, stacked by how the visits stand now."""
    return stacked([_column(hour) for hour in arrivals.hours])


def _column(hour: Hour) -> Column:
    words = {
        "verified": _("verified"),
        "waiting": _("waiting"),
        "returned": _("returned"),
        "set_aside": _("set aside"),
    }
    name = date_format(hour.start, "H:i")
    parts = [(series, getattr(hour, series)) for series in STANDS]
    return Column(
        date_format(hour.start, "H"),
        tuple((series, number, f"{name}: {number} {words[series]}") for series, number in parts),
    )
