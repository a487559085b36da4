"""Links that let somebody in once: the first administrator, and who is invited."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkPurpose(models.TextChoices):
    """What a one-time link lets its holder do."""

    FIRST_ADMINISTRATOR = "first_administrator", _("Become the first administrator")
    INVITATION = "invitation", _("Take up an account")
    ROLE = "role", _("Take up a role")


class OneTimeLink(models.Model):
    """A link that works once and not for ever; only the hash of its secret is kept."""

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"secret_sha256"})

    purpose = models.CharField(_("purpose"), max_length=30, choices=LinkPurpose.choices)
    # None for the first administrator: the account is made by who opens the link.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="links"
    )
    # The mission whose administrator made it; None for one of the installation.
    mission = models.ForeignKey(
        "missions.Mission", models.CASCADE, null=True, blank=True, related_name="+"
    )
    secret_sha256 = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(purpose=LinkPurpose.INVITATION)
                | models.Q(account__isnull=False),
                name="an_invitation_names_its_account",
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose=LinkPurpose.ROLE)
                | models.Q(account__isnull=False, mission__isnull=False),
                name="a_link_to_a_role_names_whose_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.made_at:%Y-%m-%d %H:%M})"

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()
