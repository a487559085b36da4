"""A number that a source may only approximate, typed as in a mission folder: ~50."""

import re
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NUMBER = re.compile(r"(~?)\s*(\d{1,12})")
HELP = gettext_lazy("Digits only; ~250 for about 250.")


class Approximate(NamedTuple):
    """A whole number, and whether it is only about that."""

    value: int
    about: bool


class ApproximateField(forms.CharField):
    """A whole number up to `largest`, or ~50 for about 50; None where nothing is typed."""

    def __init__(self, *, largest: int, **options: Any) -> None:
        options.setdefault("help_text", HELP)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "size": 12}))
        super().__init__(required=False, **options)
        self.largest = largest

    def clean(self, value: Any) -> Any:
        """Return the number with its mark; raises ValidationError with what was expected."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        match = _NUMBER.fullmatch(text)
        if match is None or int(match[2]) > self.largest:
            told = {"largest": self.largest}
            raise forms.ValidationError(
                _("A whole number up to %(largest)d, or ~50 for about 50.") % told
            )
        return Approximate(int(match[2]), bool(match[1]))


def typed(record: Any, name: str) -> str:
    """Return a record's number as it is typed, with its mark; "" for none."""
    value = getattr(record, name)
    mark = "~" if name in record.approximate.split() else ""
    return "" if value is None else f"{mark}{value}"


def keep_marks(record: Any, cleaned: dict[str, Any], names: tuple[str, ...]) -> None:
    """Put plain numbers into `cleaned`, and into the record which of them are approximate."""
    marks = set(record.approximate.split())
    for name in names:
        found = cleaned.get(name)
        cleaned[name] = found.value if found else None
        marks = marks | {name} if found and found.about else marks - {name}
    record.approximate = " ".join(sorted(marks))
