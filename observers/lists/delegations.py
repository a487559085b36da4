"""The list of delegations: who was asked for how many, and who is there."""

from typing import Any, ClassVar

import django_filters
import django_tables2 as tables
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from missions.lists import ListFilter, ListTable, SearchFilter, TickedFilter
from observers.delegation_counts import against_quota
from observers.models import Delegation, DelegationKind

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}


class DelegationTable(ListTable):
    """One delegation a row."""

    name = tables.TemplateColumn(
        template_name="observers/cells/delegation.html", verbose_name=_("Delegation")
    )
    kind = tables.Column(verbose_name=_("Kind"), attrs={"td": {"class": "one-line"}})
    country = tables.Column(verbose_name=_("Country"), attrs={"td": {"class": "one-line"}})
    quota = tables.TemplateColumn(
        template_name="observers/cells/quota.html",
        verbose_name=_("Against the quota"),
        order_by=("named_count", "quota"),
    )
    nominated = tables.Column(verbose_name=_("Nominated"), attrs=NUMBER)
    submitted = tables.Column(verbose_name=_("Submitted"), attrs=NUMBER)
    accredited = tables.Column(verbose_name=_("Accredited"), attrs=NUMBER)
    refused = tables.Column(verbose_name=_("Refused"), attrs=NUMBER)
    withdrawn = tables.Column(verbose_name=_("Withdrawn"), attrs=NUMBER)
    pledged = tables.Column(
        accessor="pledged_count",
        verbose_name=_("Pledges signed"),
        attrs=NUMBER,
    )
    head = tables.Column(
        accessor="heads", verbose_name=_("Head"), orderable=False, empty_values=(None,)
    )

    class Meta(ListTable.Meta):
        sequence = (
            "name",
            "kind",
            "country",
            "quota",
            "nominated",
            "submitted",
            "accredited",
            "refused",
            "withdrawn",
            "pledged",
            "head",
        )

    def value_name(self, record: Delegation) -> str:
        """Return the delegation's name, for a file."""
        return str(record)

    def value_quota(self, record: Any) -> str:
        """Return how many were named of how many, for a file."""
        return against_quota(record.named_count, record.quota)

    def render_pledged(self, record: Any) -> str:
        """Return how many of those coming signed the pledge."""
        return str(_("%(n)s of %(of)s") % {"n": record.pledged_count, "of": record.named_count})

    def render_head(self, value: Any) -> str:
        """Return the head's name; of an import there may be several."""
        return ", ".join(map(str, value)) or "–"


class DelegationFilter(ListFilter):
    """By words, by kind, and which still owe names."""

    q = SearchFilter("name", "code")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=DelegationKind.choices, empty_label=_("All kinds")
    )
    owes = TickedFilter(_("Still owes names"), named_count__lt=F("quota"))

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = []
