"""Bringing in the file of a phone: every entry by the intake there is, and none stops another."""

import base64
import binascii
import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions import audit
from missions.forms.keys import may_be_a_key
from missions.models import Account, Mission
from missions.rules import NotAllowed
from observers.models import Team
from observers.teams import team_of
from visits import rules
from visits.actions.intake import take_in_visit
from visits.actions.photos import OutOfPlace, progress_of, take_in_chunk
from visits.actions.reported_findings import take_in_finding
from visits.finding_payload import UnreadableFinding, load_finding
from visits.flags import Flag
from visits.models import Attachment, Source, Visit
from visits.outbox_file import MOST_BODY, Outbox
from visits.payload import UnreadableVisit, load_payload, payload_sha256
from visits.surroundings import Surroundings
from visits.unfinished_drafts import draft_finding, draft_visit

log = logging.getLogger(__name__)


class Brought(models.TextChoices):
    """What became of one entry of a phone's file."""

    STORED = "stored", gettext_lazy("Stored")
    REPEATED = "repeated", gettext_lazy("Was there already")
    BESIDE = "beside", gettext_lazy("Kept beside another version")
    REFUSED = "refused", gettext_lazy("Refused")


# As a browser writes half a character in the bytes it sends.
HALVES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
# What the intakes call it.
OUTCOMES = {
    "stored": Brought.STORED,
    "repeated": Brought.REPEATED,
    "conflict": Brought.BESIDE,
    "beside": Brought.BESIDE,
}


@dataclass(frozen=True)
class Line:
    """One entry: what it is, what became of it, and why where it was refused."""

    kind: str
    title: str
    outcome: Brought
    why: str = ""
    visit: UUID | None = None
    finding: UUID | None = None
    unfinished: bool = False


class Refused(Exception):
    """An entry cannot be taken in; its text says why."""


@dataclass
class _BringingIn:
    """One file on its way in."""

    outbox: Outbox
    mission: Mission
    by: Account
    around: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        self.around = Surroundings(self.mission)

    def lines(self) -> Iterator[Line]:
        """Take everything in, in the order in which a phone would send it."""
        for each in self.outbox.items:
            yield self._one(each, self._item)
        for each in self.outbox.drafts:
            yield self._one(each, self._draft)
        for each in self.outbox.photos:
            yield self._one(each, self._photo)

    def _one(self, told: Any, take_in: Callable[[dict[str, Any]], Line]) -> Line:
        try:
            if not isinstance(told, dict):
                raise Refused(_("This entry is not as a phone writes it."))
            return take_in(told)
        except (Refused, UnreadableVisit, UnreadableFinding, NotAllowed) as refused:
            return self._refused(told, str(refused))
        except (ValueError, TypeError, LookupError, ArithmeticError, DatabaseError, OSError):
            log.exception("An entry of a phone's file could not be taken in.")
            return self._refused(told, _("It could not be taken in; the server's log says why."))

    def _refused(self, told: Any, why: str) -> Line:
        told = told if isinstance(told, dict) else {}
        kind = "photo" if "base64" in told else str(told.get("kind") or "")[:20]
        return Line(kind, _title(told), Brought.REFUSED, why)

    def _item(self, told: dict[str, Any]) -> Line:
        body = told.get("body")
        if not isinstance(body, str):
            raise Refused(_("The phone's file does not hold what was to be sent."))
        payload = body.translate(HALVES).encode()
        if len(payload) > MOST_BODY:
            raise Refused(_("This is too large for a visit."))
        if payload_sha256(payload) != told.get("sha256"):
            raise Refused(_("It is not what the phone had written: its hash is another one."))
        if told.get("kind") == "finding":
            return self._finding(payload, told)
        return self._visit(payload, told)

    def _visit(self, payload: bytes, told: dict[str, Any], *flags: Flag) -> Line:
        raw = load_payload(payload)
        receipt = take_in_visit(
            payload,
            mission=self.mission,
            by=self.by,
            source=Source.FILE,
            team=self._team(raw, told),
            around=self.around,
            flags=flags,
        )
        visit = Visit.objects.select_related("station").get(uuid=receipt.uuid)
        place = visit.station or visit.place or visit.station_number
        title = f"{receipt.code}, {place}"
        outcome = OUTCOMES[receipt.outcome]
        return Line("visit", title, outcome, visit=receipt.uuid, unfinished=bool(flags))

    def _finding(self, payload: bytes, told: dict[str, Any], *, unfinished: bool = False) -> Line:
        raw = load_finding(payload, self.mission.slug)
        receipt = take_in_finding(
            payload, mission=self.mission, team=self._team(raw, told), by=self.by
        )
        title, outcome = f"{receipt.code}, {_title(raw)}", OUTCOMES[receipt.outcome]
        return Line("finding", title, outcome, finding=receipt.uuid, unfinished=unfinished)

    def _team(self, raw: dict[str, Any], told: dict[str, Any]) -> Team:
        """Return the team the entry names, else that of the account it was written with."""
        code = str(raw.get("team") or "")
        team = self.around.team(code) if code else self._team_of_account(told)
        if team is None:
            raise Refused(_("It is of no team that this mission has."))
        return team

    def _team_of_account(self, told: dict[str, Any]) -> Team | None:
        number = str(told.get("account") or self.outbox.account)
        if not may_be_a_key(number):
            return None
        members = self.mission.memberships.taken_up().filter(account=int(number))
        role = members.select_related("account").first()
        return team_of(role.account, self.mission) if role else None

    def _draft(self, told: dict[str, Any]) -> Line:
        team = self._team({}, told)
        photos = [_as_told(each) for each in self.outbox.photos if _is_of(each, told)]
        if told.get("kind") == "finding":
            payload = draft_finding(told, mission=self.mission, team=team, photos=photos)
            return self._finding(payload, told, unfinished=True)
        payload = draft_visit(
            told, mission=self.mission, team=team, device=self.outbox.device, photos=photos
        )
        return self._visit(payload, told, Flag.UNFINISHED)

    def _photo(self, told: dict[str, Any]) -> Line:
        content = _content(told)
        photo = self._expected(told)
        rules.check_photo_fits(photo.size, len(content))
        if (photo.sha256, photo.size) != (hashlib.sha256(content).hexdigest(), len(content)):
            raise Refused(_("It is not the photo that is told of: its hash is another one."))
        was_here = progress_of(photo).complete
        if not was_here and not self._received(photo, content):
            raise Refused(_("It could not be put together: bring the file in once more."))
        outcome = Brought.REPEATED if was_here else Brought.STORED
        about = photo.visit or photo.finding
        title = _("Photo of %(code)s") % {"code": about.code if about else "–"}
        uuid = photo.visit.uuid if photo.visit else None
        return Line("photo", title, outcome, visit=uuid)

    def _expected(self, told: dict[str, Any]) -> Attachment:
        photos = Attachment.objects.filter(mission=self.mission)
        photo = photos.select_related("visit", "finding").filter(uuid=_uuid(told)).first()
        if photo is None:
            raise Refused(_("No visit or finding here tells of this photo."))
        return photo

    def _received(self, photo: Attachment, content: bytes) -> bool:
        try:
            return take_in_chunk(photo, 0, content, by=self.by).complete
        except OutOfPlace:
            # A part that was sent before was not of this photo: it is forgotten, and begun anew.
            try:
                return take_in_chunk(photo, 0, content, by=self.by).complete
            except OutOfPlace:
                return False


def bring_in(outbox: Outbox, *, mission: Mission, by: Account) -> list[Line]:
    """Take in all that a phone's file holds and return a line for each entry, in its order.

    Every entry is stored or refused by itself. The same file again changes nothing.
    """
    # Times are typed without a timezone: they are the mission's.
    with timezone.override(mission.zone):
        lines = list(_BringingIn(outbox, mission, by).lines())
    counts = {outcome.value: n for outcome, n in _counted(lines).items()}
    if any(line.outcome in (Brought.STORED, Brought.BESIDE) for line in lines):
        audit.record(
            by=by,
            action="phone's file brought in",
            record=mission,
            mission=mission,
            changes={"sha256": outbox.sha256, "device": outbox.device, **counts},
        )
    return lines


def _counted(lines: list[Line]) -> dict[Brought, int]:
    counts = {each: len([line for line in lines if line.outcome == each]) for each in Brought}
    return {each: n for each, n in counts.items() if n}


def _title(told: dict[str, Any]) -> str:
    """Return what names an entry to who reads the report."""
    if "base64" in told:
        return _("Photo %(number)s") % {"number": str(told.get("id") or "–")[:8]}
    words = told.get("title") or told.get("summary") or told.get("number") or told.get("id") or "–"
    return str(words)[:80]


def _content(told: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(str(told["base64"]), validate=True)
    except (KeyError, binascii.Error):
        raise Refused(_("The phone's file does not hold the picture itself.")) from None


def _uuid(told: dict[str, Any]) -> UUID:
    try:
        return UUID(str(told.get("id")))
    except ValueError:
        raise Refused(_("The photo has no number of its own.")) from None


def _is_of(photo: Any, draft: dict[str, Any]) -> bool:
    return isinstance(photo, dict) and photo.get("number") == draft.get("number")


def _as_told(photo: dict[str, Any]) -> dict[str, Any]:
    return {name: photo.get(name) for name in ("id", "sha256", "size", "type")}
