"""What went out to the public, with the hash of each file."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.signing import SignOff


class Publication(models.Model):
    """A signed statement given to the public; only what is signed can be."""

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="publication")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.sign_off)


class PublishedFile(models.Model):
    """One file of a publication, byte for byte."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    name = models.CharField(_("name"), max_length=120)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        ordering = ["publication", "name"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="a_published_file_once")
        ]

    def __str__(self) -> str:
        return self.name
