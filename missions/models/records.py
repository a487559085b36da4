"""What the mission knows besides its visits: meetings and source documents."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.enumerations import MeetingCategory, SourceKind, Theme
from missions.models.imported import Imported
from missions.models.mission import Mission
from missions.models.places import Area


class Meeting(Imported):
    """A meeting of the mission, on one day or within some days."""

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"person", "position", "notes"})

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="meetings")
    code = models.CharField(_("code"), max_length=60)
    date = models.DateField(_("date"))
    end_date = models.DateField(_("last day"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=30, choices=MeetingCategory.choices)
    organisation = models.CharField(_("organisation"), max_length=300)
    person = models.CharField(_("person"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="meetings")
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["date", "code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="meeting_code_once")
        ]

    def __str__(self) -> str:
        return self.organisation


class SourceDocument(Imported):
    """A document a sentence may rest on where the mission's own visits cannot carry it."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="sources")
    code = models.CharField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    issuer = models.CharField(_("issuer"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    theme = models.CharField(_("theme"), max_length=30, choices=Theme.choices, blank=True)
    figure = models.CharField(_("figure"), max_length=100, blank=True)
    quote = models.TextField(_("quote"), blank=True)

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["mission", "code"], name="source_code_once")]

    def __str__(self) -> str:
        return self.title
