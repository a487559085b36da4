"""Whom an observer can call."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission


class Contact(models.Model):
    """Somebody of the mission, or an emergency number, that its observers can call."""

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"name", "phone", "email"})

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    duty = models.CharField(_("for what"), max_length=200)
    name = models.CharField(_("name"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="") | ~models.Q(email=""),
                name="a_contact_can_be_reached",
            )
        ]

    def __str__(self) -> str:
        return self.duty

    @property
    def dialled(self) -> str:
        """The phone number as a telephone takes it: digits, and + at the beginning."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign in "+#*")
