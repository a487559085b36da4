"""The form of a contact."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.forms.records import Group, RecordForm
from missions.models import Contact


class ContactForm(RecordForm):
    """Whom one calls, and for what; a phone number or an e-mail address at least."""

    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Contact"), ("duty", "name", "phone", "email")),
    )

    class Meta:
        model = Contact
        fields = ("duty", "name", "phone", "email")
        help_texts: ClassVar = {
            "duty": gettext_lazy("Such as: security, transport, questions about the form."),
            "name": gettext_lazy("May stay empty: for an emergency number."),
            "phone": gettext_lazy("With the country's code, such as +7 727 250 00 00."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a contact that cannot be reached."""
        cleaned = super().clean()
        if cleaned.get("phone") == "" and cleaned.get("email") == "":
            self.add_error("phone", _("Give a phone number, an e-mail address, or both."))
        return cleaned
