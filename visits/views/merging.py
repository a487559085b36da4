"""Two versions of one visit, side by side: the team chooses what holds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from missions.access import MissionRequest, Permission, mission_view
from missions.record_pages import FORM_METHODS, REFUSED
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits import rules
from visits.actions import Receipt, merge_copy
from visits.copies_beside import merge_of
from visits.models import Visit, VisitConflict

CHOICE = "choice-"


@mission_view(Permission.LOG_VISITS)
@require_http_methods(FORM_METHODS)
def visit_merge(request: MissionRequest, uuid: UUID, sha256: str) -> HttpResponse:
    """Show a copy kept beside the team's visit next to the latest version, and merge the two."""
    team = team_of(request.user, request.mission)
    own = Visit.objects.filter(mission=request.mission).of_team(team)
    visit = get_object_or_404(own.select_related("station", "team", "mission"), uuid=uuid)
    copies = visit.conflicts.select_related("account", "resolved_by")
    copy = get_object_or_404(copies, sha256=sha256)
    copy.visit = visit
    try:
        # Whose team is none has no visit either: the page was not found above.
        rules.check_can_merge(copy, team)
        if request.method == "POST" and team is not None:
            return _merge(request, copy, team)
        return _show(request, copy, {})
    except NotAllowed as refused:
        shown = {"visit": visit, "copy": copy, "why": str(refused)}
        status = REFUSED if request.method == "POST" else 200
        return render(request, "visits/visit_merged.html", shown, status=status)


def _merge(request: MissionRequest, copy: VisitConflict, team: Team) -> HttpResponse:
    chosen = {
        key.removeprefix(CHOICE): value
        for key, value in request.POST.items()
        if key.startswith(CHOICE) and isinstance(value, str)
    }
    parent = request.POST.get("parent", "")
    shown = copy.visit.revisions.filter(sha256=parent).first()
    if shown is None or merge_of(copy, shown).undecided(chosen):
        messages.error(request, str(rules.CHOOSE_EACH))
        return _show(request, copy, chosen, status=400)
    receipt = merge_copy(copy, parent=parent, chosen=chosen, team=team, by=request.user)
    return _led_on(request, receipt)


def _led_on(request: MissionRequest, receipt: Receipt) -> HttpResponse:
    """Lead to the receipt; where another version came meanwhile, to merging with that one."""
    slug = request.mission.slug
    if receipt.outcome == "conflict":
        messages.warning(
            request,
            _("Another version came while you chose. What you chose is kept: compare once more."),
        )
        return redirect("visit_merge", slug, receipt.uuid, receipt.sha256)
    return redirect("visit_received", slug, receipt.uuid, receipt.sha256)


def _show(
    request: MissionRequest, copy: VisitConflict, chosen: dict[str, str], status: int = 200
) -> HttpResponse:
    visit = copy.visit
    revisions = visit.revisions.select_related("account", "form_version")
    latest = revisions.get(number=visit.latest_revision)
    merge = merge_of(copy, latest)
    shown: dict[str, Any] = {
        "visit": visit,
        "copy": copy,
        "latest": latest,
        "parts": merge.parts(chosen),
        "agreed": merge.agreed,
        "missing": merge.undecided(chosen) if status != 200 else [],
    }
    return render(request, "visits/visit_merge.html", shown, status=status)
