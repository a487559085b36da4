"""Meetings and source documents: their lists, their forms, and the question before deleting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import Adding, list_response
from missions.models import Meeting, SourceDocument
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from reports.actions.records import keep_record, remove_record
from reports.forms.records import MeetingForm, SourceForm
from reports.record_tables import MeetingFilter, MeetingTable, SourceFilter, SourceTable
from reports.resting import Bound, Resting, resting_on
from reports.statement_page import anchor_of

MEETINGS = RecordPages("meeting", gettext_lazy("Meetings"))
SOURCES = RecordPages("source", gettext_lazy("Source documents"))


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
        adding=Adding(
            reverse("meeting_add", args=[request.mission.slug]),
            _("Add a meeting"),
            nothing=_("No meeting yet"),
            advice=_(
                "Add whom the mission met before and after election day; the statement lists them."
            ),
        ),
    )


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_add(request: MissionRequest) -> HttpResponse:
    """Add a meeting."""
    form = MeetingForm(request.mission, request.POST or None)
    page = MEETINGS.page(request, _("Add a meeting"), said=_("The meeting is added."))
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a meeting."""
    meeting = get_object_or_404(Meeting, mission=request.mission, pk=pk)
    form = MeetingForm(request.mission, request.POST or None, instance=meeting)
    page = MEETINGS.page(request, str(meeting), said=_("The meeting is saved."), record=meeting)
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def meeting_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a meeting that no sentence rests on."""
    meeting = get_object_or_404(Meeting, mission=request.mission, pk=pk)
    said = _("The meeting with “%(meeting)s” is deleted.") % {"meeting": meeting}
    return _delete(request, meeting, MEETINGS.back(request), said)


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
        adding=Adding(
            reverse("source_add", args=[request.mission.slug]),
            _("Add a source document"),
            nothing=_("No source document yet"),
            advice=_("Add the official figure, law, monitoring or report that a claim rests on."),
        ),
    )


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_add(request: MissionRequest) -> HttpResponse:
    """Add a source document."""
    form = SourceForm(request.mission, request.POST or None)
    said = _("The source document is added.")
    page = SOURCES.page(request, _("Add a source document"), said=said)
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a source document."""
    source = get_object_or_404(SourceDocument, mission=request.mission, pk=pk)
    form = SourceForm(request.mission, request.POST or None, instance=source)
    said = _("The source document is saved.")
    page = SOURCES.page(request, str(source), said=said, record=source)
    return form_page(request, form, page, lambda: _keep(request, form.instance))


@mission_view(Permission.EDIT_RECORDS)
@require_http_methods(FORM_METHODS)
def source_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a source document that no sentence rests on."""
    source = get_object_or_404(SourceDocument, mission=request.mission, pk=pk)
    said = _("The source document “%(source)s” is deleted.") % {"source": source}
    return _delete(request, source, SOURCES.back(request), said)


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
