"""The columns of the stations' list as it is kept, and how it narrows."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from missions.area_tree import AreaTree
from missions.enumerations import Setting, StationKind
from missions.forms.numbers import typed
from missions.lists import ListFilter, ListTable, SearchFilter
from missions.models import Station

NUMBER: dict[str, dict[str, str]] = {"th": {"class": "number"}, "td": {"class": "number"}}
UNKNOWN = "unknown"


def _edit(record: Station) -> str:
    return reverse("station_edit", args=[record.mission.slug, record.pk])


class StationTable(ListTable):
    """Stations, each with its area and how many visits were made there."""

    number = tables.Column(linkify=_edit)
    name = tables.Column()
    area = tables.Column(order_by="area__name")
    kind = tables.Column()
    setting = tables.Column()
    address = tables.Column()
    registered_voters = tables.Column(attrs=NUMBER)
    visited = tables.Column(verbose_name=_("Visits"), attrs=NUMBER)
    code = tables.Column()

    class Meta(ListTable.Meta):
        model = Station
        fields = (
            "number",
            "name",
            "area",
            "kind",
            "setting",
            "address",
            "registered_voters",
            "visited",
            "code",
        )

    def __init__(self, *args: Any, tree: AreaTree, **kwargs: Any) -> None:
        self.tree = tree
        super().__init__(*args, **kwargs)

    def render_area(self, record: Station) -> str:
        """Return the area after all it lies in."""
        return self.tree.in_words(record.area)

    value_area = render_area

    def render_registered_voters(self, record: Station) -> str:
        """Return the number with its mark."""
        return typed(record, "registered_voters")

    value_registered_voters = render_registered_voters


class StationFilter(ListFilter):
    """By words, by area with all that lies in it, by kind and setting."""

    q = SearchFilter("number", "name", "code", "address", "names")
    area = django_filters.ChoiceFilter(
        label=_("Area"), empty_label=_("All areas"), method="in_area"
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=StationKind.choices, empty_label=_("All kinds")
    )
    setting = django_filters.ChoiceFilter(
        label=_("Setting"),
        choices=[*Setting.choices, (UNKNOWN, _("Not known"))],
        empty_label=_("Any setting"),
        method="in_setting",
    )

    class Meta:
        model = Station
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = AreaTree(self.request.mission)
        self.filters["area"].extra["choices"] = self.tree.choices

    def in_area(self, stations: QuerySet[Station], _name: str, code: str) -> QuerySet[Station]:
        """Return the stations in an area and in all that lies in it."""
        return stations.filter(area__in=self.tree.within(code))

    def in_setting(self, stations: QuerySet[Station], _name: str, value: str) -> QuerySet[Station]:
        """Return the stations of a setting, or those of which it is not known."""
        return stations.filter(setting="" if value == UNKNOWN else value)
