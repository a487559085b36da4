"""Making a mission, and its settings."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from missions.access import MissionRequest, Permission, mission_view, signed_in
from missions.models import Account
from missions.record_pages import FORM_METHODS, FormPage, form_page
from reports.actions.mission_setup import keep_mission
from reports.forms.mission import MissionForm


def administrator_of(request: HttpRequest) -> Account:
    """Return the account of the request; raises Http404 where it may make no missions."""
    account = cast(Account, request.user)
    if not account.is_administrator:
        raise Http404
    return account


@signed_in
@require_http_methods(FORM_METHODS)
def mission_new(request: HttpRequest) -> HttpResponse:
    """Make a mission; its areas come next."""
    account = administrator_of(request)
    form = MissionForm(request.POST or None)
    page = FormPage(
        _("Create a mission"),
        reverse("start"),
        _("My missions"),
        said=_("The mission is created. Its areas and stations come next."),
        lead=_("Only what is marked with * is needed now; the rest can follow under Settings."),
        button=_("Create the mission"),
        adds=True,
    )

    def save() -> str:
        keep_mission(form.instance, by=account)
        return reverse("area_list", args=[form.instance.slug])

    return form_page(request, form, page, save)


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def mission_settings(request: MissionRequest) -> HttpResponse:
    """Change what the mission says of itself and how its visits are counted."""
    form = MissionForm(request.POST or None, instance=request.mission)
    page = FormPage(
        _("Settings"),
        request.path,
        "",
        said=_("The settings are saved."),
        lead=_("Changes are in every draft from now on, and in the mission's history."),
    )
    return form_page(request, form, page, lambda: keep_mission(form.instance, by=request.user))
