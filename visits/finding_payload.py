"""A finding as it is told: on its own as one JSON object, or within a visit.

Keys of one sent on its own: finding (UUID), mission (slug), summary, theme, polarity, severity,
basis, told_by, tellers, occurred_at (ISO with offset), stage, station (code), area (code),
affected ("~50" for about 50), reported_to, response, confidential ("yes"),
photos [{id, sha256, size, type}].
"""

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from missions.enumerations import Theme
from visits.answer_values import read_number
from visits.models import Basis, Polarity, Severity
from visits.payload import storable

# What a finding's row holds.
MOST_TELLERS = 32_767
NUMBERS = ("tellers", "affected")


class UnreadableFinding(Exception):
    """What was sent is no finding; its text says what was expected."""


def load_finding(payload: bytes, mission: str, uuid: UUID | None = None) -> dict[str, Any]:
    """Return the finding sent in `payload` to the mission with this slug.

    `uuid` is the number that the address names; None: any. Raises UnreadableFinding where it has
    no number of its own or another one, or says nothing.
    """
    try:
        raw = storable(json.loads(payload))
        UUID(str(raw["finding"]))
    except (ValueError, RecursionError, TypeError, KeyError):
        raise UnreadableFinding(
            _("This is not a finding: a JSON object with its number was expected.")
        ) from None
    if uuid is not None and UUID(str(raw["finding"])) != uuid:
        raise UnreadableFinding(_("The finding's number is not the one of the address."))
    if not str(raw.get("summary") or "").strip():
        raise UnreadableFinding(_("The finding does not say what happened."))
    if raw.get("mission") not in (None, "", mission):
        raise UnreadableFinding(
            _("This finding is of the mission “%(mission)s”, not of this one.")
            % {"mission": raw["mission"]}
        )
    return raw


def told_fields(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a finding tells, by field; what is not known is taken as the usual."""

    def known(name: str, values: list[str], default: str) -> str:
        return str(told[name]) if told.get(name) in values else default

    return {
        "summary": str(told["summary"]).strip(),
        "question": str(told.get("question") or "")[:80],
        "theme": known("theme", Theme.values, Theme.OVERALL),
        "polarity": known("polarity", Polarity.values, Polarity.ADVERSE),
        "severity": known("severity", Severity.values, Severity.NOTE),
        "basis": known("basis", Basis.values, Basis.SEEN),
        "told_by": str(told.get("told_by") or "")[:200],
        "response": str(told.get("response") or ""),
        "reported_to": str(told.get("reported_to") or "")[:300],
        "confidential": told.get("confidential") in (True, "yes"),
    }


def told_numbers(told: dict[str, Any]) -> dict[str, Any]:
    """Return the numbers of a finding, and in `approximate` which of them are; None for none."""
    fields: dict[str, Any] = {}
    approximate = []
    for name in NUMBERS:
        number, is_approximate = _number(told.get(name))
        if name == "tellers" and number is not None and number > MOST_TELLERS:
            number = None
        fields[name] = number
        if is_approximate and number is not None:
            approximate.append(name)
    return fields | {"approximate": " ".join(approximate)}


def _number(text: Any) -> tuple[int | None, bool]:
    try:
        return read_number(str(text or "").strip())
    except ValueError:
        return None, False
