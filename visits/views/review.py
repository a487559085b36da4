"""The secretariat's review: what waits, a visit's page, and the decisions on it."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from observers.teams import team_of
from visits.actions import adopt_copy, decide_finding, leave_copy
from visits.finding_page import decided_finding
from visits.forms.review import DECISION_FORMS, DecisionForm, FindingForm
from visits.models import CopyDecision, Finding, Visit, VisitConflict
from visits.neighbours import Neighbours, neighbours
from visits.review_desk import copy_refusal, decide, decided_sentence, finding_desks, offers
from visits.visit_history import history_of
from visits.visit_page import VisitPage, visit_for_page

REFUSED = 409


@mission_view(Permission.SEE_VISITS)
@require_safe
def visit_detail(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """One visit: to its team with what it is asked, to a reviewer with what may be decided."""
    return _show(request, _page(request, uuid))


@mission_view(Permission.REVIEW_VISITS)
@require_POST
def visit_review(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Verify a visit, return it with a question, or set it aside."""
    page = _page(request, uuid)
    form_class = DECISION_FORMS.get(request.POST.get("decision", ""))
    if form_class is None:
        raise Http404
    form = form_class(request.POST)
    # Before the decision: after it the visit may be in the list no more.
    beside = neighbours(request, page.visit)
    try:
        review = decide(page.visit, form, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return _show(request, page, bound=form, status=REFUSED)
    messages.success(request, decided_sentence(page.visit, review))
    return _go_on(request, page.visit, beside)


@mission_view(Permission.REVIEW_VISITS)
@require_POST
def copy_decide(request: MissionRequest, uuid: UUID, sha256: str) -> HttpResponse:
    """Take a copy that was kept beside a visit as its next revision, or leave it aside."""
    page = _page(request, uuid)
    copy = get_object_or_404(page.visit.conflicts, sha256=sha256)
    note = request.POST.get("note", "")
    try:
        said = _decide_copy(request, copy, note)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        typed = {"typed_copy": sha256, "typed_note": note}
        return _show(request, page, typed=typed, status=REFUSED)
    messages.success(request, said % {"code": page.visit.code})
    return redirect("visit_detail", request.mission.slug, uuid)


def _decide_copy(request: MissionRequest, copy: VisitConflict, note: str) -> str:
    """Decide on a copy as the button says and return what was done, as a sentence."""
    decision = request.POST.get("decision", "")
    if decision == CopyDecision.ADOPTED:
        adopt_copy(copy, by=request.user)
        return _("The copy is now the latest revision of visit %(code)s: it waits for review.")
    if decision == CopyDecision.LEFT:
        leave_copy(copy, note=note, by=request.user)
        return _("The copy beside visit %(code)s is left aside: it is kept, and does not count.")
    raise Http404


@mission_view(Permission.REVIEW_FINDINGS)
@require_POST
def finding_decide(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Say how far a finding has come."""
    findings = Finding.objects.filter(mission=request.mission).select_related("visit")
    finding = get_object_or_404(findings, uuid=uuid)
    form = FindingForm(finding, request.POST)
    try:
        if form.is_valid():
            made = decide_finding(finding, by=request.user, **form.cleaned_data)
            messages.success(request, decided_finding(made))
            return _after_finding(request, finding)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return _show_finding(request, finding, form)


def _after_finding(request: MissionRequest, finding: Finding) -> HttpResponse:
    if finding.visit is None:
        return redirect("mission_overview", request.mission.slug)
    page = reverse("visit_detail", args=[request.mission.slug, finding.visit.uuid])
    return redirect(f"{page}#{finding.code}")


def _show_finding(request: MissionRequest, finding: Finding, form: FindingForm) -> HttpResponse:
    """Show the visit of a finding again, with what was typed."""
    if finding.visit is None:
        return redirect("finding_detail", request.mission.slug, finding.uuid)
    return _show(request, _page(request, finding.visit.uuid), finding=form, status=REFUSED)


def _page(request: MissionRequest, uuid: UUID) -> VisitPage:
    """Return the visit's page; 404 where the visit is not one that this account may see."""
    visits = Visit.objects.filter(mission=request.mission)
    if Permission.REVIEW_VISITS not in request.may:
        visits = visits.of_team(team_of(request.user, request.mission))
    visit = visit_for_page(visits, uuid)
    if visit is None:
        raise Http404(_("There is no such visit."))
    return VisitPage(visit)


def _go_on(request: MissionRequest, visit: Visit, beside: Neighbours) -> HttpResponse:
    """Lead to the next visit of the list one works through, else to the list.

    A visit's page carries the list's address. Who came from a sentence of the statement stays.
    """
    slug = request.mission.slug
    if request.GET.get("from") == "statement":
        page = reverse("visit_detail", args=[slug, visit.uuid])
        return redirect(f"{page}?{request.GET.urlencode()}")
    if beside.next and beside.next != visit.uuid:
        page = reverse("visit_detail", args=[slug, beside.next])
    else:
        messages.info(request, _("That was the last visit of this list."))
        page = reverse("visit_waiting", args=[slug])
    return redirect(f"{page}?{beside.query}" if beside.query else page)


def _show(
    request: MissionRequest,
    page: VisitPage,
    *,
    bound: DecisionForm | None = None,
    finding: FindingForm | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"page": page, "visit": page.visit, **(typed or {})}
    if Permission.REVIEW_VISITS in request.may:
        revision = page.to_decide(request.GET.get("revision", ""))
        context["deciding"] = revision
        offered = offers(page, revision, by=request.user, bound=bound)
        context["offers"] = offered
        context["desks"] = finding_desks(page, offered, by=request.user, bound=finding)
        context["copy_refusal"] = copy_refusal(offered)
        context |= _matching(request, page)
        beside = context["beside"] = neighbours(request, page.visit)
        context["kept_query"] = parse_qsl(beside.query)
        context["history"] = history_of(page.visit)
    return render(request, "visits/visit_detail.html", context, status=status)


def _matching(request: MissionRequest, page: VisitPage) -> dict[str, Any]:
    """Offer stations to a visit that is at none of the list, or whose match may be another."""
    if page.visit.station_id is not None and "match" not in request.GET:
        return {}
    if not page.may_be_matched:
        return {}
    words = request.GET.get("match", page.visit.station_number or page.visit.place)
    return {"match": words, "stations": page.stations(words)}
