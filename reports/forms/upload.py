"""The form with which a mission folder or workbook is sent."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SUFFIXES = (".zip", ".xlsx")
# A set-up of 20,000 stations and 5,000 observers is below 2 MB.
LARGEST = 20 * 1024 * 1024


class UploadForm(forms.Form):
    """A .zip of a mission folder, or a workbook."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx) or zipped mission folder (.zip)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.xlsx", "class": "form-control"}),
        error_messages={
            "required": gettext_lazy("Choose the file to upload."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Return the file; refuse what is no workbook and no .zip by its name, or too large."""
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(
                _("“%(name)s” is no workbook (.xlsx) and no zipped folder (.zip).")
                % {"name": file.name}
            )
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than %(most)d MB, more than a mission's set-up weighs.")
                % {"most": LARGEST // (1024 * 1024)}
            )
        return file


class UpdateForm(UploadForm):
    """The same for a mission that is here: its rows may have been changed here."""

    over_changes = forms.BooleanField(
        label=gettext_lazy("Let the file overrule what was changed here"),
        required=False,
        help_text=gettext_lazy(
            "Without it, a row that was changed in the browser since the last upload is named and "
            "refused. Rows that are not in the file stay as they are in any case."
        ),
    )
