"""The fields that every visit has, whatever its stage."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from missions.enumerations import ChosenBy, Stage
from missions.models import Mission
from visits.forms.fields import MOST_PEOPLE, MomentField, NumberField, TimeOfDayField
from visits.models import ChairGender

NOT_LISTED = ("station_number", "place", "area")
_PEOPLE = ("commission_present", "commission_women", "chair_gender", "agents_contestants")
# What is asked of the station itself, by stage: at a count the protocol has the voters.
STATION_DETAILS: dict[str, tuple[str, ...]] = {
    Stage.OPENING: ("registered_voters", *_PEOPLE),
    Stage.VOTING: ("registered_voters", "voted_so_far", "voted_as_of", *_PEOPLE),
    Stage.COUNTING: _PEOPLE,
    Stage.TABULATION: _PEOPLE,
}
YES_NO = (("yes", _("Yes")), ("no", _("No")))
BUTTONS = frozenset({"chosen_by", "accompanied_by_official", "chair_gender"})


def _one_of(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _area_field(mission: Mission) -> forms.ChoiceField:
    areas = [(area.code, area.named()) for area in mission.areas.all()]
    return forms.ChoiceField(
        label=_("Area"), required=False, choices=[("", _("I do not know")), *areas]
    )


def not_listed_fields(mission: Mission) -> dict[str, forms.Field]:
    """Return the fields that say where a station is that the list does not have."""
    return {
        "station_number": forms.CharField(
            label=_("Number of the station"), required=False, max_length=60
        ),
        "place": forms.CharField(
            label=_("Place"),
            required=False,
            max_length=300,
            help_text=_("What the building is called, and the street."),
        ),
        "area": _area_field(mission),
    }


def time_fields() -> dict[str, forms.Field]:
    """Return when one came and went, and how the station was chosen."""
    return {
        "arrived_at": MomentField(label=_("When did you arrive?")),
        "departed_at": MomentField(label=_("When did you leave?"), required=False),
        "chosen_by": _one_of(_("How was this station chosen?"), ChosenBy.choices),
        "accompanied_by_official": _one_of(_("Did an official of the host come with you?"), YES_NO),
    }


def station_fields(stage: str) -> dict[str, forms.Field]:
    """Return the details of the station that are asked at a stage."""
    every = {
        "registered_voters": NumberField(label=_("How many voters are registered here?")),
        "voted_so_far": NumberField(label=_("How many have voted so far?")),
        "voted_as_of": TimeOfDayField(label=_("At what time was that?")),
        "commission_present": NumberField(
            label=_("How many members of the commission are present?"), most=MOST_PEOPLE
        ),
        "commission_women": NumberField(label=_("How many of them are women?"), most=MOST_PEOPLE),
        "chair_gender": _one_of(_("Who chairs the commission?"), ChairGender.choices),
        "agents_contestants": NumberField(
            label=_("Agents of how many contestants are present?"), most=MOST_PEOPLE
        ),
    }
    return {name: every[name] for name in STATION_DETAILS[stage]}
