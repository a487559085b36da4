"""Bringing in the file of a phone that could not send."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from missions.access import MissionRequest, Permission, mission_view
from missions.record_pages import FORM_METHODS
from visits.actions import Brought, Line, bring_in
from visits.forms.outbox import OutboxForm
from visits.outbox_file import UnreadableOutbox, read_outbox


@mission_view(Permission.ENTER_VISITS)
@require_http_methods(FORM_METHODS)
def outbox_import(request: MissionRequest) -> HttpResponse:
    """Take in the file that a phone exported, and say of each entry what became of it."""
    form = OutboxForm(request.POST, request.FILES) if request.method == "POST" else OutboxForm()
    lines: list[Line] | None = None
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            outbox = read_outbox(file, file.size, request.mission.slug)
            lines = bring_in(outbox, mission=request.mission, by=request.user)
        except UnreadableOutbox as unreadable:
            form.add_error("file", str(unreadable))
    shown: dict[str, Any] = {"form": form, "lines": lines}
    if lines is not None:
        counted = Counter(line.outcome for line in lines)
        shown["counts"] = [(each, counted[each]) for each in Brought if counted[each]]
        shown["form"] = OutboxForm()
    return render(request, "visits/outbox_import.html", shown)
