"""Teams: the list, forming, changing and deleting one, and the plan to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from observers.actions import remove_team, save_team
from observers.actions.teams import PARTS
from observers.forms.teams import TeamForm
from observers.lists.adding import PEOPLE_LIST, adding
from observers.lists.teams import TeamFilter, TeamTable, teams_listed
from observers.models import Team
from observers.team_plan import plan_of

TEAMS = RecordPages("team", gettext_lazy("Teams"))


@mission_view(Permission.SEE_PEOPLE)
@require_safe
def team_list(request: MissionRequest) -> HttpResponse:
    """List the teams with their members and how much is planned for them."""
    return list_response(
        request,
        template=PEOPLE_LIST,
        name="teams",
        title=_("Teams"),
        table=TeamTable,
        filters=TeamFilter,
        records=teams_listed(request.mission),
        adding=adding(
            request,
            "team_add",
            _("Form a team"),
            nothing=_("No team yet"),
            advice=_("Form teams of two or more observers from different states."),
            otherwise=_("The mission's administrators form them."),
        ),
        context={"may_edit": Permission.EDIT_PEOPLE in request.may},
    )


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def team_add(request: MissionRequest) -> HttpResponse:
    """Form a team."""
    form = TeamForm(request.mission, request.POST or None)
    page = TEAMS.page(request, _("Form a team"), said=_("The team is formed."))
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def team_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a team, or who is in it."""
    team = _team(request, pk)
    form = TeamForm(request.mission, request.POST or None, instance=team)
    page = TEAMS.page(request, str(team), said=_("The team is saved."), record=team)
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def team_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a team that has logged nothing; its plan goes with it."""
    team = _team(request, pk)
    return delete_page(
        request,
        team,
        back=TEAMS.back(request),
        said=_("Team “%(team)s” is deleted.") % {"team": team},
        parts=PARTS,
        delete=lambda: remove_team(team, by=request.user),
        lead=_goes_along(team),
    )


@mission_view(Permission.SEE_PEOPLE)
@require_safe
def team_plan(request: MissionRequest, pk: int) -> HttpResponse:
    """Show a team's members and plan, to be printed."""
    team = _team(request, pk)
    places = team.places.select_related("observer__person", "observer__delegation")
    shown = {
        "team": team,
        "places": places.order_by("observer__code"),
        "days": plan_of(team),
        "contacts": request.mission.contacts.all(),
        "may_edit": Permission.EDIT_PEOPLE in request.may,
        "may_see_personal": Permission.SEE_PERSONAL in request.may,
    }
    return render(request, "observers/team_plan.html", shown)


def _team(request: MissionRequest, pk: int) -> Team:
    teams = Team.objects.select_related("area", "mission")
    return get_object_or_404(teams, mission=request.mission, pk=pk)


def _goes_along(team: Team) -> str:
    """Return what is deleted with a team, as a sentence."""
    planned = team.deployments.count()
    if not planned:
        return _("Its members are free for another team.")
    said = ngettext(
        "%(n)d station planned for it leaves the plan, and its members are free for another team.",
        "%(n)d stations planned for it leave the plan, and its members are free for another team.",
        planned,
    )
    return said % {"n": planned}


def _save(request: MissionRequest, form: TeamForm) -> None:
    save_team(form.instance, members=form.cleaned_data["members"], by=request.user)
