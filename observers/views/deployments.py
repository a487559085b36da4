"""Deployments: the list, planning several stations at once, changing and deleting one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.record_pages import FORM_METHODS, REFUSED, RecordPages, delete_page, form_page
from missions.rules import NotAllowed
from missions.sent_forms import once
from observers.actions import plan_stations, remove_deployment, save_deployment
from observers.actions.deployments import Planned
from observers.forms.deployments import DeploymentForm, PlanForm
from observers.lists.adding import PEOPLE_LIST, adding
from observers.lists.deployments import DeploymentFilter, DeploymentTable
from observers.models import Deployment

DEPLOYMENT = RecordPages("deployment", gettext_lazy("Deployment"))


@mission_view(Permission.SEE_PEOPLE)
@require_safe
def deployment_list(request: MissionRequest) -> HttpResponse:
    """List which team is to be where, at which stage."""
    planned = Deployment.objects.filter(mission=request.mission)
    return list_response(
        request,
        template=PEOPLE_LIST,
        name="deployments",
        title=_("Deployment"),
        table=DeploymentTable,
        filters=DeploymentFilter,
        records=planned.select_related("team", "station__area"),
        adding=adding(
            request,
            "deployment_add",
            _("Plan stations"),
            nothing=_("Nothing is planned yet"),
            advice=_(
                "Choose which stations each team visits at the opening, during voting, and for "
                "the count."
            ),
            otherwise=_("The mission's administrators plan where teams go."),
            kept="team",
        ),
        context={"may_edit": Permission.EDIT_PEOPLE in request.may},
    )


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def deployment_add(request: MissionRequest) -> HttpResponse:
    """Plan stations for a team at a stage; finding them changes nothing."""
    if request.method != "POST":
        return _show(request, PlanForm(request.mission, initial=request.GET.dict()))
    ticked = request.POST.getlist("station")
    if "find" in request.POST:
        return _show(request, PlanForm(request.mission, initial=request.POST.dict(), ticked=ticked))
    form = PlanForm(request.mission, request.POST, ticked=ticked)
    if not form.is_valid():
        return _show(request, form)
    try:
        return redirect(_plan(request, form))
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _show(request, form, status=REFUSED)


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def deployment_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change when a station is to be visited, or how it was chosen."""
    deployment = _deployment(request, pk)
    form = DeploymentForm(request.POST or None, instance=deployment)
    page = DEPLOYMENT.page(
        request,
        str(deployment),
        said=_("The plan is saved."),
        record=deployment,
        lead=_("For another station, team or stage, delete this and plan anew."),
    )
    return form_page(request, form, page, lambda: save_deployment(form.instance, by=request.user))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def deployment_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then take a station out of a team's plan."""
    deployment = _deployment(request, pk)
    return delete_page(
        request,
        deployment,
        back=DEPLOYMENT.back(request),
        said=_("“%(deployment)s” is no longer planned.") % {"deployment": deployment},
        delete=lambda: remove_deployment(deployment, by=request.user),
    )


def _plan(request: MissionRequest, form: PlanForm) -> str:
    """Plan what is ticked, say so, and return the address of the team's plan."""
    team = form.cleaned_data["team"]
    told = {name: form.cleaned_data[name] for name in ("stage", "planned_at", "chosen_by")}
    added = once(
        request,
        lambda: plan_stations(team, stations=form.chosen, by=request.user, **told),
        lambda planned: reverse("team_plan", args=[request.mission.slug, team.pk]),
    )
    if added.made is not None:
        messages.success(request, _sentence(added.made))
        if form.outside:
            messages.warning(request, _remark(form))
    return added.led_to


def _sentence(planned: Planned) -> str:
    new = ngettext("%(n)d station is planned.", "%(n)d stations are planned.", len(planned.new))
    sentence = new % {"n": len(planned.new)}
    if not planned.already:
        return sentence
    numbers = ", ".join(station.number for station in planned.already)
    return f"{sentence} {_('Planned already: %(numbers)s.') % {'numbers': numbers}}"


def _remark(form: PlanForm) -> str:
    """Return which of the stations lie outside the team's area: they are planned all the same."""
    numbers = ", ".join(station.number for station in form.outside)
    team = form.cleaned_data["team"]
    said = _("Outside the team's area (%(area)s): %(numbers)s. Planned all the same.")
    return said % {"area": team.area, "numbers": numbers}


def _show(request: MissionRequest, form: PlanForm, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "back": DEPLOYMENT.back(request)}
    return render(request, "observers/deployment_add.html", shown, status=status)


def _deployment(request: MissionRequest, pk: int) -> Deployment:
    planned = Deployment.objects.select_related("team", "station", "mission")
    return get_object_or_404(planned, mission=request.mission, pk=pk)
