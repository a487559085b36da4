"""Who answers for a statement: the head of mission's signature, the delegations' word."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from observers.models import Delegation
from reports.models.statement import Statement


class ApprovalDecision(models.TextChoices):
    """What a delegation says of a statement."""

    APPROVED = "approved", _("Approves")
    RESERVED = "reserved", _("Reserves")


class Approval(models.Model):
    """What a delegation's head says of a statement; never changed, the newest holds."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="approvals")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="approvals")
    decision = models.CharField(_("decision"), max_length=20, choices=ApprovalDecision.choices)
    reservation = models.TextField(_("reservation"), blank=True)
    # The hash of what was read: an approval is of just this text.
    text_sha256 = models.CharField(_("hash of the text"), max_length=64)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["statement", "at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision=ApprovalDecision.RESERVED) | ~models.Q(reservation=""),
                name="a_reservation_says_which",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.get_decision_display()}"


class SignOff(models.Model):
    """A statement as it was signed: text and figures as rendered then, and never again."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="sign_offs")
    number = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=12)
    # The statement's JSON, as docs/statement.md describes it.
    rendered = models.JSONField(_("statement"))
    sha256 = models.CharField(_("hash"), max_length=64)
    # Why it was signed although an urgent visit waited; printed (sentence rule 9).
    override_reason = models.TextField(_("reason for signing all the same"), blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language", "number"], name="sign_off_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement} / {self.number}"
