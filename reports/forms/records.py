"""The forms of meetings and source documents."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.enumerations import Theme
from missions.forms.records import Group, RecordForm
from missions.models import Meeting, Mission, SourceDocument
from reports.drafting.claims import CLAIMED_WITH_A_SOURCE

KNOWN_BY_ITS_CODE = gettext_lazy("Sentences and mission folders know the record by it: it stays.")


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class CodedForm(RecordForm):
    """A record whose code stays once it is stored."""

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        if self.instance.pk is not None:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = KNOWN_BY_ITS_CODE


class MeetingForm(CodedForm):
    """Whom the mission met, when and where."""

    code_words: ClassVar[tuple[str, ...]] = ("organisation",)
    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Whom the mission met"), ("organisation", "category", "person", "position")),
        (gettext_lazy("When and where"), ("date", "end_date", "area")),
        (gettext_lazy("For the mission's own use"), ("notes", "code")),
    )

    class Meta:
        model = Meeting
        fields = (
            "organisation",
            "category",
            "person",
            "position",
            "date",
            "end_date",
            "area",
            "notes",
            "code",
        )
        widgets: ClassVar = {
            "date": DayInput(),
            "end_date": DayInput(),
            "notes": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts: ClassVar = {
            "organisation": gettext_lazy("As the statement should name it."),
            "category": gettext_lazy("The statement lists meetings by it."),
            "person": gettext_lazy("Who received the mission. May stay empty."),
            "end_date": gettext_lazy("Only where it is known to lie within some days."),
            "area": gettext_lazy("Empty: in the capital, or in no area of the mission."),
            "notes": gettext_lazy("No statement prints them. What was told in confidence stays."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned = super().clean()
        first, last = cleaned.get("date"), cleaned.get("end_date")
        if first and last and last < first:
            self.add_error("end_date", _("The last day is not before the first."))
        return cleaned


class SourceForm(CodedForm):
    """A document that carries what the mission's own visits cannot show."""

    code_words: ClassVar[tuple[str, ...]] = ("title",)
    url = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Where anybody can read it; starts with https://."),
    )
    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("The document"), ("title", "issuer", "kind", "date", "url")),
        (gettext_lazy("What it carries"), ("theme", "figure", "quote")),
        (gettext_lazy("In the mission's records"), ("code",)),
    )

    class Meta:
        model = SourceDocument
        fields = ("title", "issuer", "kind", "date", "url", "theme", "figure", "quote", "code")
        widgets: ClassVar = {
            "date": DayInput(),
            "quote": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("As the statement should name it."),
            "issuer": gettext_lazy("Who published it, such as the election commission."),
            "kind": gettext_lazy(
                "What rests on press alone, or on a document of no kind, stands as reported."
            ),
            "theme": gettext_lazy(
                "Participation and Media carry the claims of that name: without a document of "
                "the theme, such a claim keeps the statement from being signed."
            ),
            "figure": gettext_lazy("The figure it gives, with what it counts: 77.5 % turnout."),
            "quote": gettext_lazy("The words the statement rests on, exactly as written."),
        }

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        carrying = [(key, Theme(key).label) for key in CLAIMED_WITH_A_SOURCE]
        others = [each for each in Theme.choices if each[0] not in CLAIMED_WITH_A_SOURCE]
        # A field of choices; mypy sees a Field.
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("No theme")),
            (_("Carries a claim of the statement"), carrying),
            (_("Other themes"), sorted(others, key=lambda each: str(each[1]))),
        ]

    def clean_url(self) -> str:
        """Return the address; a new one is read over an encrypted line."""
        url = str(self.cleaned_data["url"])
        if url and "url" in self.changed_data and not url.lower().startswith("https://"):
            raise forms.ValidationError(_("An address that starts with https://."))
        return url
