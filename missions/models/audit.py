"""Who did what, when; written with the change, numbered and chained afterwards."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditRecord(models.Model):
    """One act. No record is ever changed or deleted: triggers on both databases refuse it.

    `changes` holds the changed fields before and after; of personal fields only their names.
    Accounts and missions are named by number, not tied, so that a record outlives them.
    """

    at = models.DateTimeField(_("at"), default=timezone.now)
    account_id = models.BigIntegerField(_("account"), null=True)
    by = models.CharField(_("by"), max_length=254)
    mission_id = models.BigIntegerField(_("mission"), null=True, db_index=True)
    action = models.CharField(_("action"), max_length=60)
    record_type = models.CharField(_("kind of record"), max_length=60)
    record_id = models.CharField(_("record"), max_length=80)
    changes = models.JSONField(_("changes"), default=dict)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        ordering = ["id"]
        indexes = [models.Index(fields=["record_type", "record_id"])]

    def __str__(self) -> str:
        return f"{self.by}: {self.action} {self.record_type} {self.record_id}"


class AuditSeal(models.Model):
    """A record's place in the chain: `digest` covers the record and the digest before it."""

    number = models.BigIntegerField(_("number"), primary_key=True)
    record = models.OneToOneField(AuditRecord, models.PROTECT, related_name="seal")
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class AuditChain(models.Model):
    """The one row that sealers lock, so that only one chains at a time."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        verbose_name = _("audit chain")
        verbose_name_plural = _("audit chain")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="only_one_audit_chain")
        ]

    def __str__(self) -> str:
        return f"{self.sealed}"
