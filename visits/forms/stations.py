"""The form of a station."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.area_tree import AreaTree
from missions.enumerations import Setting
from missions.forms.numbers import ApproximateField, keep_marks, typed
from missions.forms.places import offer_areas
from missions.forms.records import Group, RecordForm
from missions.models import Mission, Station

MOST_VOTERS = 999_999_999


class StationForm(RecordForm):
    """A polling station or a commission: where it is, and what the mission knows of it."""

    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Station"), ("number", "name", "area", "kind", "code")),
        (
            gettext_lazy("Place"),
            ("address", "latitude", "longitude", "setting", "registered_voters"),
        ),
    )
    wide: ClassVar[frozenset[str]] = frozenset({"address"})
    code_words: ClassVar[tuple[str, ...]] = ("area_code", "number")

    registered_voters = ApproximateField(
        largest=MOST_VOTERS, label=gettext_lazy("Registered voters")
    )

    class Meta:
        model = Station
        fields = (
            "number",
            "name",
            "area",
            "kind",
            "code",
            "address",
            "setting",
            "latitude",
            "longitude",
            "registered_voters",
        )
        help_texts: ClassVar = {
            "number": gettext_lazy("As the election commission writes it; need not be unique."),
            "kind": gettext_lazy("A commission is where results are tabulated."),
            "setting": gettext_lazy("The overview shows coverage by it."),
            "latitude": gettext_lazy("Degrees from -90 to 90, such as 43.238949."),
            "longitude": gettext_lazy("Degrees from -180 to 180, such as 76.889709."),
        }

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        offer_areas(self.fields["area"], AreaTree(mission))
        setting: Any = self.fields["setting"]
        setting.choices = [("", _("Not known")), *Setting.choices]
        self.initial["registered_voters"] = typed(self.instance, "registered_voters")
        for name in ("latitude", "longitude"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean_latitude(self) -> Any:
        """Return the latitude, in degrees."""
        return self._degrees("latitude", 90)

    def clean_longitude(self) -> Any:
        """Return the longitude, in degrees."""
        return self._degrees("longitude", 180)

    def clean(self) -> dict[str, Any]:
        """Take the number's mark off, and refuse half of a place."""
        area = self.cleaned_data.get("area")
        self.cleaned_data["area_code"] = area.code if area else ""
        cleaned = super().clean()
        keep_marks(self.instance, cleaned, ("registered_voters",))
        if not {"latitude", "longitude"} & set(self.errors):
            for given, other in (("latitude", "longitude"), ("longitude", "latitude")):
                if cleaned.get(given) is not None and cleaned.get(other) is None:
                    self.add_error(other, _("Give both latitude and longitude, or neither."))
        return cleaned

    def _degrees(self, name: str, limit: int) -> Any:
        value = self.cleaned_data.get(name)
        if value is not None and abs(value) > limit:
            told = {"limit": limit}
            raise forms.ValidationError(_("Degrees from -%(limit)d to %(limit)d.") % told)
        return value
