"""The form of a mission: everything that mission.csv holds."""

import re
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.forms.numbers import ApproximateField, keep_marks, typed
from missions.forms.records import GroupedForm, free_code
from missions.models import Mission
from missions.models.mission import known_timezones
from reports.draft_types import FIGURE_NAMES
from reports.folder.bounds import RESERVED
from reports.folder.tables import LANGUAGES, LARGE, SMALL

ABOUT = ("contestants", "stations_nationwide")
TEXTS = ("title", "election", "organisation")
FIGURES = {
    "stations_visited": gettext_lazy("Stations visited"),
    "visits_total": gettext_lazy("Visits"),
    "visits_by_stage": gettext_lazy("Visits by stage"),
    "openings_observed": gettext_lazy("Openings observed"),
    "counts_observed": gettext_lazy("Counts observed"),
    "areas_total": gettext_lazy("Areas with a visit"),
    "members_total": gettext_lazy("Members of the mission"),
    "members_secretariat": gettext_lazy("Members from the secretariat"),
    "delegations_total": gettext_lazy("Delegations of member states"),
    "teams_total": gettext_lazy("Teams"),
    "meetings_total": gettext_lazy("Meetings"),
}


def timezone_choices(kept: str = "") -> list[tuple[str, Any]]:
    """Return the timezones in groups by continent; `kept` is among them whatever it is."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(known_timezones()):
        continent, _slash, place = name.partition("/")
        if place and continent not in ("Etc", "SystemV", "posix", "right"):
            words = place.replace("_", " ").replace("/", ", ")
            groups.setdefault(continent, []).append((name, f"{words} ({continent})"))
    known = {name for zones in groups.values() for name, _words in zones}
    alone = [("UTC", "UTC"), *([(kept, kept)] if kept and kept not in known | {"UTC"} else [])]
    return [*alone, *groups.items()]


def _date() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class MissionForm(GroupedForm):
    """A mission, its election and how its visits are counted."""

    groups: ClassVar = (
        (
            gettext_lazy("Mission"),
            ("title", "slug", "languages", "organisation", "organisation_short"),
        ),
        (
            gettext_lazy("Election"),
            ("election", "election_type", "host_country", "election_date", "contestants")
            + ("stations_nationwide", "legal_basis"),
        ),
        (
            gettext_lazy("Observation"),
            ("timezone", "station_selection", "observation_from", "observation_to")
            + ("opening_time", "closing_time", "late_after_minutes"),
        ),
        (gettext_lazy("Statement"), ("thin_below", "withhold", "method_note")),
        (gettext_lazy("Demonstration"), ("demo",)),
    )
    wide: ClassVar = frozenset({"title", "organisation", "election", "demo"})
    slug = forms.SlugField(
        label=gettext_lazy("Short name in addresses"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Letters without marks, digits and hyphens. Left empty, it is made from the title. "
            "It cannot be changed later."
        ),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Timezone"),
        help_text=gettext_lazy("Times are shown and typed in it."),
    )
    contestants = ApproximateField(
        largest=SMALL,
        label=gettext_lazy("Contestants"),
        help_text=gettext_lazy("Candidates or lists that stand; ~5 for about 5."),
    )
    stations_nationwide = ApproximateField(
        largest=LARGE,
        label=gettext_lazy("Polling stations in the country"),
        help_text=gettext_lazy("Of which the visited ones are a part; ~250 for about 250."),
    )
    withhold = forms.MultipleChoiceField(
        label=gettext_lazy("Figures the text must not print"),
        required=False,
        choices=[(name, FIGURES[name]) for name in FIGURE_NAMES],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Totals that were not published or are not sure. No sentence prints one that is ticked."
        ),
    )

    class Meta:
        model = Mission
        fields = (
            *("title", "slug", "organisation", "organisation_short", "languages", "election"),
            *("election_type", "host_country", "election_date", "contestants"),
            *("stations_nationwide", "legal_basis", "timezone", "observation_from"),
            *("observation_to", "opening_time", "closing_time", "late_after_minutes"),
            *("station_selection", "thin_below", "withhold", "method_note", "demo"),
        )
        labels: ClassVar = {
            "late_after_minutes": gettext_lazy("An opening is late after (minutes)"),
            "thin_below": gettext_lazy("Thin below (observations)"),
            "station_selection": gettext_lazy("How stations are chosen"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("Such as: Observation of the presidential election of 2025."),
            "organisation_short": gettext_lazy("As the text calls it after the first time."),
            "election": gettext_lazy("As the text names it, such as: early presidential election."),
            "languages": gettext_lazy(
                "Codes separated by spaces, such as: en tr. The texts are in the first; for the "
                "others there are fields below, once this is saved."
            ),
            "legal_basis": gettext_lazy("On whose invitation and under which law one observes."),
            "host_country": gettext_lazy("None of its nationals observes in the mission."),
            "observation_from": gettext_lazy("The first day anybody of the mission observed."),
            "opening_time": gettext_lazy("By law. Whether a station opened on time is held to it."),
            "closing_time": gettext_lazy("By law."),
            "late_after_minutes": gettext_lazy("After the legal opening time."),
            "station_selection": gettext_lazy(
                "Where a visit does not say it. A margin is printed only for random draws."
            ),
            "thin_below": gettext_lazy(
                "A sentence that generalises from fewer observations is marked as thin."
            ),
            "method_note": gettext_lazy("Printed with the statement."),
            "demo": gettext_lazy("Every page says that these are no real records."),
        }
        widgets: ClassVar = {
            "election_date": _date(),
            "observation_from": _date(),
            "observation_to": _date(),
            "opening_time": _time(),
            "closing_time": _time(),
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "method_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mission = self.instance
        zone: Any = self.fields["timezone"]
        zone.choices = timezone_choices(mission.timezone)
        self.initial["withhold"] = mission.withhold.split()
        self.initial.update({name: typed(mission, name) for name in ABOUT})
        if mission.pk is not None:
            del self.fields["slug"]
        self.further_names = self._add_texts()

    def clean_slug(self) -> str:
        """Return a short name that no mission and no page has."""
        slug = str(self.cleaned_data["slug"])
        if slug in RESERVED:
            raise forms.ValidationError(_("“%(slug)s” is a page's address.") % {"slug": slug})
        if slug and Mission.objects.filter(slug=slug).exists():
            told = {"slug": slug}
            raise forms.ValidationError(
                _("The short name “%(slug)s” is taken: choose another.") % told
            )
        return slug

    def clean_languages(self) -> str:
        """Return the codes of the languages, each once."""
        codes = list(dict.fromkeys(str(self.cleaned_data["languages"]).split()))
        if strange := [code for code in codes if not re.fullmatch(LANGUAGES, code)]:
            told = {"strange": ", ".join(strange)}
            raise forms.ValidationError(
                _("Codes of languages such as en or tr; not: %(strange)s.") % told
            )
        return " ".join(codes)

    def clean_withhold(self) -> str:
        """Return the names of the figures, as the mission keeps them."""
        return " ".join(self.cleaned_data["withhold"])

    def clean(self) -> dict[str, Any]:
        """Make the short name, take numbers and texts together, and look at the dates."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        keep_marks(self.instance, cleaned, ABOUT)
        if cleaned.get("slug") == "":
            cleaned["slug"] = self._proposed(cleaned)
        begins, ends = cleaned.get("observation_from"), cleaned.get("observation_to")
        if begins and ends and ends < begins:
            self.add_error("observation_to", _("The observation ends before it begins."))
        told = {name.removeprefix("names_"): cleaned.get(name) for name in self.further_names}
        self.instance.names = {key: value for key, value in told.items() if value}
        return cleaned

    def _add_texts(self) -> tuple[str, ...]:
        """Add title, election and organisation in the mission's further languages."""
        names: dict[str, str] = self.instance.names or {}
        further = self.instance.languages.split()[1:] if self.instance.pk else []
        keys = [f"{text}_{language}" for language in further for text in TEXTS]
        for key in dict.fromkeys([*keys, *names]):
            text, _underscore, language = key.partition("_")
            # These names are columns, which have a verbose name.
            label = Mission._meta.get_field(text).verbose_name  # type: ignore[union-attr]
            told = {"text": str(label).capitalize(), "language": language}
            self.fields[f"names_{key}"] = forms.CharField(
                label=_("%(text)s, language “%(language)s”") % told,
                required=False,
                max_length=300,
                initial=names.get(key, ""),
            )
        return tuple(name for name in self.fields if name.startswith("names_"))

    def _proposed(self, cleaned: dict[str, Any]) -> str:
        day, country = cleaned.get("election_date"), str(cleaned.get("host_country") or "")
        otherwise = f"{country}-{day.year}".lower() if day and country else "mission"
        # Letters lose their marks; those of another script say nothing in an address.
        title = unicodedata.normalize("NFKD", str(cleaned.get("title") or ""))
        words = title.encode("ascii", "ignore").decode()
        taken = {*Mission.objects.values_list("slug", flat=True), *RESERVED}
        return free_code(words, taken, otherwise)
