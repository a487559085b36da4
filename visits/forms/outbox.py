"""The form with which a phone's file is brought in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OutboxForm(forms.Form):
    """The file that a phone exported."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File of a phone (.json)"),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".json,application/json", "class": "form-control"}
        ),
        error_messages={
            "required": _("Choose the file to bring in."),
            "empty": _("This file is empty."),
        },
    )
