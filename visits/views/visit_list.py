"""The list of visits: what waits for review, or all that the address narrows it to."""

from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.list_files import FILES
from missions.lists import FORMAT, list_response
from visits.filters import WAITING, VisitFilter, list_query
from visits.models import Visit, VisitState
from visits.question_words import question_in_words
from visits.visit_files import visits_file
from visits.visit_table import VisitTable, sorted_visits
from visits.waiting import as_listed


@mission_view(Permission.REVIEW_VISITS)
@require_safe
def visit_waiting(request: MissionRequest) -> HttpResponse:
    """What waits for review, the gravest first; or all visits, narrowed by the address."""
    visits = as_listed(Visit.objects.filter(mission=request.mission))
    wanted = request.GET.get(FORMAT, "")
    if wanted in FILES:
        shown = VisitFilter(request.GET, visits, request=request, lean=True).qs
        ordered, answers = sorted_visits(shown, request.GET), "answers" in request.GET
        # A streamed response is no HttpResponse to a type checker, and one to all else here.
        file = visits_file(request, ordered, format_name=wanted, answers=answers)
        return cast(HttpResponse, file)
    waits = request.GET.get("state", WAITING) == WAITING
    return list_response(
        request,
        template="visits/visit_waiting.html",
        name="visits",
        title=_("Visits waiting for review") if waits else _("Visits"),
        table=VisitTable,
        records=visits,
        filters=VisitFilter,
        context=_told(request),
    )


def _told(request: MissionRequest) -> dict[str, Any]:
    unlisted = Visit.objects.filter(mission=request.mission, station=None)
    told: dict[str, Any] = {
        "list_query": list_query(request.GET, "page"),
        "unlisted": unlisted.exclude(state=VisitState.SET_ASIDE).count(),
    }
    if code := request.GET.get("question"):
        answer = request.GET.get("answer", "")
        told["question"] = question_in_words(request.mission, code, answer)
    return told
