"""What an observer finds of the own team: its visits, its people and its plan."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.enumerations import Stage
from observers.teams import members_of, team_of
from visits.team_day import day_of
from visits.team_visits import Standing, TeamVisit, amounts_of, narrowed, to_tell, visits_of
from visits.views.no_team import no_team_page

ON_A_PAGE = 30


@mission_view(Permission.LOG_VISITS)
@require_safe
def my_visits(request: MissionRequest) -> HttpResponse:
    """The visits of one's team, newest first, narrowed by ?state= and ?stage=."""
    team = team_of(request.user, request.mission)
    if team is None:
        return no_team_page(request)
    state, stage = request.GET.get("state", ""), request.GET.get("stage", "")
    own = visits_of(team)
    found = to_tell(narrowed(own, state, stage))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    amounts = amounts_of(own)
    shown: dict[str, Any] = {
        "team": team,
        "page": page,
        "visits": [TeamVisit(visit) for visit in page],
        "all": amounts["all"],
        "states": [(each, amounts[each]) for each in Standing],
        "stages": [(each, amounts[each]) for each in Stage if amounts[each] or each == stage],
        "state": state if state in Standing.values else "",
        "stage": stage if stage in Stage.values else "",
    }
    return render(request, "visits/my_visits.html", shown)


@mission_view(Permission.LOG_VISITS)
@require_safe
def my_team(request: MissionRequest) -> HttpResponse:
    """One's team mates with how to reach them, and the team's plan with what is done."""
    team = team_of(request.user, request.mission)
    if team is None:
        return no_team_page(request)
    shown = {"team": team, "members": members_of(team), "day": day_of(team)}
    return render(request, "visits/my_team.html", shown)
