"""The own delegation: its people, teams and plan, and its focal point's nominations."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.record_pages import FormPage, form_page
from missions.rules import NotAllowed
from observers.actions import change_nomination, nominate, withdraw_nomination
from observers.forms.people import NominationForm
from observers.models import Delegation, Observer
from observers.own_delegation import delegation_of, own_delegation
from observers.rules import check_can_change_nomination
from observers.same_people import people_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@mission_view(Permission.SEE_OWN_DELEGATION)
@require_safe
def my_delegation(request: MissionRequest) -> HttpResponse:
    """Show the own delegation: quota, people, teams, the plan in words, and contacts."""
    delegation = delegation_of(request.user, request.mission)
    if delegation is None:
        return render(request, "observers/no_delegation.html")
    shown = {
        "own": own_delegation(delegation),
        "may_nominate": Permission.NOMINATE in request.may,
        "contacts": request.mission.contacts.all(),
    }
    return render(request, "observers/my_delegation.html", shown)


@mission_view(Permission.NOMINATE)
@require_http_methods(FORM_METHODS)
def nomination_add(request: MissionRequest) -> HttpResponse:
    """Nominate somebody for the own delegation."""
    delegation = _delegation(request)
    observer = Observer(mission=request.mission, delegation=delegation)
    form = _form(request, delegation, observer)
    page = FormPage(
        _("Nominate an observer"),
        _page(request),
        _("My delegation"),
        said=_("The observer is nominated. The mission's administrators submit the nomination."),
        lead=_("For %(delegation)s. No national of the host country observes.")
        % {"delegation": delegation},
        button=_("Nominate"),
        adds=True,
    )
    return form_page(request, form, page, lambda: nominate(form.instance, by=request.user))


@mission_view(Permission.NOMINATE)
@require_http_methods(FORM_METHODS)
def nomination_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a nomination that the host has not decided on."""
    observer = _nomination(request, pk)
    try:
        check_can_change_nomination(observer)
    except NotAllowed as refused:
        messages.warning(request, str(refused))
        return redirect(_page(request))
    form = _form(request, observer.delegation, observer)
    page = FormPage(
        str(observer), _page(request), _("My delegation"), said=_("The nomination is saved.")
    )
    return form_page(request, form, page, lambda: change_nomination(form.instance, by=request.user))


@mission_view(Permission.NOMINATE)
@require_POST
def nomination_withdraw(request: MissionRequest, pk: int) -> HttpResponse:
    """Withdraw a nomination that the host has not decided on."""
    observer = _nomination(request, pk)
    try:
        withdraw_nomination(observer, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        said = _("The nomination of %(name)s is withdrawn.") % {"name": observer}
        messages.success(request, said)
    return redirect(_page(request))


def _delegation(request: MissionRequest) -> Delegation:
    """Return the delegation the account acts for; 404 where it acts for none."""
    delegation = delegation_of(request.user, request.mission)
    if delegation is None:
        raise Http404(_("You act for no delegation of this mission."))
    return delegation


def _nomination(request: MissionRequest, pk: int) -> Observer:
    """Return an observer of the own delegation; 404 for anybody else."""
    observers = Observer.objects.select_related("person", "delegation", "mission")
    return get_object_or_404(observers, delegation=_delegation(request), pk=pk)


def _form(request: MissionRequest, delegation: Delegation, observer: Observer) -> NominationForm:
    return NominationForm(
        request.mission, request.POST or None, instance=observer, among=people_of(delegation)
    )


def _page(request: MissionRequest) -> str:
    return reverse("my_delegation", args=[request.mission.slug])
