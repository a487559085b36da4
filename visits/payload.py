"""A visit as it is sent: one JSON object, the same from every way in.

Keys: visit (UUID), parent (hash of the revision before, or ""), mission (slug), form (hash of the
form's version), stage, station (code, or ""), station_number, place, area (code), team (code),
arrived_at, departed_at (ISO with offset), the header's details, answers {code: {value, comment}},
findings [{id, question, theme, summary, severity, basis, told_by, response}], figures_confirmed,
photos [{id, sha256, size, type}] (each comes by itself, in chunks),
reply (words to the secretariat, of this sending only),
position {latitude, longitude, accuracy in metres} (where the phone was, if the team noted it),
device, device_time; called_by, called_at where the secretariat wrote it down from a call.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

# PostgreSQL refuses NUL in texts; a lone surrogate is no character and cannot be encoded.
UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}")


class UnreadableVisit(Exception):
    """What was sent is no visit at all; its text says what was expected."""


def build_payload(**keys: Any) -> bytes:
    """Return the canonical bytes of a visit: the same keys always give the same bytes."""
    told = {key: value for key, value in keys.items() if value not in ("", None, {}, [])}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def payload_sha256(payload: bytes) -> str:
    """Return the hash that names these bytes, in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()


def load_payload(payload: bytes) -> dict[str, Any]:
    """Return the visit sent in `payload`; raises UnreadableVisit where it is none."""
    try:
        raw = json.loads(payload)
        if _may_be_unstorable(payload):
            raw = storable(raw)
    except (ValueError, RecursionError):
        raise UnreadableVisit(_("This is not a visit: JSON was expected.")) from None
    if not isinstance(raw, dict):
        raise UnreadableVisit(_("This is not a visit: a JSON object was expected."))
    try:
        UUID(str(raw.get("visit")))
    except ValueError:
        raise UnreadableVisit(
            _("The visit has no number of its own: “visit” must be a UUID.")
        ) from None
    return raw


def told_answers(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a visit as sent, by question; none where they have no such shape."""
    answers = raw.get("answers")
    return answers if isinstance(answers, dict) else {}


def told_answer(told: Any, *, several: bool = True) -> tuple[str, str]:
    """Return the value and the comment of one answer as sent, "" for what is missing.

    `several`: the choices may come as a list instead of joined by ";".
    """
    told = told if isinstance(told, dict) else {"value": told}
    value = told.get("value")
    if several and isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = ";".join(value)
    # Zero is an answer; only what is missing is none.
    return "" if value is None else str(value), str(told.get("comment") or "")


def told_findings(raw: Mapping[str, Any]) -> list[Any]:
    """Return what was sent as findings: a list, whatever its entries are."""
    told = raw.get("findings")
    return told if isinstance(told, list) else [told] if told else []


def check_addressed(raw: dict[str, Any], mission: str, uuid: UUID | None) -> None:
    """Raise UnreadableVisit where a visit names another mission, or another visit, than its way in.

    `mission` is the slug and `uuid` the visit (None: any) that the address names.
    """
    if raw.get("mission") not in (None, "", mission):
        raise UnreadableVisit(
            _("This visit is of the mission “%(mission)s”, not of this one.")
            % {"mission": raw["mission"]}
        )
    if uuid is not None and UUID(str(raw["visit"])) != uuid:
        raise UnreadableVisit(_("The visit's number is not the one of the address."))


def _may_be_unstorable(payload: bytes) -> bool:
    """Whether it is worth looking at each text: hardly ever.

    JSON in UTF-8 can tell NUL and halves of characters only by number, as \\u0000.
    """
    try:
        payload.decode()
    except UnicodeDecodeError:
        return True
    return b"\\u" in payload or b"\0" in payload


def storable(told: Any) -> Any:
    """Return it without what JSON can say and no database holds: NUL, halves of characters."""
    if isinstance(told, str):
        return told.translate(UNSTORABLE)
    if isinstance(told, list):
        return [storable(each) for each in told]
    if isinstance(told, dict):
        return {storable(key): storable(value) for key, value in told.items()}
    return told
