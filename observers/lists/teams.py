"""The list of teams."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from missions.lists import ListFilter, ListTable, SearchFilter
from missions.models import Mission
from observers.lists.choices import AreaChoice
from observers.models import Team, TeamMember


def teams_listed(mission: Mission) -> QuerySet[Team]:
    """Return the mission's teams with their members, and how many stations they are to visit."""
    places = TeamMember.objects.select_related("observer__person", "observer__delegation")
    planned = Count("deployments__station", distinct=True)
    return (
        Team.objects.filter(mission=mission)
        .select_related("area")
        .annotate(planned=planned)
        .prefetch_related(Prefetch("places", places.order_by("observer__code")))
    )


class TeamTable(ListTable):
    """One team a row."""

    name = tables.TemplateColumn(
        template_name="observers/cells/team.html", verbose_name=_("Team"), order_by="code"
    )
    code = tables.Column(verbose_name=_("Code"), visible=False)
    area = tables.Column(verbose_name=_("Area"), order_by=("area__name", "code"))
    members = tables.TemplateColumn(
        template_name="observers/cells/members.html", verbose_name=_("Members"), orderable=False
    )
    reason = tables.Column(verbose_name=_("Reason for one state"), orderable=False)
    planned = tables.TemplateColumn(
        template_name="observers/cells/planned.html",
        verbose_name=_("Stations planned"),
        order_by="planned",
        attrs={"th": {"class": "number"}, "td": {"class": "number"}},
    )

    class Meta(ListTable.Meta):
        """As every list."""

    def value_name(self, record: Team) -> str:
        """Return the team's name, for a file."""
        return str(record)

    def value_members(self, record: Any) -> str:
        """Return who is in the team, with their delegations, for a file."""
        members = [place.observer for place in record.places.all()]
        return ", ".join(f"{member} ({member.delegation})" for member in members)

    def value_planned(self, record: Any) -> int:
        """Return how many stations the team is to visit, for a file."""
        return int(record.planned)


class TeamFilter(ListFilter):
    """By words, and by the area where a team works."""

    q = SearchFilter("code", "name", "area__name", label=_("Search by code, name or area"))
    area = AreaChoice(field_name="area", label=_("Area"), empty_label=_("All areas"))

    class Meta:
        model = Team
        fields: ClassVar[list[str]] = []
