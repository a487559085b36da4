"""Photos as a phone makes and sends them, for tests of taking them in."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.cast import Cast
from tests.visits.sending import a_visit, send, stored
from visits.models import Attachment, Visit

CHUNK = 1000
SECRET = "51.169392N 71.449074E"


def a_picture(size: tuple[int, int] = (120, 90), **saved: Any) -> bytes:
    """The bytes of a JPEG, red on the left and blue on the right, saved as `saved` says."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return written(picture, **{"format": "JPEG", "quality": 95, **saved})


def written(picture: Image.Image, **saved: Any) -> bytes:
    file = BytesIO()
    picture.save(file, **saved)
    return file.getvalue()


def told(photo: bytes, uuid: UUID | None = None, **otherwise: Any) -> dict[str, Any]:
    """What a visit tells of a photo."""
    sha256 = hashlib.sha256(photo).hexdigest()
    keys = {"id": str(uuid or uuid4()), "sha256": sha256, "size": len(photo), "type": "image/jpeg"}
    return {**keys, **otherwise}


def expected(cast: Cast, photo: bytes, **otherwise: Any) -> Attachment:
    """A photo that a visit of the north team has told of."""
    entry = told(photo, **otherwise)
    send(a_visit(photos=[entry]), cast)
    return Attachment.objects.get(uuid=entry["id"])


def visit_with(cast: Cast, *photos: bytes) -> Visit:
    """A visit of the north team that has told of these photos."""
    return stored(send(a_visit(photos=[told(photo) for photo in photos]), cast))


def resume(client: Client, photo: Attachment) -> Any:
    return client.get(reverse("photo_resume", args=["here", photo.uuid]))


def put_chunk(client: Client, photo: Attachment, offset: int, chunk: bytes, **how: Any) -> Any:
    """Send one chunk as a phone does."""
    sha256 = how.get("sha256", photo.sha256)
    address = reverse("photo_chunk", args=["here", photo.uuid, sha256, offset])
    return client.put(address, chunk, content_type="application/octet-stream")


def chunks(photo: bytes, size: int = CHUNK) -> Iterator[tuple[int, bytes]]:
    for offset in range(0, len(photo), size):
        yield offset, photo[offset : offset + size]


def put_photo(client: Client, photo: Attachment, body: bytes) -> Any:
    """Send a whole photo, chunk by chunk; returns the last answer."""
    return [put_chunk(client, photo, *each) for each in chunks(body)][-1]


def file_of(photo: Attachment) -> bytes:
    """What is stored of a photo."""
    photo.refresh_from_db()
    with photo.file.open("rb") as file:
        return bytes(file.read())


def parts() -> list[Path]:
    """The files of photos of which only a part has come."""
    return sorted(Path(settings.PARTIAL_PHOTOS_ROOT).glob("*.part*"))
