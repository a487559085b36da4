"""Who may send photos, and who may see them."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from tests.access_table import REVIEWERS, Line, World
from tests.factories import AttachmentFactory


def _photo(world: World, *, foreign: bool = False, **how: Any) -> dict[str, Any]:
    visit = world.foreign_visit if foreign else world.visit
    photo = AttachmentFactory(mission=visit.mission, visit=visit, **how)
    return {"uuid": photo.uuid}


def _here(world: World, *, foreign: bool = False) -> dict[str, Any]:
    file = ContentFile(b"a picture", name="picture")
    came = {"received_at": world.visit.received_at, "stored_type": "image/jpeg"}
    return _photo(world, foreign=foreign, file=file, **came)


def _chunk(world: World, *, foreign: bool = False) -> dict[str, Any]:
    return {**_photo(world, foreign=foreign), "sha256": "0" * 64, "offset": 0}


def _foreign(keys: Any) -> Any:
    return partial(keys, foreign=True)


LINES = [
    Line(
        "photo_resume",
        "GET",
        ("observer",),
        200,
        keys=_photo,
        foreign=_foreign(_photo),
        otherwise={"anonymous": 401, "other_observer": 404},
    ),
    Line(
        "photo_chunk",
        "PUT",
        ("observer",),
        200,
        keys=_chunk,
        foreign=_foreign(_chunk),
        body=lambda world, keys: b"a part",
        otherwise={"anonymous": 401, "other_observer": 404},
    ),
    Line(
        "photo_show",
        "GET",
        ("observer", *REVIEWERS),
        200,
        keys=_here,
        foreign=_foreign(_here),
        otherwise={"other_observer": 404},
    ),
]
