"""Logging a visit, and the receipt for it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.enumerations import Stage
from missions.models import Station
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits.actions import Receipt, take_in_visit
from visits.asked import question_about
from visits.forms import VisitForm
from visits.forms.opened import OpenedForm, amended_visit, new_visit, sent_visit
from visits.models import Source, Visit
from visits.payload import load_payload, told_answer, told_answers, told_findings
from visits.replies import words_of
from visits.views.no_team import no_team_page

NO_TEAM_NOW = gettext_lazy(
    "You are in no team now. Ask the secretariat to put you in one, then send this page again."
)


@mission_view(Permission.LOG_VISITS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_log(request: MissionRequest, stage: str) -> HttpResponse:
    """Show the form of a stage, new or to correct a visit, and take in what is sent."""
    if stage not in Stage.values:
        raise Http404(_("There is no such stage."))
    team = team_of(request.user, request.mission)
    if request.method == "POST":
        return _receive(request, team, stage)
    if team is None:
        return no_team_page(request)
    opened = _opened(request, team, stage)
    return _show(request, VisitForm(opened, asked=_asked(opened)))


def _receive(request: MissionRequest, team: Team | None, stage: str) -> HttpResponse:
    opened = _sent(request, team, stage)
    form = VisitForm(opened, request.POST, asked=_asked(opened))
    readable = form.is_valid()
    if team is None:
        # Nobody's notes of hours are thrown away because the team was changed meanwhile.
        form.add_error(None, NO_TEAM_NOW)
    if team is None or not readable:
        return _show(request, form)
    receipt = _take_in(request, form.payload(), team)
    return redirect("visit_received", request.mission.slug, receipt.uuid, receipt.sha256)


def _take_in(request: MissionRequest, payload: bytes, team: Team) -> Receipt:
    by, mission = request.user, request.mission
    try:
        return take_in_visit(payload, mission=mission, by=by, source=Source.FORM, team=team)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None


def _show(request: MissionRequest, form: VisitForm) -> HttpResponse:
    opened = form.opened
    shown = {"form": form, "opened": opened, "stage": Stage(opened.stage).label}
    return render(request, "visits/visit_log.html", shown)


def _asked(opened: OpenedForm) -> str:
    """Return the question to answer; about a visit never sent there is none."""
    return question_about(opened.uuid, opened.team) if opened.parent else ""


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(_("There is no such visit.")) from None


def _station(request: MissionRequest, code: str) -> Station | None:
    stations = Station.objects.filter(mission=request.mission).select_related("area")
    return get_object_or_404(stations, code=code) if code else None


def _opened(request: MissionRequest, team: Team, stage: str) -> OpenedForm:
    station = _station(request, request.GET.get("station", ""))
    if "visit" not in request.GET:
        return new_visit(team, stage, station)
    own = Visit.objects.filter(mission=request.mission, stage=stage).of_team(team)
    visit = get_object_or_404(
        own.select_related("mission", "team"), uuid=_uuid(request.GET["visit"])
    )
    return amended_visit(visit, station)


def _sent(request: MissionRequest, team: Team | None, stage: str) -> OpenedForm:
    uuid = _uuid(request.POST.get("visit", ""))
    if team and Visit.objects.filter(uuid=uuid).exclude(team=team).exists():
        raise Http404(_("There is no such visit."))
    station = _station(request, request.POST.get("station", ""))
    return sent_visit(request.mission, team, stage, uuid, station, request.POST)


@mission_view(Permission.LOG_VISITS)
@require_safe
def visit_received(request: MissionRequest, uuid: UUID, sha256: str) -> HttpResponse:
    """Say what was stored of a visit sent by one's own team."""
    own = Visit.objects.of_team(team_of(request.user, request.mission))
    visit = get_object_or_404(own.select_related("station__area"), uuid=uuid)
    shown: dict[str, Any] = {"visit": visit, "sha256": sha256}
    revision = visit.revisions.filter(sha256=sha256).first()
    if revision is not None:
        shown |= {"revision": revision, **_amounts(bytes(revision.payload))}
    else:
        conflict = get_object_or_404(visit.conflicts, sha256=sha256)
        shown |= {"conflict": conflict, **_amounts(bytes(conflict.payload))}
    return render(request, "visits/visit_received.html", shown)


def _amounts(payload: bytes) -> dict[str, Any]:
    """Return how many answers and findings were stored, and the words to the secretariat.

    A comment alone is no answer.
    """
    told = load_payload(payload)
    values = [told_answer(answer)[0] for answer in told_answers(told).values()]
    return {
        "answers": len([value for value in values if value]),
        "findings": len(told_findings(told)),
        "reply": words_of(payload),
    }
