"""A finding that is told without a visit, and the team's findings."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits.actions import FindingReceipt, take_in_finding
from visits.forms.finding_report import FindingReportForm
from visits.models import Basis, Polarity
from visits.team_findings import TeamFinding, findings_of, stations_to_name
from visits.views.log import NO_TEAM_NOW
from visits.views.no_team import no_team_page

ON_A_PAGE = 30


@mission_view(Permission.LOG_VISITS)
@require_safe
def my_findings(request: MissionRequest) -> HttpResponse:
    """The findings of one's team with where each stands, the newest first."""
    team = team_of(request.user, request.mission)
    if team is None:
        return no_team_page(request)
    page = Paginator(findings_of(team), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"team": team, "page": page, "findings": [TeamFinding(each) for each in page]}
    return render(request, "visits/my_findings.html", shown)


@mission_view(Permission.LOG_VISITS)
@require_http_methods(["GET", "HEAD", "POST"])
def finding_report(request: MissionRequest) -> HttpResponse:
    """Show the form of a finding without a visit, and take in what is sent."""
    team = team_of(request.user, request.mission)
    if request.method == "POST":
        return _receive(request, team)
    if team is None:
        return no_team_page(request)
    begun = {
        "occurred_at": timezone.now(),
        "station": request.GET.get("station", ""),
        "polarity": Polarity.ADVERSE.value,
        "basis": Basis.SEEN.value,
    }
    return _show(request, FindingReportForm(request.mission, uuid4(), initial=begun), team)


def _receive(request: MissionRequest, team: Team | None) -> HttpResponse:
    form = FindingReportForm(request.mission, _number(request), request.POST)
    readable = form.is_valid()
    if team is None:
        form.add_error(None, NO_TEAM_NOW)
    if team is None or not readable:
        return _show(request, form, team)
    receipt = _take_in(request, form, team)
    address = reverse("finding_received", args=[request.mission.slug, receipt.uuid, receipt.sha256])
    beside = f"?beside={form.number}" if receipt.outcome == "beside" else ""
    return redirect(f"{address}{beside}")


def _number(request: MissionRequest) -> UUID:
    try:
        return UUID(request.POST.get("finding", ""))
    except ValueError:
        raise Http404(_("There is no such finding.")) from None


def _take_in(request: MissionRequest, form: FindingReportForm, team: Team) -> FindingReceipt:
    try:
        return take_in_finding(
            form.payload(team), mission=request.mission, team=team, by=request.user
        )
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from None


def _show(request: MissionRequest, form: FindingReportForm, team: Team | None) -> HttpResponse:
    stations = stations_to_name(team) if team else []
    shown = {"form": form, "team": team, "stations": stations}
    return render(request, "visits/finding_report.html", shown)


@mission_view(Permission.LOG_VISITS)
@require_safe
def finding_received(request: MissionRequest, uuid: UUID, sha256: str) -> HttpResponse:
    """Say what was stored of a finding that one's own team sent."""
    team = team_of(request.user, request.mission)
    if team is None:
        raise Http404(_("There is no such finding."))
    finding = get_object_or_404(findings_of(team).exclude(sha256=""), uuid=uuid, sha256=sha256)
    shown: dict[str, Any] = {"finding": finding, "sent_as": uuid}
    first = request.GET.get("beside", "")
    if first and _is_beside(first, uuid, sha256):
        shown |= {"beside": True, "sent_as": first}
    return render(request, "visits/finding_received.html", shown)


def _is_beside(first: str, uuid: UUID, sha256: str) -> bool:
    """Return whether these bytes were kept beside the finding with the number `first`."""
    try:
        return uuid5(UUID(first), sha256) == uuid
    except ValueError:
        return False
