"""What somebody reads who may log visits and is in no team."""

from django.http import HttpResponse
from django.shortcuts import render

from missions.access import MissionRequest
from observers.teams import is_tied


def no_team_page(request: MissionRequest) -> HttpResponse:
    """Say whom to ask: the secretariat, or who can say which observer the account is."""
    told = {"is_tied": is_tied(request.user, request.mission)}
    return render(request, "visits/no_team.html", told)
