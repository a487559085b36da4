"""The list of observers; personal columns only for who may see them."""

from typing import Any, ClassVar

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from missions.access import Permission
from missions.lists import ListFilter, ListTable, SearchFilter, TickedFilter
from observers.lists.choices import DelegationChoice
from observers.models import AccreditationStatus, Observer, ObserverRole

# Columns for Permission.SEE_PERSONAL alone, on the screen and in files.
PERSONAL = ("nationality", "gender", "email", "phone", "languages", "number")


class ObserverTable(ListTable):
    """One observer a row."""

    name = tables.TemplateColumn(
        template_name="observers/cells/observer.html",
        verbose_name=_("Observer"),
        order_by=("person__name", "code"),
    )
    code = tables.Column(verbose_name=_("Code"), visible=False)
    delegation = tables.Column(
        verbose_name=_("Delegation"), order_by=("delegation__name", "delegation__code")
    )
    role = tables.Column(verbose_name=_("Role"))
    institution = tables.Column(verbose_name=_("Institution"))
    accreditation = tables.TemplateColumn(
        template_name="observers/cells/accreditation.html",
        verbose_name=_("Accreditation"),
        order_by="accreditation_status",
    )
    number = tables.Column(
        accessor="accreditation_number", verbose_name=_("Accreditation number"), visible=False
    )
    pledge = tables.TemplateColumn(
        template_name="observers/cells/pledge.html",
        verbose_name=_("Pledge"),
        order_by="pledge_signed_on",
    )
    team = tables.Column(
        accessor="place__team__code", verbose_name=_("Team"), order_by="place__team__code"
    )
    nationality = tables.Column(
        accessor="person__nationality",
        verbose_name=_("Nationality"),
        order_by="person__nationality",
        attrs={"td": {"class": "one-line"}},
    )
    gender = tables.Column(accessor="person__gender", verbose_name=_("Gender"), visible=False)
    email = tables.Column(accessor="person__email", verbose_name=_("E-mail"))
    phone = tables.Column(accessor="person__phone", verbose_name=_("Phone"))
    languages = tables.Column(
        accessor="person__languages", verbose_name=_("Languages"), visible=False
    )

    class Meta(ListTable.Meta):
        """As every list."""

    def value_name(self, record: Observer) -> str:
        """Return the name, for a file."""
        return str(record)

    def value_accreditation(self, record: Observer) -> str:
        """Return the status in words, for a file."""
        return record.get_accreditation_status_display()

    def value_pledge(self, record: Observer) -> Any:
        """Return the day the pledge was signed, for a file."""
        return record.pledge_signed_on or ""


class ObserverFilter(ListFilter):
    """By words, delegation, role and accreditation; who signed no pledge, who has no team."""

    q = SearchFilter("person__name", "code", "institution", "delegation__name", "place__team__code")
    delegation = DelegationChoice(_("Delegation"), _("All delegations"))
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=ObserverRole.choices, empty_label=_("All roles")
    )
    accreditation = django_filters.ChoiceFilter(
        field_name="accreditation_status",
        label=_("Accreditation"),
        choices=AccreditationStatus.choices,
        empty_label=_("Any"),
    )
    no_pledge = TickedFilter(_("Pledge missing"), pledge_signed_on=None)
    no_team = TickedFilter(_("In no team"), place=None)

    class Meta:
        model = Observer
        fields: ClassVar[list[str]] = []


def hidden_from(may: frozenset[Permission]) -> tuple[str, ...]:
    """Return the columns that who may do only this does not see."""
    return () if Permission.SEE_PERSONAL in may else PERSONAL
