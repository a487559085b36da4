"""What the secretariat says of a call before it writes a visit down for the team."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage
from missions.models import Mission
from observers.models import Team
from visits.forms.fields import MomentField
from visits.forms.visit_form import VisitForm


class CallForm(forms.Form):
    """Who called, and when: it stays with what is written down."""

    use_required_attribute = False

    called_by = forms.CharField(
        label=_("Who of the team called?"),
        max_length=200,
        error_messages={"required": _("Write who called: the name as the team's list has it.")},
    )
    called_at = MomentField(label=_("When did they call?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"called_at": timezone.now()})
        super().__init__(*args, **kwargs)

    def told(self) -> dict[str, str]:
        """Return what the payload says of the call."""
        said = self.cleaned_data
        return {"called_by": said["called_by"], "called_at": said["called_at"].isoformat()}


class CalledVisitForm(VisitForm):
    """A visit's form as the secretariat asks it on the telephone: of the team, not of itself."""

    def _add_fields(self) -> None:
        super()._add_fields()
        self.fields["arrived_at"].label = _("When did the team arrive?")
        self.fields["departed_at"].label = _("When did the team leave?")
        self.fields["accompanied_by_official"].label = _(
            "Did an official of the host come with the team?"
        )
        self.fields["reply"].label = _("The team's answer to the secretariat")


class EnteringForm(forms.Form):
    """For which team and stage a visit is entered, and words to find its station by."""

    use_required_attribute = False

    team = forms.ChoiceField(
        label=_("Team"), error_messages={"required": _("Choose the team that called.")}
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    q = forms.CharField(
        label=_("Station: number, name or area"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, mission: Mission, data: Any = None) -> None:
        super().__init__(data)
        teams = Team.objects.filter(mission=mission).order_by("code")
        self.teams = {team.code: team for team in teams}
        field: Any = self.fields["team"]
        named = [
            (code, f"{code} · {team}" if team.name else code) for code, team in self.teams.items()
        ]
        field.choices = [("", _("Choose a team")), *named]
        self.fields["stage"].initial = Stage.VOTING.value

    @property
    def chosen(self) -> Team | None:
        """The team that was chosen."""
        return self.teams.get(self.cleaned_data.get("team", ""))
