"""The list of every account of the installation."""

from typing import Any

import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from missions.lists import ListFilter, ListTable, SearchFilter, TickedFilter
from missions.models import Account


def accounts_told() -> QuerySet[Account]:
    """Return every account, by name, with the number of missions it has a role in."""
    return Account.objects.annotate(missions=Count("memberships")).order_by("name")


class AccountTable(ListTable):
    """One account a row."""

    name = tables.Column(
        verbose_name=_("Name"), linkify=("installation_account", {"pk": tables.A("pk")})
    )
    email = tables.Column(verbose_name=_("E-mail"))
    missions = tables.Column(verbose_name=_("Missions"), attrs={"td": {"class": "number"}})
    is_administrator = tables.Column(verbose_name=_("Installation"))
    is_active = tables.Column(verbose_name=_("State"))
    last_login = tables.DateTimeColumn(format="j F Y, H:i", verbose_name=_("Last sign-in"))

    class Meta(ListTable.Meta):
        sequence = ("name", "email", "missions", "is_administrator", "is_active", "last_login")

    def render_is_administrator(self, value: Any) -> str:
        """Return whether the account administers the installation, in words."""
        return str(_("Administrator")) if value else "–"

    def render_is_active(self, value: Any) -> str:
        """Return whether the account is open, in words."""
        return str(_("Open")) if value else str(_("Closed"))


class AccountFilter(ListFilter):
    """By words, and by what matters when one looks for somebody."""

    q = SearchFilter("name", "email")
    administrators = TickedFilter(_("Administers the installation"), is_administrator=True)
    closed = TickedFilter(_("Closed"), is_active=False)

    class Meta:
        model = Account
        fields = ("q", "administrators", "closed")
