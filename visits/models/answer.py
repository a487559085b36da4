"""Answers: one row per chosen option, so that a tally is one filtered count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.visit import Visit


class Answer(models.Model):
    """One chosen option of a visit's answer to a question.

    `observed` (neither not observed nor not applicable) and `adverse` are written from the form
    version the visit is pinned to. Exactly one row of a (visit, question) is `counted`, the
    adverse one if there is one: a tally counts visits, not options.
    """

    # Found by its visit through the constraints below, which begin with it.
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(_("question"), max_length=80)
    value = models.CharField(_("answer"), max_length=100)
    number = models.DecimalField(
        _("number"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    approximate = models.BooleanField(_("approximate"), default=False)
    text = models.TextField(_("text"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    counted = models.BooleanField(default=True)
    observed = models.BooleanField(default=True)
    adverse = models.BooleanField(_("adverse"), default=False)
    urgent = models.BooleanField(_("urgent"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "question", "value"], name="option_once"),
            models.UniqueConstraint(
                fields=["visit", "question"],
                condition=models.Q(counted=True),
                name="counted_once_a_question",
            ),
            models.CheckConstraint(
                condition=models.Q(adverse=False) | models.Q(observed=True),
                name="what_is_adverse_was_observed",
            ),
        ]
        indexes = [
            models.Index(fields=["question"], name="answer_question"),
            models.Index(
                fields=["question"], condition=models.Q(adverse=True), name="answer_adverse"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
