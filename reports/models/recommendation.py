"""What a final report recommends, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Theme
from missions.models import Mission
from visits.models import Finding


class Priority(models.TextChoices):
    """How much a recommendation matters to the next election."""

    PRIORITY = "priority", _("Priority")
    OTHER = "other", _("Other")


class Progress(models.TextChoices):
    """How far a recommendation of an earlier mission was followed."""

    FULLY = "fully", _("Fully implemented")
    MOSTLY = "mostly", _("Mostly implemented")
    PARTLY = "partly", _("Partly implemented")
    NOT = "not", _("Not implemented")


class Recommendation(models.Model):
    """A numbered recommendation of a mission, resting on its findings."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    priority = models.CharField(
        _("priority"), max_length=20, choices=Priority.choices, default=Priority.OTHER
    )
    addressed_to = models.CharField(_("addressed to"), max_length=300)
    theme = models.CharField(_("theme"), max_length=30, choices=Theme.choices)
    obligation = models.CharField(_("obligation"), max_length=300, blank=True)
    needs_law = models.BooleanField(_("needs a change of law"), default=False)
    findings = models.ManyToManyField(Finding, blank=True, related_name="recommendations")
    # The same one of an earlier mission, and how far it was followed.
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated"
    )
    progress = models.CharField(_("progress"), max_length=20, choices=Progress.choices, blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["mission", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "number"], name="recommendation_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(earlier=models.F("id")), name="not_its_own_earlier_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"
