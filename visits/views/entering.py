"""Entering a visit for a team that phones in: the same form and the same intake as the team's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.enumerations import Stage
from missions.models import Station
from missions.stages import stages_at
from observers.models import Deployment, Team
from visits.actions import take_in_visit
from visits.forms import VisitForm
from visits.forms.entering import CalledVisitForm, CallForm, EnteringForm
from visits.forms.opened import OpenedForm, amended_visit, new_visit, sent_visit
from visits.models import Source, Visit

MOST_STATIONS = 30


@mission_view(Permission.ENTER_VISITS)
@require_safe
def visit_enter(request: MissionRequest) -> HttpResponse:
    """Choose the team, the stage and the station of a visit to write down."""
    asked = "team" in request.GET
    form = EnteringForm(request.mission, request.GET if asked else None)
    shown: dict[str, Any] = {"form": form, "corrected": request.GET.get("visit", "")}
    if asked and form.is_valid() and form.chosen:
        shown |= _stations(request, form.chosen, form.cleaned_data["stage"], form.cleaned_data["q"])
    return render(request, "visits/visit_enter.html", shown)


def _stations(request: MissionRequest, team: Team, stage: str, words: str) -> dict[str, Any]:
    """Return the stations to choose from: the team's plan, or what the words find."""
    planned = Deployment.objects.filter(team=team, stage=stage).order_by("planned_at", "pk")
    found = Station.objects.filter(mission=request.mission).matching(words)
    kept = found.select_related("area").order_by("number", "code") if words else found.none()
    return {
        "team": team,
        "stage": Stage(stage),
        "words": words,
        "planned": [each.station for each in planned.select_related("station__area")],
        "found": [each for each in kept if stage in stages_at(each.kind)][:MOST_STATIONS],
    }


@mission_view(Permission.ENTER_VISITS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_entry(request: MissionRequest, stage: str) -> HttpResponse:
    """Write a visit down for a team, or what it corrects by phone, and take it in."""
    if stage not in Stage.values:
        raise Http404(_("There is no such stage."))
    team = _team(request)
    if request.method != "POST":
        return _show(request, CalledVisitForm(_opened(request, team, stage)), CallForm())
    form = CalledVisitForm(_sent(request, team, stage), request.POST)
    call = CallForm(request.POST)
    if not all([form.is_valid(), call.is_valid()]):
        return _show(request, form, call)
    receipt = take_in_visit(
        form.payload(**call.told()),
        mission=request.mission,
        by=request.user,
        source=Source.SECRETARIAT,
    )
    said = _("Visit %(code)s of team %(team)s is entered. Somebody else verifies it.")
    messages.success(request, said % {"code": receipt.code, "team": team})
    return redirect("visit_detail", request.mission.slug, receipt.uuid)


def _team(request: MissionRequest) -> Team:
    teams = Team.objects.filter(mission=request.mission).select_related("mission")
    asked = request.POST if request.method == "POST" else request.GET
    return get_object_or_404(teams, code=asked.get("team", ""))


def _station(request: MissionRequest, code: str) -> Station | None:
    stations = Station.objects.filter(mission=request.mission).select_related("area")
    return get_object_or_404(stations, code=code) if code else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(_("There is no such visit.")) from None


def _opened(request: MissionRequest, team: Team, stage: str) -> OpenedForm:
    station = _station(request, request.GET.get("station", ""))
    if "visit" not in request.GET:
        return new_visit(team, stage, station)
    visits = Visit.objects.filter(mission=request.mission, stage=stage, team=team)
    visit = get_object_or_404(
        visits.select_related("mission", "team"), uuid=_uuid(request.GET["visit"])
    )
    return amended_visit(visit, station)


def _sent(request: MissionRequest, team: Team, stage: str) -> OpenedForm:
    uuid = _uuid(request.POST.get("visit", ""))
    if Visit.objects.filter(uuid=uuid).exclude(team=team).exists():
        raise Http404(_("There is no such visit."))
    station = _station(request, request.POST.get("station", ""))
    return sent_visit(request.mission, team, stage, uuid, station, request.POST)


def _show(request: MissionRequest, form: VisitForm, call: CallForm) -> HttpResponse:
    opened = form.opened
    told = {"team": opened.team.code if opened.team else "", "stage": opened.stage}
    told |= {"visit": str(opened.uuid)} if opened.parent else {}
    choose = reverse("visit_enter", args=[request.mission.slug], query=told)
    shown = {
        "form": form,
        "call": call,
        "opened": opened,
        "stage": Stage(opened.stage).label,
        "choose_station": choose,
    }
    return render(request, "visits/visit_entry.html", shown)
