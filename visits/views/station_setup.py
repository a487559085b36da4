"""Keeping the mission's stations: the list and its forms. Observers have a list of their own."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.area_tree import AreaTree
from missions.lists import Adding, list_response
from missions.models import Station
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from visits.actions.stations import delete_station, save_station
from visits.forms.stations import StationForm
from visits.station_table import StationFilter, StationTable

STATIONS = RecordPages("station", gettext_lazy("Stations"), listed="station_setup")


@mission_view(Permission.SET_UP)
@require_safe
def station_setup(request: MissionRequest) -> HttpResponse:
    """List the stations with all that is kept of them."""
    tree = AreaTree(request.mission)
    stations = Station.objects.filter(mission=request.mission).select_related("mission", "area")
    return list_response(
        request,
        name="stations",
        title=_("Stations"),
        table=StationTable,
        filters=StationFilter,
        records=stations.annotate(visited=Count("visits")),
        table_options={"tree": tree},
        adding=_adding(request) if tree.areas else _areas_first(request),
    )


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def station_add(request: MissionRequest) -> HttpResponse:
    """Add a station."""
    form = StationForm(request.mission, request.POST or None)
    page = STATIONS.page(request, _("Add a station"), said=_("The station is added."))
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def station_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a station; what was seen there moves with it to another area."""
    station = _station(request, pk)
    form = StationForm(request.mission, request.POST or None, instance=station)
    page = STATIONS.page(request, str(station), said=_("The station is saved."), record=station)
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def station_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a station that nothing depends on."""
    station = _station(request, pk)
    said = _("Station %(station)s is deleted.") % {"station": station}
    return delete_page(
        request,
        station,
        back=STATIONS.back(request),
        said=said,
        delete=lambda: delete_station(station, mission=request.mission, by=request.user),
    )


def _station(request: MissionRequest, pk: int) -> Station:
    stations = Station.objects.select_related("area")
    return get_object_or_404(stations, mission=request.mission, pk=pk)


def _adding(request: MissionRequest) -> Adding:
    return Adding(
        reverse("station_add", args=[request.mission.slug]),
        _("Add a station"),
        nothing=_("No stations yet"),
        advice=_(
            "Add the polling stations, and the commissions where results are tabulated. A workbook "
            "brings all of them at once."
        ),
    )


def _areas_first(request: MissionRequest) -> Adding:
    return Adding(
        reverse("area_add", args=[request.mission.slug]),
        _("Add an area"),
        nothing=_("No stations yet"),
        advice=_("Every station lies in an area: add the areas first."),
    )


def _save(request: MissionRequest, form: StationForm) -> None:
    save_station(form.instance, mission=request.mission, by=request.user)
