"""Fields that say plainly what they could not read, and never lose what was typed."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from missions.forms.years import check_year
from visits.answer_values import NOT_OBSERVED, AnswerType, read_number, read_time
from visits.definition import Question

UNREADABLE = _("“%(text)s” cannot be read: write %(expected)s.")
# As a browser's own date and time field writes it, and as people type where it has none.
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
# What the row of a visit holds of small counts (people in a room).
MOST_PEOPLE = 32_767
# "1 200", with any of the spaces that keyboards and copied texts have; "12 00" is a slip.
GROUPED = re.compile(r"(~?) *([0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+)")


def without_spaces(text: str) -> str:
    """Return a number whose thousands stand apart without the spaces; other text as it is."""
    grouped = GROUPED.fullmatch(text)
    return grouped[1] + re.sub(r"\s", "", grouped[2]) if grouped else text


class NumberField(forms.CharField):
    """A whole number, "~250" for an approximate one; gives the text, checked."""

    def __init__(self, *, most: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(required=False, **kwargs)
        self.most = most
        if most is not None:
            self.widget.attrs["data-most"] = most

    def clean(self, value: Any) -> str:
        """Return the number in digits only; raise ValidationError saying what was expected."""
        text = without_spaces(str(super().clean(value)))
        if not text:
            return ""
        try:
            number, _approximate = read_number(text)
        except ValueError as expected:
            raise forms.ValidationError(
                UNREADABLE, params={"text": text, "expected": expected}
            ) from None
        if self.most is not None and number > self.most:
            raise forms.ValidationError(
                _("%(number)s is too many: at most %(most)s."),
                params={"number": number, "most": self.most},
            )
        return text


class TimeOfDayField(forms.CharField):
    """A time of day; gives HH:MM."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "time"}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the time as HH:MM, "" for none; raise ValidationError where it is no time."""
        text = str(super().clean(value))
        try:
            return read_time(text) if text else ""
        except ValueError as expected:
            raise forms.ValidationError(
                UNREADABLE, params={"text": text, "expected": expected}
            ) from None


class MomentField(forms.DateTimeField):
    """A date and time in the mission's timezone, which the view has activated."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMATS[0])
        super().__init__(
            widget=widget, input_formats=MOMENT_FORMATS, validators=[check_year], **kwargs
        )
        self.error_messages["required"] = _("Write the date and the time.")
        self.error_messages["invalid"] = _(
            "This is not a date and a time: write for example 2025-03-16 08:05."
        )


class SeveralField(forms.MultipleChoiceField):
    """Any of the choices, or only "Not observed"."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return the chosen values; raise ValidationError where they exclude each other."""
        chosen: list[str] = super().clean(value)
        if NOT_OBSERVED in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Choose what you saw, or only “Not observed”."))
        return chosen


def answer_field(question: Question, language: str) -> forms.Field:
    """Return the field that takes the answer to a question; no answer is required."""
    label = question.label(language)
    if question.type is AnswerType.NUMBER:
        return NumberField(label=label)
    if question.type is AnswerType.TIME:
        return TimeOfDayField(label=label)
    if question.type is AnswerType.TEXT:
        return forms.CharField(label=label, required=False, widget=small_text())
    choices = [(value, question.value_label(value, language)) for value in question.values]
    if question.type is AnswerType.CHOICES:
        return SeveralField(label=label, choices=choices, required=False)
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def small_text() -> forms.Textarea:
    """Return a text area of two lines."""
    return forms.Textarea(attrs={"rows": 2})
