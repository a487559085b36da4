"""The file a phone exports where it cannot send: all it holds of one mission, as JSON.

Keys: mushahid ("outbox"), version (1), mission (slug), account, device, made_at;
items [{kind ("visit" or "finding"), number, account, sha256, body (the exact text to send)}];
drafts: as the phone keeps them [{kind, number, account, stage, station, form, parent, told,
typed {name of the form's field: text, or list of what is ticked}, at}];
photos [{id, number, sha256, size, type, base64}].
"""

import hashlib
import json
from dataclasses import dataclass
from typing import IO, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from visits.payload import storable

VERSION = 1
# The file is read as a whole; some hundred photos, as phones make them small, fit in.
MOST_BYTES = 100 * 1024 * 1024
# What one visit may weigh when a phone sends it.
MOST_BODY = 5 * 1024 * 1024
# Of an entry: what is to be sent, and a picture. A hash names just these; the intake reads them.
AS_IT_CAME = ("body", "base64")


class UnreadableOutbox(Exception):
    """The file is none that a phone exported for this mission; its text says what it is."""


@dataclass(frozen=True)
class Outbox:
    """What a phone's file holds; of its entries nothing is known but that they are in a list."""

    sha256: str
    account: str
    device: str
    items: list[Any]
    drafts: list[Any]
    photos: list[Any]


def read_outbox(file: IO[bytes], size: int, mission: str) -> Outbox:
    """Return what a file of so many bytes holds for the mission with this slug.

    Raises UnreadableOutbox.
    """
    if size > MOST_BYTES:
        told = {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}
        raise UnreadableOutbox(
            _("This file has %(size)s; at most %(most)s are taken in at once.") % told
        )
    content = file.read()
    raw = _loaded(content)
    if raw.get("version") != VERSION:
        raise UnreadableOutbox(
            _("This file is of version %(version)s, and only version 1 can be read.")
            % {"version": str(raw.get("version"))[:20]}
        )
    if raw.get("mission") != mission:
        raise UnreadableOutbox(
            _("This file is of the mission “%(mission)s”, not of this one.")
            % {"mission": str(raw.get("mission"))[:80]}
        )
    return Outbox(
        sha256=hashlib.sha256(content).hexdigest(),
        account=str(raw.get("account") or ""),
        device=str(raw.get("device") or "")[:100],
        items=_list(raw, "items"),
        drafts=_list(raw, "drafts"),
        photos=_list(raw, "photos"),
    )


def _loaded(content: bytes) -> dict[str, Any]:
    try:
        raw = _storable(json.loads(content))
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or raw.get("mushahid") != "outbox":
        raise UnreadableOutbox(
            _("This is no file of a phone: choose what “Save everything as a file” has saved.")
        )
    return raw


def _storable(raw: Any) -> Any:
    """Return what the file holds with what no database and no page holds replaced."""
    if not isinstance(raw, dict):
        return raw
    lists = {name: told for name, told in raw.items() if isinstance(told, list)}
    rest = {name: told for name, told in raw.items() if name not in lists}
    entries = {name: [_entry(each) for each in told] for name, told in lists.items()}
    return storable(rest) | entries


def _entry(told: Any) -> Any:
    if not isinstance(told, dict):
        return storable(told)
    kept = {name: told[name] for name in AS_IT_CAME if name in told}
    rest = {name: value for name, value in told.items() if name not in kept}
    return storable(rest) | kept


def _list(raw: dict[str, Any], name: str) -> list[Any]:
    told = raw.get(name)
    return told if isinstance(told, list) else []
