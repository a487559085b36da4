"""The form in which the conclusion, participation or media is claimed."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.models import Mission, SourceDocument
from reports.drafting import Desk
from reports.forms.editing import WordsField
from reports.forms.records import SourceForm


class ClaimForm(forms.Form):
    """The words of a claim, and the text they began from."""

    use_required_attribute = False
    text = WordsField(
        label=gettext_lazy("What the mission says"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    started_from = forms.CharField(required=False, widget=forms.HiddenInput)


class KnownSourceForm(forms.Form):
    """A source document the mission has already, to carry a claim."""

    use_required_attribute = False
    document = forms.ChoiceField(label=gettext_lazy("A document the mission has"), required=False)

    def __init__(self, desk: Desk, key: str, data: Any = None) -> None:
        super().__init__(data)
        papers = desk.material.papers.get("source", [])
        choosing: Any = self.fields["document"]
        named = [
            (each.code, Truncator(f"{each.text}, {each.person}").chars(80))
            for each in papers
            if each.theme != key
        ]
        choosing.choices = [("", _("None")), *named]

    def chosen(self, mission: Mission) -> SourceDocument | None:
        """Return the document chosen, if one was; call it on a form that is valid."""
        code = self.cleaned_data["document"]
        return SourceDocument.objects.filter(mission=mission, code=code).first() if code else None


class ClaimSourceForm(SourceForm):
    """A new source document for a claim: its theme is the claim's."""

    def __init__(self, mission: Mission, key: str, data: Any = None) -> None:
        super().__init__(mission, data, prefix="source")
        del self.fields["theme"]
        self.instance.theme = key

    @property
    def begun(self) -> bool:
        """Whether anything of a document was typed."""
        return any(self[name].value() for name in ("title", "issuer", "url", "figure", "quote"))
