"""Forms that added something, as they were sent."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models.account import Account


class SentForm(models.Model):
    """A form that added something: the very same, sent again, adds nothing and leads there too.

    `number` was made when the page was opened; `sha256` is of everything that was typed, so that
    who goes back in the browser and types something else adds that.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    number = models.UUIDField(_("number of the opened page"))
    sha256 = models.CharField(_("hash of what was sent"), max_length=64)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    led_to = models.CharField(_("where it led"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("form that added something")
        verbose_name_plural = _("forms that added something")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "number", "sha256"], name="a_sent_form_adds_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
