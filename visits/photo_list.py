"""Photos as a page shows them: which are here, which are on their way, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from visits.models import Attachment
from visits.partial_photos import PartialPhoto


@dataclass(frozen=True)
class ShownPhoto:
    """One photo, the `number`th `of` so many."""

    photo: Attachment
    number: int
    of: int

    @property
    def is_here(self) -> bool:
        """Whether the whole has come."""
        return self.photo.received_at is not None

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown; else it is a file to keep."""
        return self.is_here and bool(self.photo.stored_type)

    @property
    def words(self) -> str:
        """Which photo it is, for who does not see it."""
        return _("Photo %(number)s of %(of)s") % {"number": self.number, "of": self.of}

    @property
    def told(self) -> str:
        """When it came, and what is odd about it; or how much of it has come."""
        if self.photo.received_at is None:
            return self._on_its_way()
        at = date_format(timezone.localtime(self.photo.received_at), "j M, H:i")
        came = _("Came on %(at)s, %(size)s.") % {
            "at": at,
            "size": filesizeformat(self.photo.stored_size or 0),
        }
        if self.is_picture:
            return came
        return f"{came} {_('No picture that can be shown: kept as it came.')}"

    def _on_its_way(self) -> str:
        here = PartialPhoto(self.photo.uuid, self.photo.sha256).received
        size = filesizeformat(self.photo.size)
        if not here:
            return _("Still on the phone, %(size)s.") % {"size": size}
        return _("%(here)s of %(size)s have come.") % {"here": filesizeformat(here), "size": size}


class ShownPhotos(tuple[ShownPhoto, ...]):
    """The photos of one visit or finding, in the order they were told."""

    __slots__ = ()

    @property
    def here(self) -> int:
        """How many of them have come."""
        return sum(shown.is_here for shown in self)


def shown_photos(photos: Iterable[Attachment]) -> ShownPhotos:
    """Return photos as a page shows them."""
    listed = list(photos)
    return ShownPhotos(
        ShownPhoto(photo, number, len(listed)) for number, photo in enumerate(listed, 1)
    )
