"""Meetings and source documents: their lists, their forms, and the question before deleting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.models import Meeting, SourceDocument
from missions.record_pages import FormPage, delete_page, form_page
from reports.actions.records import keep_record, remove_record
from reports.forms.records import MeetingForm, SourceForm
from reports.record_tables import MeetingFilter, MeetingTable, SourceFilter, SourceTable
from reports.resting import Bound, Resting, resting_on
from reports.statement_page import anchor_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@mission_view(Permission.EDIT_RECORDS)
@require_safe
def meeting_list(request: MissionRequest) -> HttpResponse:
    """The meetings of the mission."""
    return list_response(
        request,
        template="reports/records/meeting_list.html",
        name="meetings",
        title=_("Meetings"),
        table=MeetingTable,
        filters=MeetingFilter,
        records=Meeting.objects.filter(mission=request.mission).select_related("area"),
    )


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_add(request: MissionRequest) -> HttpResponse:
    """Add a meeting."""
    form = MeetingForm(request.mission, request.POST or None)
    page = FormPage(_("Add a meeting"), *_meetings(request), said=_("The meeting is added."))
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a meeting."""
    meeting = get_object_or_404(Meeting, mission=request.mission, pk=pk)
    form = MeetingForm(request.mission, request.POST or None, instance=meeting)
    page = FormPage(
        str(meeting),
        *_meetings(request),
        said=_("The meeting is saved."),
        delete=reverse("meeting_delete", args=[request.mission.slug, pk]),
    )
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a meeting that no sentence rests on."""
    meeting = get_object_or_404(Meeting, mission=request.mission, pk=pk)
    said = _("The meeting with “%(meeting)s” is deleted.") % {"meeting": meeting}
    return _delete(request, meeting, _meetings(request)[0], said)


@mission_view(Permission.EDIT_RECORDS)
@require_safe
def source_list(request: MissionRequest) -> HttpResponse:
    """The source documents of the mission."""
    return list_response(
        request,
        template="reports/records/source_list.html",
        name="sources",
        title=_("Source documents"),
        table=SourceTable,
        filters=SourceFilter,
        records=SourceDocument.objects.filter(mission=request.mission),
    )


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_add(request: MissionRequest) -> HttpResponse:
    """Add a source document."""
    form = SourceForm(request.mission, request.POST or None)
    page = FormPage(
        _("Add a source document"), *_sources(request), said=_("The source document is added.")
    )
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a source document."""
    source = get_object_or_404(SourceDocument, mission=request.mission, pk=pk)
    form = SourceForm(request.mission, request.POST or None, instance=source)
    page = FormPage(
        str(source),
        *_sources(request),
        said=_("The source document is saved."),
        delete=reverse("source_delete", args=[request.mission.slug, pk]),
    )
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a source document that no sentence rests on."""
    source = get_object_or_404(SourceDocument, mission=request.mission, pk=pk)
    said = _("The source document “%(source)s” is deleted.") % {"source": source}
    return _delete(request, source, _sources(request)[0], said)


def _meetings(request: MissionRequest) -> tuple[str, str]:
    return reverse("meeting_list", args=[request.mission.slug]), _("Meetings")


def _sources(request: MissionRequest) -> tuple[str, str]:
    return reverse("source_list", args=[request.mission.slug]), _("Source documents")


def _keep(request: MissionRequest, record: Bound) -> None:
    keep_record(record, mission=request.mission, by=request.user)


def _delete(request: MissionRequest, record: Bound, back: str, said: str) -> HttpResponse:
    resting = resting_on(record) if request.method != "POST" else []
    if resting:
        dependents = [(each, _way_to(request, each)) for each in resting]
        shown: dict[str, Any] = {"record": record, "dependents": dependents, "back": back}
        return render(request, "components/confirm_delete.html", shown)

    def remove() -> None:
        remove_record(record, mission=request.mission, by=request.user)

    return delete_page(request, record, back=back, said=said, delete=remove)


def _way_to(request: MissionRequest, resting: Resting) -> str:
    query = {"kind": resting.kind}
    page = reverse("statement_draft", args=[request.mission.slug], query=query)
    return f"{page}#{anchor_of(resting.key)}"
