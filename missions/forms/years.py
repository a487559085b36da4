"""The years that a date may be in, wherever one is typed."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

# One far away is a typing error. At the ends of the calendar a time has no counterpart in other
# timezones, and what cannot be shown must not be stored.
YEARS = range(1900, 2200)
FAR_AWAY = gettext_lazy("A year between 1900 and 2199.")


def check_year(day: date) -> None:
    """Raise ValidationError where a date, or a date and time, is in a year far away."""
    if day.year not in YEARS:
        raise forms.ValidationError(FAR_AWAY)


def keep_to_the_years(fields: Iterable[forms.Field]) -> None:
    """Let every field of these that takes a date refuse a year far away."""
    for field in fields:
        if isinstance(field, forms.DateField | forms.DateTimeField):
            field.validators.append(check_year)
