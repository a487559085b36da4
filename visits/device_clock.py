"""How far the clock of a device is off, by what it says when it sends."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HEADER = "Device-Clock"
# Less than this is a slow network, or a clock nobody would call wrong.
SLACK = timedelta(minutes=10)
# What a row can say; a clock that is decades off is off, however far.
MOST_SECONDS = 2**31 - 1


def clock_off(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return by how many seconds the device's clock is fast (negative: slow).

    None where it says nothing that can be read, or not in which timezone.
    """
    try:
        told = parse_datetime(headers.get(HEADER, ""))
    except ValueError:
        return None
    if told is None or timezone.is_naive(told):
        return None
    try:
        off = int((told - now).total_seconds())
    except OverflowError:
        return None
    return max(-MOST_SECONDS, min(MOST_SECONDS, off))


def is_off(seconds: int | None) -> bool:
    """Whether a clock that is fast by so many seconds is worth a second look."""
    return seconds is not None and abs(seconds) > SLACK.total_seconds()


def clock_words(seconds: int | None) -> str:
    """Return how far a clock was off, in words; "" where it was right, or nothing is known."""
    if seconds is None or not is_off(seconds):
        return ""
    how_far = {"span": _span(abs(seconds) // 60)}
    if seconds > 0:
        return _("The device’s clock was %(span)s fast when it sent this.") % how_far
    return _("The device’s clock was %(span)s slow when it sent this.") % how_far


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    told = []
    if days:
        told.append(ngettext("%d day", "%d days", days) % days)
    if hours:
        told.append(ngettext("%d hour", "%d hours", hours) % hours)
    if rest and not days:
        told.append(ngettext("%d minute", "%d minutes", rest) % rest)
    return " ".join(told)
