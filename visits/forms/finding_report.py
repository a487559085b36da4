"""The form of a finding that is told by itself, without a visit."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage, Theme
from missions.models import Mission, Station
from observers.models import Team
from visits.finding_payload import MOST_TELLERS
from visits.forms.fields import MomentField, NumberField, small_text
from visits.models import Basis, Polarity, Severity
from visits.named_stations import station_named
from visits.payload import build_payload

POLARITIES = [(Polarity.ADVERSE.value, _("A problem")), (Polarity.FAVOURABLE.value, _("Good"))]
SEVERITY_HELP = _(
    "Critical: stuffing, falsification, violence, detention, observers expelled or in danger. "
    "Serious: it breaks a guarantee. Minor: procedure. Note: worth knowing."
)


def _buttons(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=help_text,
    )


class FindingReportForm(forms.Form):
    """One finding. Only what happened and what it is about must be said."""

    use_required_attribute = False

    summary = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What, who did it and to whom. Roles, no names of people."),
        error_messages={"required": _("Say in a sentence what happened.")},
    )
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose the nearest")), *Theme.choices],
        error_messages={"required": _("Choose what it is about, the nearest will do.")},
    )
    polarity = _buttons(_("Is it a problem, or something good?"), POLARITIES)
    severity = _buttons(_("How grave is it?"), Severity.choices, SEVERITY_HELP)
    occurred_at = MomentField(label=_("When did it happen?"), required=False)
    station = forms.CharField(
        label=_("At which station?"),
        required=False,
        max_length=300,
        help_text=_("Its number, or a part of its name. Leave it empty if it was elsewhere."),
        widget=forms.TextInput(attrs={"list": "stations", "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label=_("Or in which area?"), required=False)
    stage = _buttons(_("During which stage, if any?"), Stage.choices)
    basis = _buttons(
        _("How do you know?"),
        Basis.choices,
        _("Aftermath: you came later and saw what it had left."),
    )
    told_by = forms.CharField(
        label=_("If you were told: by whom?"),
        required=False,
        max_length=200,
        help_text=_("Their role, never a name."),
    )
    tellers = NumberField(
        label=_("How many people told you, independently of each other?"), most=MOST_TELLERS
    )
    affected = NumberField(
        label=_("How many people were affected?"),
        help_text=_("In digits; write ~50 for about 50. Leave it empty if you do not know."),
    )
    response = forms.CharField(
        label=_("What was done about it on the spot?"), required=False, widget=small_text()
    )
    reported_to = forms.CharField(
        label=_("To whom was it reported?"), required=False, max_length=300
    )
    confidential = forms.BooleanField(
        label=_("Keep it confidential: somebody could be harmed"), required=False
    )

    def __init__(self, mission: Mission, number: UUID, *args: Any, **kwargs: Any) -> None:
        """`number` is made when the page is opened, so that a second click is a repeat."""
        super().__init__(*args, **kwargs)
        self.mission, self.number = mission, number
        areas = [(area.code, area.named()) for area in mission.areas.all()]
        # A field of choices; mypy sees a Field.
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", _("Elsewhere, or I do not know")),
            *areas,
        ]

    def clean_station(self) -> Station | None:
        """Return the station that is meant; a sentence where none or several are."""
        words = self.cleaned_data["station"]
        try:
            return station_named(self.mission, words) if words else None
        except ValueError as sentence:
            raise forms.ValidationError(str(sentence)) from None

    def payload(self, team: Team) -> bytes:
        """Return the finding as it is sent; the same page sent twice gives the same bytes."""
        said = dict(self.cleaned_data)
        station, moment = said.pop("station"), said.pop("occurred_at")
        return build_payload(
            **said | {"confidential": "yes" if said["confidential"] else ""},
            finding=str(self.number),
            mission=self.mission.slug,
            team=team.code,
            station=station.code if station else "",
            occurred_at=moment.isoformat() if moment else "",
        )
