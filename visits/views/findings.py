"""Findings: the list, the page of one, and what the secretariat writes of them."""

from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.record_pages import FORM_METHODS, REFUSED, FormPage, form_page
from missions.rules import NotAllowed
from visits.actions import (
    add_finding,
    agree_to_proposal,
    decide_finding,
    drop_proposal,
    edit_finding,
)
from visits.as_shown import finding_as_shown
from visits.finding_list import FindingFilter, FindingTable, findings_as_listed
from visits.finding_page import PROPOSED, FindingPage, decided_finding
from visits.forms.finding_entry import FindingEntryForm
from visits.forms.review import ProposalForm
from visits.models import Finding


@mission_view(Permission.REVIEW_FINDINGS)
@require_safe
def finding_list(request: MissionRequest) -> HttpResponse:
    """Every finding, those not decided first; or narrowed by the address."""
    return list_response(
        request,
        template="visits/finding_list.html",
        name="findings",
        title=_("Findings"),
        table=FindingTable,
        records=findings_as_listed(Finding.objects.filter(mission=request.mission)),
        filters=FindingFilter,
    )


@mission_view(Permission.REVIEW_FINDINGS)
@require_safe
def finding_detail(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """One finding: what was told, its visit, its history, and the decision on it."""
    return _show(request, _page(request, uuid))


@mission_view(Permission.REVIEW_FINDINGS)
@require_POST
def finding_settle(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Say on the finding's own page how far it has come."""
    page = _page(request, uuid)
    page.typed = request.POST
    if not page.form.is_valid():
        return _show(request, page, status=REFUSED)
    try:
        made = decide_finding(page.finding, by=request.user, **page.form.cleaned_data)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        # Read again: it may have changed between the reading and the deciding.
        now = _page(request, uuid)
        now.typed = request.POST
        return _show(request, now, status=REFUSED)
    messages.success(request, decided_finding(made))
    return redirect("finding_detail", request.mission.slug, uuid)


@mission_view(Permission.REVIEW_FINDINGS)
@require_POST
def finding_second(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Agree as the second person to what was proposed of a finding, or leave it as it is."""
    page = _page(request, uuid)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        shown, agreed = form.cleaned_data["shown"], form.cleaned_data["proposed"]
        if form.cleaned_data["agree"]:
            agree_to_proposal(page.finding, proposed=agreed, by=request.user, shown=shown)
            messages.success(request, _("Two people agree: it is done."))
        else:
            drop_proposal(page.finding, by=request.user, shown=shown)
            messages.success(request, _("The finding stays as it is."))
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return _show(request, _page(request, uuid), status=REFUSED)
    return redirect("finding_detail", request.mission.slug, uuid)


@mission_view(Permission.REVIEW_FINDINGS)
@require_http_methods(FORM_METHODS)
def finding_edit(request: MissionRequest, uuid: UUID) -> HttpResponse:
    """Word a finding better, or say what it is about; what was told first is kept."""
    finding = _page(request, uuid).finding
    form = FindingEntryForm(request.mission, uuid, *_typed(request), finding=finding)
    shown = FormPage(
        title=_("Edit finding %(code)s") % {"code": finding.code},
        back=reverse("finding_detail", args=[request.mission.slug, uuid]),
        back_label=_("Back to the finding"),
        said="",
        lead=_("What was told first is kept, and shown beside what you write."),
    )

    def save() -> None:
        read = finding_as_shown(finding)
        made = edit_finding(finding, by=request.user, shown=read, **form.told())
        if made.proposed and made.proposed != finding.proposed:
            messages.warning(request, PROPOSED % {"code": made.code})
        else:
            said = _("The finding is changed. What was told first is kept beside.")
            messages.success(request, said)

    return form_page(request, form, shown, save)


@mission_view(Permission.REVIEW_FINDINGS)
@require_http_methods(FORM_METHODS)
def finding_add(request: MissionRequest) -> HttpResponse:
    """Write down what the secretariat knows by itself: from a meeting, an authority, the media."""
    number = _number(request)
    form = FindingEntryForm(request.mission, number, *_typed(request))
    shown = FormPage(
        title=_("Add a finding"),
        back=reverse("finding_list", args=[request.mission.slug]),
        back_label=_("Back to the findings"),
        said=_("The finding is added. It counts once it is confirmed."),
        lead=_("What no team saw: from a meeting, an authority or the media. Roles, no names."),
    )
    save = partial(add_finding, uuid=number, by=request.user, mission=request.mission)
    return form_page(request, form, shown, lambda: save(**form.told()))


def _typed(request: MissionRequest) -> list[object]:
    return [request.POST] if request.method == "POST" else []


def _number(request: MissionRequest) -> UUID:
    """Return the number the page was opened with: a second click adds no second finding."""
    try:
        return UUID(request.POST.get("finding", ""))
    except ValueError:
        return uuid4()


def _page(request: MissionRequest, uuid: UUID) -> FindingPage:
    named = Finding.objects.filter(mission=request.mission).select_related(
        "mission", "visit__station", "station", "area", "team", "duplicate_of", "account"
    )
    finding = get_object_or_404(named, uuid=uuid)
    return FindingPage(finding, request.user, request.GET.get("likely", "").strip())


def _show(request: MissionRequest, page: FindingPage, status: int = 200) -> HttpResponse:
    shown = {"page": page, "finding": page.finding}
    return render(request, "visits/finding_detail.html", shown, status=status)
