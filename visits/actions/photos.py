"""Photos: expected with what tells of them, then taken in chunk by chunk, each chunk once."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from missions import audit
from missions.models import Account
from missions.models.inserting import insert
from visits import rules
from visits.flags import Flag
from visits.models import Attachment, Finding, Visit
from visits.partial_photos import PartialPhoto, sha256_of, written_through
from visits.photos import ToldPhoto
from visits.pictures import picture_type


class OutOfPlace(Exception):
    """A chunk that does not begin where the part that is here ends.

    `received` is where to go on; 0 where the whole was not what had been told, and starts over.
    """

    def __init__(self, received: int, *, starts_over: bool = False) -> None:
        super().__init__(received)
        self.received, self.starts_over = received, starts_over


@dataclass(frozen=True)
class PhotoReceipt:
    """How much of a photo is here; `complete` once its hash was found to be the one told."""

    photo: Attachment
    received: int
    complete: bool


def expect_photos(
    photos: Iterable[ToldPhoto], *, visit: Visit | None = None, finding: Finding | None = None
) -> set[str]:
    """Make a row for each photo that a visit or a finding tells of; return the flags that gives.

    Each once, however often it is told; a number that is taken for another is left as it is.
    """
    flags = set[str]()
    for told in photos:
        photo = Attachment(
            uuid=told.uuid,
            # One of the two is there.
            mission_id=(visit or finding).mission_id,  # type: ignore[union-attr]
            visit=visit,
            finding=finding,
            sha256=told.sha256,
            size=told.size,
            content_type=told.content_type,
        )
        if not insert(photo, unless_there=True) and not _same(photo):
            # Whose it is, and that it is there at all, is nothing to tell.
            flags.add(Flag.PHOTO_ELSEWHERE)
    return flags


def _same(photo: Attachment) -> bool:
    """Return whether the photo is expected already, of the same visit or finding."""
    told = {name: getattr(photo, name) for name in ("visit", "finding", "sha256", "size")}
    return Attachment.objects.filter(uuid=photo.uuid, **told).exists()


def note_unexpected(finding: Finding, flags: set[str], *, by: Account) -> None:
    """Write down that photos of a finding are not expected: a finding has no flags of its own."""
    if flags:
        changes = {"flags": sorted(flags)}
        audit.record(
            by=by,
            action="photo not expected",
            record=finding,
            mission=finding.mission,
            changes=changes,
        )


def progress_of(photo: Attachment) -> PhotoReceipt:
    """Return how much of a photo is here."""
    if photo.received_at:
        return PhotoReceipt(photo, photo.size, True)
    return PhotoReceipt(photo, PartialPhoto(photo.uuid, photo.sha256).received, False)


def take_in_chunk(photo: Attachment, offset: int, chunk: bytes, *, by: Account) -> PhotoReceipt:
    """Add a chunk that begins at `offset` and return how much is here; with the last, store it.

    What is here already is not written again. Raises OutOfPlace for a gap, and where the whole
    is not what was told: then it starts over. Raises NotAllowed for what is too large.
    """
    rules.check_photo_fits(photo.size, offset + len(chunk))
    part = PartialPhoto(photo.uuid, photo.sha256)
    with part.alone():
        # Somebody else may have sent the last chunk meanwhile.
        photo.refresh_from_db()
        here = progress_of(photo)
        if here.complete:
            return here
        if offset > here.received:
            raise OutOfPlace(here.received)
        part.add(chunk[here.received - offset :])
        if part.received < photo.size:
            return progress_of(photo)
        _finish(photo, part, by)
    return progress_of(photo)


def _finish(photo: Attachment, part: PartialPhoto, by: Account) -> None:
    """Store the photo that is whole; what is not what was told is forgotten."""
    if part.received != photo.size or sha256_of(part.path) != photo.sha256:
        part.forget()
        raise OutOfPlace(0, starts_over=True)
    anew = part.path.with_suffix(".part-anew")
    try:
        kind = picture_type(part.path, anew)
        stored = anew if kind else part.path
        photo.stored_type, photo.stored_sha256 = kind, sha256_of(stored)
        photo.stored_size = stored.stat().st_size
        photo.file.name = _keep(photo, stored)
    finally:
        anew.unlink(missing_ok=True)
    _arrive(photo, by)
    # Only now: what is stored is on the disk, and its row is committed.
    part.forget()


def _keep(photo: Attachment, stored: Path) -> str:
    """Copy a file to where files stay, under a name that tells nothing, and return the name."""
    name = f"attachments/{photo.uuid.hex[:2]}/{photo.uuid.hex}"
    # Of a server that ended between keeping the file and saying so.
    default_storage.delete(name)
    with stored.open("rb") as file:
        name = default_storage.save(name, File(file))
    written_through(Path(default_storage.path(name)))
    return name


@transaction.atomic
def _arrive(photo: Attachment, by: Account) -> None:
    """Say in the photo's row that it is here."""
    photo.received_at = timezone.now()
    stored = ("file", "stored_type", "stored_sha256", "stored_size", "received_at")
    photo.save(update_fields=stored)
    told = ("uuid", "sha256", "size", "stored_sha256", "stored_type")
    audit.record(
        by=by,
        action="photo received",
        record=photo.visit or photo.finding,
        mission=photo.mission,
        changes={name: getattr(photo, name) for name in told},
    )
