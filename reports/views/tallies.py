"""Tallies: what was answered to every question of a stage."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.actions import note_list_taken
from missions.enumerations import Stage
from missions.list_files import FILES, list_file
from reports.tallies import StageTally, stage_tally
from reports.tally_file import tally_rows
from reports.tally_page import ShownGroup, shown_groups


@mission_view(Permission.SEE_DRAFT)
@require_safe
def tally_list(request: MissionRequest) -> HttpResponse:
    """Every question of a stage with its answers, of verified visits or of all that may count."""
    asked = request.GET.get("stage", "")
    stage = Stage(asked) if asked in Stage.values else Stage.VOTING
    tally = stage_tally(
        request.mission, stage, provisional=request.GET.get("count") == "provisional"
    )
    groups = shown_groups(tally) if tally.answered else []
    if groups and (wanted := request.GET.get("format")) in FILES:
        return _file(request, tally, groups, str(wanted))
    context = {
        "tally": tally,
        "stage": stage,
        "stages": list(Stage),
        "groups": groups,
        "by_area": request.GET.get("by") == "area",
    }
    return render(request, "reports/tally_list.html", context)


def _file(
    request: MissionRequest, tally: StageTally, groups: list[ShownGroup], format_name: str
) -> HttpResponse:
    rows = tally_rows(groups)
    name = f"tallies-{tally.stage}" + ("-provisional" if tally.provisional else "")
    note_list_taken(
        mission=request.mission,
        name=name,
        format_name=format_name,
        rows=len(rows) - 1,
        by=request.user,
    )
    stem = f"{request.mission.slug}-{name}"
    return list_file(rows, stem=stem, title=name, format_name=format_name)
