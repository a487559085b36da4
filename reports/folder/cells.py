"""Kinds of cells: what a cell may hold, how it is read and how it is written again.

`read` takes the text of a cell that is not empty and raises ValueError with what was expected, a
phrase that ends a sentence. `write(read(text))` is the cell's canonical text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django_countries import countries

from missions.forms.years import YEARS
from missions.models.mission import check_timezone
from visits.answer_values import read_number, read_time

# What no workbook and no database holds, and nobody typed on purpose; old line ends become new.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TIDY: dict[int, str | None] = dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF])
_TIDY |= {0x0B: "\n", 0x0C: "\n", 0x0D: "\n"}
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00)?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d(:?\d\d)?)?")
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d{1,15})?")


def tidy(text: str) -> str:
    """Return `text` with one kind of line end and without control characters."""
    text = text.replace("\r\n", "\n")
    return text.translate(_TIDY) if _ODD.search(text) else text


class Cell(Protocol):
    """A kind of cell."""

    def read(self, text: str) -> Any:
        """Return the value; raises ValueError with what was expected."""

    def write(self, value: Any) -> str:
        """Return the canonical text of a value that is not empty."""


@dataclass(frozen=True)
class Text:
    """Any text, kept exactly."""

    longest: int | None = None

    def read(self, text: str) -> str:
        """Return the text as it is."""
        if self.longest and len(text) > self.longest:
            raise ValueError(_("at most %(longest)d characters") % {"longest": self.longest})
        return text

    def write(self, value: Any) -> str:
        """Return the text."""
        return tidy(str(value))


@dataclass(frozen=True)
class Code:
    """A code that other rows name."""

    longest: int = 60
    shape: str = r"[^;\n]+"

    def read(self, text: str) -> str:
        """Return the code without the spaces around it."""
        code = text.strip()
        if len(code) > self.longest or not re.fullmatch(self.shape, code):
            raise ValueError(
                _("a code of at most %(longest)d characters") % {"longest": self.longest}
            )
        return code

    def write(self, value: Any) -> str:
        """Return the code."""
        return str(value)


@dataclass(frozen=True)
class OneOf:
    """One of the values of an enumeration."""

    values: tuple[str, ...]

    def read(self, text: str) -> str:
        """Return the value."""
        if (value := text.strip()) not in self.values:
            raise ValueError(_("one of %(values)s") % {"values": ", ".join(self.values)})
        return value

    def write(self, value: Any) -> str:
        """Return the value."""
        return str(value)


class Country:
    """A country by its two letters."""

    def read(self, text: str) -> str:
        """Return the two letters, capitals."""
        code = text.strip().upper()
        if countries.alpha2(code) != code:
            raise ValueError(_("a country by its two letters (ISO 3166), such as KZ"))
        return code

    def write(self, value: Any) -> str:
        """Return the two letters."""
        return str(value)


SomeDay = TypeVar("SomeDay", bound=date)


def _near(day: SomeDay) -> SomeDay:
    # A year far away is a typing error, and no database or timezone need bear it.
    if day.year not in YEARS:
        raise ValueError
    return day


class Day:
    """A date; a date cell of a workbook comes with midnight."""

    def read(self, text: str) -> date:
        """Return the date."""
        match = _DAY.fullmatch(text.strip())
        try:
            return _near(date.fromisoformat(match[1] if match else ""))
        except ValueError:
            raise ValueError(_("a date such as 2019-06-09")) from None

    def write(self, value: Any) -> str:
        """Return the date, year first."""
        return str(value.isoformat())


@dataclass(frozen=True)
class Moment:
    """A date and time, with an offset or in the timezone that is active.

    `day_alone`: a date without a time may stand for the day's beginning.
    """

    day_alone: bool = False

    def read(self, text: str) -> datetime:
        """Return the time, aware."""
        try:
            if self.day_alone and _DAY.fullmatch(text.strip()):
                return timezone.make_aware(_near(datetime.fromisoformat(text.strip())))
            if not _MOMENT.fullmatch(text.strip()):
                raise ValueError
            moment = _near(datetime.fromisoformat(text.strip()))
        except ValueError:
            raise ValueError(_("a date and time such as 2019-06-09T07:40:00+06:00")) from None
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

    def write(self, value: Any) -> str:
        """Return the time with the offset of the active timezone."""
        return timezone.localtime(value).isoformat()


class Clock:
    """A time of day."""

    def read(self, text: str) -> time:
        """Return the time."""
        try:
            return time.fromisoformat(read_time(text.strip()))
        except ValueError:
            raise ValueError(_("a time of day such as 07:05")) from None

    def write(self, value: Any) -> str:
        """Return hours and minutes."""
        return f"{value:%H:%M}"


class Figure(NamedTuple):
    """A number, exact or as a source approximates it."""

    value: int
    approximate: bool


@dataclass(frozen=True)
class Whole:
    """A whole number that is not negative; "~50" is about 50, where the record can hold that."""

    largest: int
    approximate: bool = False
    smallest: int = 0

    def read(self, text: str) -> Figure:
        """Return the number and whether it is approximate."""
        try:
            number, approximate = read_number(text.strip())
        except ValueError:
            raise ValueError(self._expected()) from None
        if not self.smallest <= number <= self.largest or (approximate and not self.approximate):
            raise ValueError(self._expected())
        return Figure(number, approximate)

    def write(self, value: Figure) -> str:
        """Return the number, with its mark."""
        return f"~{value.value}" if value.approximate else str(value.value)

    def _expected(self) -> str:
        bounds = {"smallest": self.smallest, "largest": self.largest}
        if self.approximate:
            return _("a whole number up to %(largest)d, or ~50 for about 50") % bounds
        return _("a whole number from %(smallest)d to %(largest)d") % bounds


@dataclass(frozen=True)
class Degrees:
    """A latitude or a longitude, kept to a tenth of a metre."""

    limit: int

    def read(self, text: str) -> Decimal:
        """Return the degrees."""
        plain = text.strip()
        if not _DEGREES.fullmatch(plain) or abs(Decimal(plain)) > self.limit:
            bounds = {"limit": self.limit}
            raise ValueError(_("degrees from -%(limit)d to %(limit)d, such as 43.238949") % bounds)
        return Decimal(plain).quantize(Decimal("0.000001"))

    def write(self, value: Any) -> str:
        """Return the degrees without zeros at the end."""
        return f"{value:.6f}".rstrip("0").rstrip(".")


class YesNo:
    """Yes or no."""

    def read(self, text: str) -> bool:
        """Return whether it is yes."""
        known = {"yes": True, "no": False}
        if (word := text.strip().lower()) not in known:
            raise ValueError(_("yes or no"))
        return known[word]

    def write(self, value: Any) -> str:
        """Return the word."""
        return "yes" if value else "no"


class Identity:
    """The UUID a device gave."""

    def read(self, text: str) -> UUID:
        """Return the UUID."""
        try:
            return UUID(text.strip())
        except ValueError:
            raise ValueError(_("a UUID such as 2bbaeb91-a8e9-47b6-b5f9-66579abd371b")) from None

    def write(self, value: Any) -> str:
        """Return the UUID in small letters."""
        return str(value)


class Email:
    """An e-mail address."""

    def read(self, text: str) -> str:
        """Return the address."""
        try:
            validate_email(text.strip())
        except ValidationError:
            raise ValueError(_("an e-mail address")) from None
        return text.strip()

    def write(self, value: Any) -> str:
        """Return the address."""
        return str(value)


class Address:
    """An address in the web: nothing else may become a link."""

    def read(self, text: str) -> str:
        """Return the address."""
        try:
            URLValidator(schemes=["http", "https"])(text.strip())
        except ValidationError:
            raise ValueError(_("an address that starts with http:// or https://")) from None
        if len(text.strip()) > 500:
            raise ValueError(_("an address of at most 500 characters"))
        return text.strip()

    def write(self, value: Any) -> str:
        """Return the address."""
        return str(value)


@dataclass(frozen=True)
class Words:
    """Several words, separated by spaces."""

    shape: str
    example: str
    longest: int

    def read(self, text: str) -> str:
        """Return the words with one space between them."""
        words = text.split()
        joined = " ".join(words)
        if len(joined) > self.longest or not all(re.fullmatch(self.shape, word) for word in words):
            raise ValueError(
                _("words separated by spaces, such as %(example)s") % {"example": self.example}
            )
        return joined

    def write(self, value: Any) -> str:
        """Return the words."""
        return str(value)


@dataclass(frozen=True)
class Names:
    """Several of given names, separated by spaces."""

    known: tuple[str, ...]
    longest: int

    def read(self, text: str) -> str:
        """Return the names with one space between them."""
        names = text.split()
        if strangers := [name for name in names if name not in self.known]:
            named = {"names": ", ".join(self.known), "stranger": ", ".join(strangers)}
            raise ValueError(_("names among %(names)s; not %(stranger)s") % named)
        if len(joined := " ".join(names)) > self.longest:
            raise ValueError(_("at most %(longest)d characters") % {"longest": self.longest})
        return joined

    def write(self, value: Any) -> str:
        """Return the names."""
        return str(value)


class Codes:
    """Several codes, separated by semicolons; their order says nothing."""

    def read(self, text: str) -> tuple[str, ...]:
        """Return the codes, each once, sorted."""
        codes = {part.strip() for part in text.split(";")} - {""}
        if not codes:
            raise ValueError(_("codes separated by ;"))
        return tuple(sorted(codes))

    def write(self, value: Iterable[str]) -> str:
        """Return the codes, sorted."""
        return ";".join(sorted(value))


class Zone:
    """A timezone by its name."""

    def read(self, text: str) -> str:
        """Return the name."""
        try:
            check_timezone(text.strip())
        except ValidationError:
            raise ValueError(_("a timezone of the IANA database, such as Asia/Almaty")) from None
        return text.strip()

    def write(self, value: Any) -> str:
        """Return the name."""
        return str(value)
