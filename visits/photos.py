"""Photos as a visit or a finding tells of them, before they come: which, and how large."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from visits.flags import Flag

# A phone makes a photo small before it keeps it; what it cannot read it sends as it is.
MOST_BYTES = 15 * 1024 * 1024
# More than anybody takes of one station; a row is made for each.
MOST_PHOTOS = 100
# What a row can say.
LARGEST_SIZE = 2**63 - 1
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ToldPhoto:
    """A photo that is on its way: its number, and the hash and size of the bytes to come."""

    uuid: UUID
    sha256: str
    size: int
    content_type: str


def read_photos(raw: dict[str, Any], flags: set[str]) -> list[ToldPhoto]:
    """Return the photos that `raw` tells under "photos", flagging what is odd; none for none."""
    told = raw.get("photos")
    if not told:
        return []
    listed = told if isinstance(told, list) else [told]
    if len(listed) > MOST_PHOTOS:
        flags.add(Flag.PHOTOS_TOO_MANY)
    return list(_readable(listed[:MOST_PHOTOS], flags))


def _readable(listed: list[Any], flags: set[str]) -> Iterable[ToldPhoto]:
    for each in listed:
        try:
            photo = _read(each)
        except (AttributeError, KeyError, TypeError, ValueError):
            flags.add(Flag.PHOTO_UNREADABLE)
            continue
        if photo.size > MOST_BYTES:
            flags.add(Flag.PHOTO_TOO_LARGE)
        yield photo


def _read(told: dict[str, Any]) -> ToldPhoto:
    """Return the photo told; raises one of many where it is not told as it should be."""
    sha256, size = str(told["sha256"]).lower(), told["size"]
    if not SHA256.fullmatch(sha256) or type(size) is not int or not 0 < size <= LARGEST_SIZE:
        raise ValueError
    return ToldPhoto(UUID(str(told["id"])), sha256, size, str(told.get("type") or "")[:100])
