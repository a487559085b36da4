"""The form of a team and its members."""

from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.forms.keys import may_be_a_key
from missions.forms.records import Group, RecordForm
from missions.models import Mission
from missions.rules import NotAllowed
from observers.models import Observer, Team
from observers.rules import GONE_STATUSES, ONE_STATE, check_team

Choices = list[tuple[str, list[tuple[str, str]]]]


class MembersField(forms.MultipleChoiceField):
    """Observers to tick; whoever is ticked is left to the rules, which say why not."""

    def valid_value(self, value: Any) -> bool:
        """Whether the value may name an observer; one placed meanwhile is refused in words."""
        return may_be_a_key(value)


class TeamForm(RecordForm):
    """Where a team works, who is in it, and why where all are of one state."""

    code_words: ClassVar[tuple[str, ...]] = ("name", "area")
    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Team"), ("code", "name", "area")),
        (gettext_lazy("Members"), ("members", "reason")),
    )

    class Meta:
        model = Team
        fields = ("code", "name", "area", "reason")
        help_texts: ClassVar = {
            "name": gettext_lazy("May stay empty: the team is then called by its code."),
            "area": gettext_lazy(
                "Where it works. A visit elsewhere is not refused: a reviewer is told of it."
            ),
            "reason": gettext_lazy("Only where all members are from one state."),
        }

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        own = list(self.instance.members.all()) if self.instance.pk else []
        self.fields["members"] = MembersField(
            label=_("Members"),
            widget=forms.CheckboxSelectMultiple,
            choices=_by_delegation(_free(mission, self.instance)),
            initial=[observer.pk for observer in own],
            error_messages={"required": _("A team is two or more observers.")},
            help_text=_(
                "Two or more, from different states. Only who is in no other team is listed."
            ),
        )

    def clean_members(self) -> list[Observer]:
        """Return the observers that are ticked, in the order of their codes."""
        keys = self.cleaned_data["members"]
        observers = Observer.objects.select_related("person", "delegation", "mission")
        found = list(observers.filter(mission=self.mission, pk__in=keys).order_by("code"))
        if len(found) != len(set(keys)):
            raise forms.ValidationError(
                _("Somebody ticked is no longer an observer of this mission: look again.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Say at its field what keeps the members from being a team."""
        cleaned = super().clean()
        if "members" in cleaned:
            try:
                check_team(cleaned["members"], cleaned.get("reason", ""))
            except NotAllowed as refused:
                field = "reason" if str(refused) == str(ONE_STATE) else "members"
                self.add_error(field, str(refused))
        return cleaned

    def _proposed(self, cleaned: dict[str, Any]) -> str:
        if self.instance.pk is not None:
            return str(self.initial["code"])
        taken = set(self._others().values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"T{n}") not in taken)


def _free(mission: Mission, team: Team) -> QuerySet[Observer]:
    """Return who can be in the team: its members, and who is coming and in no team."""
    coming = Q(place=None) & ~Q(accreditation_status__in=GONE_STATUSES)
    own = Q(place__team=team) if team.pk else Q(pk=None)
    free = Observer.objects.filter(coming | own, mission=mission)
    order = ("delegation__name", "delegation__code", "person__name", "code")
    return free.select_related("person", "delegation").order_by(*order)


def _by_delegation(observers: QuerySet[Observer]) -> Choices:
    groups = groupby(observers, key=lambda observer: observer.delegation)
    return [
        (str(delegation), [(str(each.pk), _words(each)) for each in members])
        for delegation, members in groups
    ]


def _words(observer: Observer) -> str:
    """Return an observer in words: the name, the role, and the accreditation where it lacks."""
    parts = [str(observer), observer.get_role_display()]
    if observer.accreditation_status != "accredited":
        parts.append(observer.get_accreditation_status_display())
    return " · ".join(parts)
