"""The form by which the secretariat writes a finding of its own, or words a team's better."""

from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from missions.forms.meanwhile import MeanwhileForm
from missions.models import Area, Mission
from visits.finding_payload import told_fields, told_numbers
from visits.forms.finding_report import FindingReportForm
from visits.models import Finding
from visits.question_choices import QuestionChoices, offering

CHOSEN = ("polarity", "severity", "basis", "stage")
NEW = {"basis": "meeting", "severity": "note", "polarity": "adverse"}
# As one writes it down: what, what it is about, when and where, how it is known, what came of it.
ORDER = ("summary", "theme", "question", "polarity", "severity", "obligation", "occurred_at")
HELP = {
    "polarity": _("Adverse speaks of a problem. A confirmed grave one stands among the matters."),
    "basis": _(
        "How the mission knows. What was told or stands in the press stays “reported”, even when "
        "it is confirmed. Aftermath: somebody came later and saw what it had left."
    ),
    "confidential": _("No text tells its words: the statement says only that there is one."),
}
OF_A_VISIT = ("station", "area", "stage")


class FindingEntryForm(MeanwhileForm, FindingReportForm):
    """A finding as the secretariat writes it, with the question it speaks to and the obligation.

    Where a finding of a visit was is the visit's matter, and not asked.
    """

    question = forms.ChoiceField(
        label=_("Which question does it speak to, if any?"),
        required=False,
        help_text=_("Then it stands with that question's sentence, else with its theme."),
    )
    obligation = forms.CharField(
        label=_("Which obligation is it about?"),
        required=False,
        max_length=300,
        help_text=_("Instrument and place, such as: ICCPR 25(b)."),
    )

    def __init__(
        self, mission: Mission, number: UUID, *args: Any, finding: Finding | None = None
    ) -> None:
        self.known = finding
        initial = _initial(finding) if finding else NEW
        super().__init__(mission, number, *args, initial=initial)
        # A second click on the same page adds no second finding.
        self.fields["finding"] = forms.CharField(
            required=False, initial=str(number), widget=forms.HiddenInput
        )
        of_visit = finding is not None and finding.visit_id is not None
        for name in CHOSEN:
            # A desk chooses from a list; the large buttons are for thumbs.
            field: Any = self.fields[name]
            blank = [("", _("None"))] if name == "stage" else []
            field.widget = forms.Select()
            field.choices = [*blank, *field.choices]
        asked = finding.question if finding else ""
        questions: Any = self.fields["question"]
        known = QuestionChoices(mission).questions()
        questions.choices = [("", _("None")), *offering(known, asked)]
        for name in OF_A_VISIT if of_visit else ():
            del self.fields[name]
        for name, said in HELP.items():
            self.fields[name].help_text = said
        self.order_fields(ORDER)

    @property
    def stored(self) -> bool:
        """Whether a finding there is already is changed."""
        return self.known is not None

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: the page has the tags and the buttons."""
        self.remember_what_is_shown()
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def told(self) -> dict[str, Any]:
        """Return what the form says, by the finding's fields."""
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        placed = {"stage": said.get("stage", "")} if "stage" in self.fields else {}
        if "station" in self.fields:
            station = said.pop("station", None)
            placed |= {"station": station, "area": station.area if station else self._area(said)}
        confidential = "yes" if said.get("confidential") else ""
        return (
            told_fields(said | {"confidential": confidential})
            | told_numbers(said)
            | placed
            | {
                "occurred_at": self.cleaned_data["occurred_at"],
                "obligation": said.get("obligation", ""),
            }
        )

    def _area(self, said: dict[str, Any]) -> Area | None:
        return Area.objects.filter(mission=self.mission, code=said.get("area", "")).first()


def _initial(finding: Finding) -> dict[str, Any]:
    same = (
        *("summary", "theme", "polarity", "severity", "basis", "stage", "question", "told_by"),
        *("response", "reported_to", "obligation", "confidential", "occurred_at"),
    )
    numbers = {name: _number(finding, name) for name in ("tellers", "affected")}
    return {
        **{name: getattr(finding, name) for name in same},
        **numbers,
        "station": finding.station.code if finding.station else "",
        "area": finding.area.code if finding.area else "",
    }


def _number(finding: Finding, name: str) -> str:
    number = getattr(finding, name)
    if number is None:
        return ""
    return f"~{number}" if name in finding.approximate.split() else str(number)
