"""The columns of the list of visits."""

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from missions.lists import SORT, ListTable
from visits.models import Visit

# Short words and times stay on one line.
SHORT = {"td": {"class": "cell-actions"}}


def _cell(name: str, label: Any, *order_by: str, **options: Any) -> tables.TemplateColumn:
    """Return a column that a small template writes; without an order it is not sorted by."""
    return tables.TemplateColumn(
        template_name=f"visits/waiting/{name}.html",
        verbose_name=label,
        order_by=order_by or None,
        orderable=bool(order_by),
        **options,
    )


class VisitTable(ListTable):
    """One visit a row; what a reviewer should see of it first in words and icons."""

    visit = _cell("visit_cell", _("Station"), "station__number", "station_number", "code")
    state = _cell("state_cell", _("State"), "state", "-awaits_review")
    signs = _cell("signs_cell", _("What to look at"))
    stage = _cell("stage_cell", _("Stage"), "stage_place", attrs=SHORT)
    area = tables.Column(_("Area"), order_by=("area__name",))
    team = _cell("team_cell", _("Team"), "team__name", "team__code")
    arrived = tables.DateTimeColumn(
        format="j M, H:i", accessor="arrived_at", verbose_name=_("Arrived"), attrs=SHORT
    )
    received = tables.DateTimeColumn(
        format="j M, H:i", accessor="received_at", verbose_name=_("Received"), attrs=SHORT
    )

    class Meta(ListTable.Meta):
        pass


def sorted_visits(visits: QuerySet[Visit], asked: QueryDict) -> QuerySet[Visit]:
    """Return visits in the order that an address asks for; alike ones keep one order."""
    table = VisitTable(visits)
    if wanted := asked.getlist(SORT):
        table.order_by = wanted
    rows: QuerySet[Visit] = table.data.data
    return rows.order_by(*rows.query.order_by, "pk")
