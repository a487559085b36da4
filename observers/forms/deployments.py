"""The forms of a plan: several stations for a team at a stage, and one of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.area_tree import AreaTree
from missions.enumerations import ChosenBy, Stage, StationKind
from missions.forms.records import Group, GroupedForm
from missions.forms.years import check_year
from missions.models import Mission, Station
from missions.stages import stages_at
from observers.models import Deployment, Team

MOST_FOUND = 50
MOMENT = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
CHOSEN_BY = gettext_lazy(
    "Who or what picked the stations. Only visits to stations drawn at random carry a margin."
)
PLANNED_AT = gettext_lazy("In the mission's time; may stay empty.")


class PlanForm(forms.Form):
    """Stations to plan for a team at a stage: found by number, name or area, and ticked.

    `ticked` are the codes of the stations chosen so far; `found` is what the words find besides
    them.
    """

    use_required_attribute = False
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Team"),
        to_field_name="code",
        empty_label=gettext_lazy("Choose a team"),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("", gettext_lazy("Choose a stage")), *Stage.choices],
        help_text=gettext_lazy("Only stations where it can be observed are found."),
    )
    planned_at = forms.DateTimeField(
        label=gettext_lazy("Planned at"),
        required=False,
        widget=MOMENT,
        help_text=PLANNED_AT,
        validators=[check_year],
    )
    chosen_by = forms.ChoiceField(
        label=gettext_lazy("How the stations were chosen"),
        required=False,
        choices=[("", gettext_lazy("Not said")), *ChosenBy.choices],
        initial=ChosenBy.DEPLOYMENT_PLAN.value,
        help_text=CHOSEN_BY,
    )
    words = forms.CharField(
        label=gettext_lazy("Find stations by number, name or area"),
        required=False,
        widget=forms.TextInput({"type": "search", "class": "form-control"}),
    )

    def __init__(
        self, mission: Mission, *args: Any, ticked: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mission = mission
        teams = Team.objects.filter(mission=mission).select_related("area")
        # A field that offers records; mypy sees a Field.
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.stations = Station.objects.filter(mission=mission).select_related("area")
        self.chosen = list(self.stations.filter(code__in=ticked))
        self.found, self.more = self._found()

    @property
    def outside(self) -> list[Station]:
        """The stations chosen that lie outside the team's area: a remark, and no obstacle."""
        within = self._teams_area()
        return [each for each in self.chosen if within and each.area_id not in within]

    def clean(self) -> dict[str, Any]:
        """Refuse a plan without a station."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.chosen:
            self.add_error("words", _("Find stations and tick them: nothing is chosen yet."))
        return cleaned

    def _found(self) -> tuple[list[Station], bool]:
        """Return what the words find, at most fifty, and whether there is more.

        Without words: the stations of the team's area. Only where the stage is observed.
        """
        words = str(self._said("words") or "").strip()
        found = self.stations.exclude(pk__in=[each.pk for each in self.chosen])
        stage = self._said("stage")
        if stage in Stage.values:
            kinds = [kind for kind in StationKind if stage in stages_at(kind)]
            found = found.filter(kind__in=kinds)
        found = found.matching(words) if words else found.filter(area__in=self._teams_area())
        listed = list(found[: MOST_FOUND + 1])
        return listed[:MOST_FOUND], len(listed) > MOST_FOUND

    def _teams_area(self) -> set[int]:
        """Return the area of the team and all that lies in it; nothing where no team is said."""
        team = Team.objects.filter(mission=self.mission, code=self._said("team") or "").first()
        return AreaTree(self.mission).within(team.area.code) if team else set()

    def _said(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)


class DeploymentForm(GroupedForm):
    """Another time, or another way of choosing, for a planned station."""

    groups: ClassVar[tuple[Group, ...]] = ((gettext_lazy("Plan"), ("planned_at", "chosen_by")),)

    class Meta:
        model = Deployment
        fields = ("planned_at", "chosen_by")
        widgets: ClassVar = {"planned_at": MOMENT}
        help_texts: ClassVar = {"planned_at": PLANNED_AT, "chosen_by": CHOSEN_BY}
