"""The list of who may do what in a mission."""

from datetime import timedelta
from typing import Any

import django_filters
import django_tables2 as tables
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Role
from missions.lists import ListFilter, ListTable, SearchFilter, TickedFilter
from missions.models import LinkPurpose, Membership, Mission, OneTimeLink
from observers.models import Observer


def access_of(mission: Mission) -> QuerySet[Membership]:
    """Return who has a role in the mission, with delegation, observer and open invitation."""
    links = OneTimeLink.objects.filter(
        Q(mission=mission) | Q(mission=None),
        account=OuterRef("account"),
        purpose__in=(LinkPurpose.INVITATION, LinkPurpose.ROLE),
        used_at=None,
        expires_at__gt=timezone.now(),
    )
    observers = Observer.objects.filter(mission=mission, person__account=OuterRef("account"))
    return (
        mission.memberships.select_related("account", "scope__delegation")
        .annotate(
            invited_until=Subquery(links.values("expires_at")[:1]),
            devices=_devices(),
            observer_name=Coalesce(
                Subquery(observers.values("person__name")[:1]),
                "promised_observer__observer__person__name",
            ),
        )
        .order_by("account__name")
    )


def _devices() -> Any:
    """Count the devices that were in contact for as long as a sign-in lasts without any."""
    since = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = UserSession.objects.filter(user=OuterRef("account"), last_seen_at__gt=since)
    counted = found.order_by().values("user").annotate(devices=Count("pk"))
    return Coalesce(Subquery(counted.values("devices")), 0)


class AccessTable(ListTable):
    """One account a row."""

    name = tables.TemplateColumn(
        template_name="observers/cells/access.html",
        accessor="account__name",
        verbose_name=_("Name"),
    )
    email = tables.Column(accessor="account__email", verbose_name=_("E-mail"))
    role = tables.Column(verbose_name=_("Role"))
    delegation = tables.Column(
        accessor="scope__delegation",
        verbose_name=_("Delegation"),
        order_by="scope__delegation__code",
    )
    observer = tables.Column(accessor="observer_name", verbose_name=_("Observer"))
    last_sign_in = tables.DateTimeColumn(
        accessor="account__last_login", format="j F Y, H:i", verbose_name=_("Last sign-in")
    )
    devices = tables.TemplateColumn(
        template_name="observers/cells/devices.html",
        verbose_name=_("Devices"),
        attrs={"td": {"class": "number"}},
    )
    state = tables.TemplateColumn(
        template_name="observers/cells/access_state.html",
        empty_values=(),
        verbose_name=_("State"),
        orderable=False,
    )

    class Meta(ListTable.Meta):
        sequence = (
            "name",
            "email",
            "role",
            "delegation",
            "observer",
            "last_sign_in",
            "devices",
            "state",
        )

    def value_name(self, record: Any) -> str:
        """Return the name, for a file."""
        return str(record.account.name)

    def value_devices(self, record: Any) -> int:
        """Return the number of devices, for a file; none before the role is taken up."""
        return int(record.devices) if record.taken_up_at else 0

    def value_state(self, record: Any) -> str:
        """Return the state in words, for a file."""
        return state_of(record)[1]


def state_of(record: Any) -> tuple[str, str]:
    """Return how far an account is, as a key and in words; of a row of `access_of`."""
    if not record.account.is_active:
        return "closed", str(_("Closed"))
    until = record.invited_until and formats.date_format(
        timezone.localtime(record.invited_until), "j F, H:i"
    )
    if record.taken_up_at is None:
        if until:
            said = _("Invited until %(until)s, not yet taken up") % {"until": until}
            return "invited", str(said)
        return "waiting", str(_("Not yet taken up"))
    if record.account.last_login:
        return "in", str(_("Signs in"))
    if until:
        return "invited", str(_("Invited until %(until)s") % {"until": until})
    return "waiting", str(_("Never signed in"))


class AccessFilter(ListFilter):
    """By words, and by role."""

    q = SearchFilter("account__name", "account__email")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, empty_label=_("All roles")
    )

    waiting = TickedFilter(_("Not yet taken up"), taken_up_at=None)

    class Meta:
        model = Membership
        fields = ("q", "role", "waiting")
