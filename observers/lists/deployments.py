"""The list of deployments: which team is to be where."""

from typing import ClassVar

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage
from missions.lists import ListFilter, ListTable, SearchFilter
from observers.lists.choices import AreaChoice, TeamChoice
from observers.models import Deployment


class DeploymentTable(ListTable):
    """One planned station of a team at a stage a row."""

    team = tables.TemplateColumn(
        template_name="observers/cells/deployment.html",
        verbose_name=_("Team"),
        order_by=("team__code", "planned_at"),
    )
    stage = tables.Column(verbose_name=_("Stage"))
    number = tables.Column(
        accessor="station__number", verbose_name=_("Station"), order_by="station__number"
    )
    station = tables.Column(
        accessor="station__name", verbose_name=_("Name"), order_by="station__name"
    )
    area = tables.Column(
        accessor="station__area", verbose_name=_("Area"), order_by="station__area__name"
    )
    planned_at = tables.DateTimeColumn(verbose_name=_("Planned at"), format="j M, H:i")
    chosen_by = tables.Column(verbose_name=_("How chosen"))

    class Meta(ListTable.Meta):
        """As every list."""

    def value_team(self, record: Deployment) -> str:
        """Return the team's name, for a file."""
        return str(record.team)

    def value_planned_at(self, record: Deployment) -> object:
        """Return the planned time, for a file."""
        return record.planned_at or ""


class DeploymentFilter(ListFilter):
    """By words, team, stage and area."""

    q = SearchFilter(
        "station__number", "station__name", "station__code", label=_("Search by station")
    )
    team = TeamChoice(_("Team"), _("All teams"))
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=_("All stages")
    )
    area = AreaChoice(field_name="station__area", label=_("Area"), empty_label=_("All areas"))

    class Meta:
        model = Deployment
        fields: ClassVar[list[str]] = []
