"""Where observers go: areas and polling stations."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.enumerations import AreaKind, Setting, StationKind
from missions.models.imported import Imported, Named
from missions.models.mission import Mission


class Area(Imported, Named):
    """A region, city, district or constituency; areas may lie within areas."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="areas")
    code = models.CharField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="area_code_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="area_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.named()


class StationQuerySet(models.QuerySet["Station"]):
    """Stations, in domain words."""

    def polling_stations(self) -> Self:
        """Return the stations where people vote (no commissions)."""
        return self.filter(kind=StationKind.POLLING_STATION)

    def matching(self, words: str) -> Self:
        """Return the stations whose number, name, code or area holds each of `words`."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(number__icontains=word)
                | models.Q(name__icontains=word)
                | models.Q(code__icontains=word)
                | models.Q(area__name__icontains=word)
                | models.Q(area__parent__name__icontains=word)
            )
        return found


class Station(Imported, Named):
    """A polling station, or a commission where results are tabulated."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="stations")
    code = models.CharField(_("code"), max_length=60)
    number = models.CharField(_("number"), max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="stations")
    kind = models.CharField(
        _("kind"), max_length=20, choices=StationKind.choices, default=StationKind.POLLING_STATION
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    registered_voters = models.PositiveIntegerField(_("registered voters"), null=True, blank=True)
    setting = models.CharField(_("setting"), max_length=20, choices=Setting.choices, blank=True)
    approximate = models.CharField(_("approximate numbers"), max_length=200, blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("polling station")
        verbose_name_plural = _("polling stations")
        ordering = ["number", "code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="station_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.named()}".strip()
