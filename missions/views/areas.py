"""The mission's areas: the list, and keeping it."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.actions.places import delete_area, save_area
from missions.area_list import AreaFilter, AreaTable
from missions.area_tree import AreaTree
from missions.forms.places import AreaForm
from missions.lists import list_response
from missions.models import Area, Station
from missions.record_pages import FORM_METHODS, FormPage, delete_page, form_page


@mission_view(Permission.SET_UP)
@require_safe
def area_list(request: MissionRequest) -> HttpResponse:
    """List the areas, each with what it lies in."""
    areas = Area.objects.filter(mission=request.mission).select_related("mission", "parent")
    stations = Station.objects.filter(mission=request.mission).order_by()
    counted = stations.values_list("area").annotate(n=Count("pk"))
    return list_response(
        request,
        template="missions/area_list.html",
        name="areas",
        title=_("Areas"),
        table=AreaTable,
        filters=AreaFilter,
        records=areas,
        table_options={"tree": AreaTree(request.mission), "stations": dict(counted)},
    )


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_add(request: MissionRequest) -> HttpResponse:
    """Add an area."""
    form = AreaForm(request.mission, request.POST or None)
    page = _page(request, _("Add an area"), said=_("The area is added."))
    return form_page(request, form, page, lambda: save_area(form.instance, by=request.user))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change an area."""
    area = get_object_or_404(Area, mission=request.mission, pk=pk)
    form = AreaForm(request.mission, request.POST or None, instance=area)
    delete = reverse("area_delete", args=[request.mission.slug, pk])
    page = _page(request, str(area), said=_("The area is saved."), delete=delete)
    return form_page(request, form, page, lambda: save_area(form.instance, by=request.user))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete an area that nothing depends on."""
    area = get_object_or_404(Area, mission=request.mission, pk=pk)
    said = _("%(area)s is deleted.") % {"area": area}
    back = reverse("area_list", args=[request.mission.slug])
    return delete_page(
        request, area, back=back, said=said, delete=lambda: delete_area(area, by=request.user)
    )


def _page(request: MissionRequest, title: str, *, said: str, delete: str = "") -> FormPage:
    back = reverse("area_list", args=[request.mission.slug])
    return FormPage(title, back, _("Areas"), said=said, delete=delete)
