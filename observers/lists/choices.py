"""What the lists' filters offer: the mission's own delegations, teams and areas, by code."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from missions.area_tree import AreaTree
from missions.models import Mission
from observers.models import Delegation, Team


def _mission(request: HttpRequest) -> Mission:
    # Only mission pages have these filters.
    return request.mission  # type: ignore[attr-defined]


def _delegations(request: HttpRequest) -> QuerySet[Delegation]:
    return Delegation.objects.filter(mission=_mission(request)).order_by("name", "code")


def _teams(request: HttpRequest) -> QuerySet[Team]:
    return Team.objects.filter(mission=_mission(request))


class DelegationChoice(django_filters.ModelChoiceFilter):
    """One of the mission's delegations."""

    def __init__(self, label: str | Promise, empty_label: str | Promise) -> None:
        super().__init__(
            label=label, empty_label=empty_label, queryset=_delegations, to_field_name="code"
        )


class TeamChoice(django_filters.ModelChoiceFilter):
    """One of the mission's teams."""

    def __init__(self, label: str | Promise, empty_label: str | Promise) -> None:
        super().__init__(
            label=label, empty_label=empty_label, queryset=_teams, to_field_name="code"
        )


class AreaChoice(django_filters.ChoiceFilter):
    """One of the mission's areas, with all that lies in it; `field_name` leads to the area."""

    @property
    def field(self) -> Any:
        """The field, which offers each area by its path."""
        self.tree = AreaTree(_mission(self.parent.request))
        self.extra["choices"] = [
            (area.code, " · ".join(map(str, self.tree.path(area)))) for area in self.tree.areas
        ]
        return super().field

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return what is in the area, or in one that lies in it."""
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__in": self.tree.within(value)})
