"""The mission's areas: the list, and keeping it."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.actions.places import delete_area, save_area
from missions.area_list import AreaFilter, AreaTable
from missions.area_tree import AreaTree
from missions.forms.places import AreaForm
from missions.lists import Adding, list_response
from missions.models import Area, Station
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page

AREAS = RecordPages("area", gettext_lazy("Areas"))


@mission_view(Permission.SET_UP)
@require_safe
def area_list(request: MissionRequest) -> HttpResponse:
    """List the areas, each with what it lies in."""
    areas = Area.objects.filter(mission=request.mission).select_related("mission", "parent")
    stations = Station.objects.filter(mission=request.mission).order_by()
    counted = stations.values_list("area").annotate(n=Count("pk"))
    return list_response(
        request,
        name="areas",
        title=_("Areas"),
        table=AreaTable,
        filters=AreaFilter,
        records=areas,
        adding=Adding(
            reverse("area_add", args=[request.mission.slug]),
            _("Add an area"),
            nothing=_("No areas yet"),
            advice=_(
                "Stations lie in areas, and the text counts by area: add the regions and cities "
                "first. A workbook brings all of them at once."
            ),
        ),
        table_options={"tree": AreaTree(request.mission), "stations": dict(counted)},
    )


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_add(request: MissionRequest) -> HttpResponse:
    """Add an area."""
    form = AreaForm(request.mission, request.POST or None)
    page = AREAS.page(request, _("Add an area"), said=_("The area is added."))
    return form_page(request, form, page, lambda: save_area(form.instance, by=request.user))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change an area."""
    area = get_object_or_404(Area, mission=request.mission, pk=pk)
    form = AreaForm(request.mission, request.POST or None, instance=area)
    page = AREAS.page(request, str(area), said=_("The area is saved."), record=area)
    return form_page(request, form, page, lambda: save_area(form.instance, by=request.user))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def area_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete an area that nothing depends on."""
    area = get_object_or_404(Area, mission=request.mission, pk=pk)
    said = _("%(area)s is deleted.") % {"area": area}
    return delete_page(
        request,
        area,
        back=AREAS.back(request),
        said=said,
        delete=lambda: delete_area(area, by=request.user),
    )
