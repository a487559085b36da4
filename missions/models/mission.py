"""One mission: one organisation observing one election."""

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from missions.enumerations import ElectionType, Role, StationSelection
from missions.models.imported import Imported

if TYPE_CHECKING:
    from missions.models.account import Account


@cache
def known_timezones() -> frozenset[str]:
    """Return the timezones of the IANA database here; read once, from hundreds of files."""
    return frozenset(available_timezones())


def check_timezone(value: str) -> None:
    """Raise ValidationError unless `value` is a timezone of the IANA database."""
    if value not in known_timezones():
        raise ValidationError(_("“%(value)s” is not an IANA timezone."), params={"value": value})


class MissionQuerySet(models.QuerySet["Mission"]):
    """Missions, in domain words."""

    def visible_to(self, account: "Account") -> Self:
        """Return the missions `account` may know of: its own, or all for an administrator."""
        if account.is_administrator:
            return self
        # Asked apart: one joined row must say both.
        own = Membership.objects.taken_up().filter(account=account)
        return self.filter(pk__in=own.values("mission"))


class Mission(Imported):
    """One mission: one organisation observing one election in one host country."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    organisation = models.CharField(_("organisation"), max_length=300)
    organisation_short = models.CharField(_("organisation, short"), max_length=100, blank=True)
    election = models.CharField(_("election"), max_length=300)
    election_type = models.CharField(
        _("type of election"), max_length=20, choices=ElectionType.choices
    )
    host_country = CountryField(_("host country"))
    election_date = models.DateField(_("election day"))
    observation_from = models.DateField(_("observation from"), null=True, blank=True)
    observation_to = models.DateField(_("observation to"), null=True, blank=True)
    timezone = models.CharField(
        _("timezone"), max_length=64, default="UTC", validators=[check_timezone]
    )
    languages = models.CharField(_("languages"), max_length=100, default="en", blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    method_note = models.TextField(_("note on method"), blank=True)
    opening_time = models.TimeField(_("legal opening time"), null=True, blank=True)
    closing_time = models.TimeField(_("legal closing time"), null=True, blank=True)
    late_after_minutes = models.PositiveSmallIntegerField(_("late after minutes"), default=15)
    contestants = models.PositiveSmallIntegerField(_("contestants"), null=True, blank=True)
    stations_nationwide = models.PositiveIntegerField(
        _("stations nationwide"), null=True, blank=True
    )
    thin_below = models.PositiveSmallIntegerField(
        _("thin below this many observations"), default=5, validators=[MinValueValidator(1)]
    )
    withhold = models.CharField(_("figures the text must not print"), max_length=300, blank=True)
    station_selection = models.CharField(
        _("choice of stations"),
        max_length=20,
        choices=StationSelection.choices,
        default=StationSelection.NON_RANDOM,
    )
    demo = models.BooleanField(_("demonstration"), default=False)
    names = models.JSONField(_("texts in other languages"), default=dict, blank=True)
    approximate = models.CharField(_("approximate numbers"), max_length=200, blank=True)
    evidence_version = models.PositiveBigIntegerField(default=0, editable=False)

    objects: ClassVar = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering = ["-election_date", "slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """The timezone in which the mission's times are shown and typed."""
        return ZoneInfo(self.timezone)

    @property
    def withheld(self) -> frozenset[str]:
        """The names of the figures the text must not print."""
        return frozenset(self.withhold.split())

    def texted(self, field: str, language: str | None = None) -> str:
        """Return title, election, organisation or another text in `language`, if there is one."""
        further = self.names.get(f"{field}_{language or get_language() or 'en'}")
        return str(further or getattr(self, field))


class TakenUp(models.TextChoices):
    """How the holder of an account showed that a role is meant for them."""

    LINK = "link", _("by a link handed over in this mission")
    CODE = "code", _("with a code sent to the address")
    SYSTEM = "system", _("given on the server")
    BEFORE = "before", _("before it was asked")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, in domain words."""

    def taken_up(self) -> Self:
        """Return the roles that count: their holder took them up."""
        return self.filter(taken_up_at__isnull=False)

    def promised(self) -> Self:
        """Return the roles that nobody took up yet."""
        return self.filter(taken_up_at=None)


class Membership(models.Model):
    """The one role of an account in a mission; it counts once its holder took it up."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="memberships")
    account = models.ForeignKey("missions.Account", models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    taken_up_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    taken_up_how = models.CharField(
        _("taken up"), max_length=20, choices=TakenUp.choices, blank=True
    )

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["mission", "account"], name="one_role_in_a_mission"),
            models.CheckConstraint(
                condition=models.Q(taken_up_at=None, taken_up_how="")
                | (models.Q(taken_up_at__isnull=False) & ~models.Q(taken_up_how="")),
                name="a_role_taken_up_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"
