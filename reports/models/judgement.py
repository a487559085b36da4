"""What is claimed and acknowledged beyond the visits."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import Imported, Mission


class Judgement(Imported):
    """A claim no visit can carry: the conclusion, participation, media, or an unanswered question.

    The signature here is data of the record, not the sign-off of a statement.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="judgements")
    key = models.CharField(_("key"), max_length=80)
    text = models.TextField(_("text"))
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "key"], name="one_judgement_a_key")
        ]

    def __str__(self) -> str:
        return self.key


class Acknowledgement(models.Model):
    """The head of mission has seen one adverse pattern, on just this evidence.

    `evidence_digest` covers the adverse visits and findings: once they change, the head is
    asked again (sentence rule 8).
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="acknowledgements")
    pattern = models.CharField(_("pattern"), max_length=120)
    evidence_digest = models.CharField(_("hash of the evidence"), max_length=64)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "pattern", "evidence_digest"], name="acknowledged_once"
            )
        ]

    def __str__(self) -> str:
        return self.pattern
