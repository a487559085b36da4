"""What every record that can come from a mission folder carries."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Imported(models.Model):
    """A record that remembers how the last import left it.

    `import_digest` is the digest of the record's own row as the import wrote it: where the record
    no longer gives that digest, it was changed here and a changed row is refused by name.
    """

    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """A record with a name as written, and further names: latin, native, or a language's code."""

    name = models.CharField(_("name"), max_length=300, blank=True)
    names = models.JSONField(_("further names"), default=dict, blank=True)

    class Meta:
        abstract = True

    def named(self, language: str | None = None) -> str:
        """Return the name in `language` (default: the active one), else the name as written."""
        further: dict[str, Any] = self.names or {}
        return str(further.get(language or get_language() or "en") or self.name)
