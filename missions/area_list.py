"""The columns of the areas' list, and how it narrows."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from missions.area_tree import AreaTree
from missions.enumerations import AreaKind
from missions.lists import ListFilter, ListTable, SearchFilter
from missions.models import Area


class AreaTable(ListTable):
    """Areas, each with what it lies in and how many stations are in it, however deep."""

    name = tables.Column(
        linkify=lambda record: reverse("area_edit", args=[record.mission.slug, record.pk])
    )
    code = tables.Column()
    kind = tables.Column()
    parent = tables.Column(verbose_name=_("Lies in"), order_by="parent__name")
    stations = tables.Column(
        empty_values=(),
        orderable=False,
        verbose_name=_("Stations"),
        attrs={"th": {"class": "number"}, "td": {"class": "number"}},
    )

    class Meta(ListTable.Meta):
        model = Area
        fields = ("name", "code", "kind", "parent", "stations")

    def __init__(
        self, *args: Any, tree: AreaTree, stations: Mapping[int, int], **kwargs: Any
    ) -> None:
        self.tree, self.total = tree, Counter[int]()
        for area in tree.areas:
            for each in tree.path(area):
                self.total[each.pk] += stations.get(area.pk, 0)
        super().__init__(*args, **kwargs)

    def render_parent(self, record: Area) -> str:
        """Return all that the area lies in, the widest first."""
        return " · ".join(map(str, self.tree.path(record)[:-1]))

    value_parent = render_parent

    def render_stations(self, record: Area) -> int:
        """Return how many stations are in the area."""
        return self.total[record.pk]


class AreaFilter(ListFilter):
    """By words, by kind, by what the area lies in."""

    q = SearchFilter("name", "code", "names")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=AreaKind.choices, empty_label=_("All kinds")
    )
    within = django_filters.ChoiceFilter(
        label=_("Lies in"), empty_label=_("Anywhere"), method="lying_in"
    )

    class Meta:
        model = Area
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = AreaTree(self.request.mission)
        self.filters["within"].extra["choices"] = self.tree.choices

    def lying_in(self, areas: QuerySet[Area], _name: str, code: str) -> QuerySet[Area]:
        """Return the areas that lie in the area with this code, however deep."""
        return areas.filter(pk__in=self.tree.within(code)).exclude(code=code)
