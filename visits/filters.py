"""What a list of visits may be narrowed to; the filter is in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from missions.area_tree import AreaTree
from missions.enumerations import Stage
from missions.lists import TickedFilter
from missions.models import Mission
from observers.models import Team
from visits.answer_values import SILENT
from visits.models import Answer, Visit, VisitState
from visits.waiting import copy_waits

WAITING, ALL, CONFLICT, PROVISIONAL = "waiting", "all", "conflict", "provisional"
STATES = [
    (WAITING, _("Waiting")),
    (CONFLICT, _("With another copy")),
    (ALL, _("All visits")),
    (VisitState.VERIFIED.value, _("Verified")),
    (VisitState.RETURNED.value, _("Returned")),
    (VisitState.SET_ASIDE.value, _("Set aside")),
    (PROVISIONAL, _("Verified or not yet decided")),
]
# What a provisional draft and provisional tallies count.
PROVISIONAL_STATES = (VisitState.VERIFIED, VisitState.SUBMITTED)
# Besides an answer's own value.
ADVERSE, FAVOURABLE, OBSERVED, NOT_ASKED = "adverse", "favourable", "observed", "not_asked"
_SO_ANSWERED = {
    ADVERSE: Q(counted=True, observed=True, adverse=True),
    FAVOURABLE: Q(counted=True, observed=True, adverse=False),
    OBSERVED: Q(counted=True, observed=True),
    # Answered, though by another answer the question did not follow: kept, and says nothing.
    NOT_ASKED: Q(counted=True, observed=False) & ~Q(value__in=SILENT),
}


def so_answered(answer: str) -> Q:
    """Return the condition on answers for a value, or for one of the words above."""
    # A value that was given where it was not asked for is no answer.
    return _SO_ANSWERED.get(answer, Q(value=answer, observed=answer not in SILENT))


class VisitFilter(django_filters.FilterSet):
    """State, stage, area with all that lies in it, team, flags, and the answer to a question."""

    state = django_filters.ChoiceFilter(
        label=_("Show"), choices=STATES, empty_label=None, method="in_state"
    )
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=_("All stages")
    )
    area = django_filters.ChoiceFilter(
        label=_("Area"), empty_label=_("All areas"), method="in_area"
    )
    team = django_filters.ChoiceFilter(
        label=_("Team"), empty_label=_("All teams"), field_name="team__code"
    )
    urgent = TickedFilter(_("Urgent"), urgent_waits=True)
    flagged = TickedFilter(_("Flagged"), flags__gt="")
    question = django_filters.CharFilter(widget=forms.HiddenInput, method="answered")
    answer = django_filters.CharFilter(widget=forms.HiddenInput, method="with_question")

    class Meta:
        model = Visit
        fields: list[str] = []

    def __init__(self, data: Any, mission: Mission) -> None:
        asked = data.copy()
        asked.setdefault("state", WAITING)
        super().__init__(asked, Visit.objects.filter(mission=mission))
        self.tree = AreaTree(mission)
        teams = Team.objects.filter(mission=mission).order_by("code")
        self.filters["area"].extra["choices"] = [
            (area.code, " · ".join(map(str, self.tree.path(area)))) for area in self.tree.areas
        ]
        self.filters["team"].extra["choices"] = [(team.code, str(team)) for team in teams]

    def in_state(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits that wait, those with a copy beside, all, or those that stand so."""
        if value == WAITING:
            return visits.filter(awaits_review=True)
        if value == CONFLICT:
            return visits.filter(copy_waits())
        if value == PROVISIONAL:
            return visits.filter(state__in=PROVISIONAL_STATES)
        return visits if value == ALL else visits.filter(state=value)

    def in_area(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits in an area and in all that lies in it."""
        return visits.filter(area__in=self.tree.within(value))

    def answered(self, visits: QuerySet[Visit], _name: str, question: str) -> QuerySet[Visit]:
        """Return the visits that answered a question, or answered it so."""
        answers = Answer.objects.filter(visit=OuterRef("pk"), question=question)
        answer = self.form.cleaned_data.get("answer")
        if answer:
            answers = answers.filter(so_answered(answer))
        return visits.filter(Exists(answers))

    def with_question(self, visits: QuerySet[Visit], _name: str, _value: str) -> QuerySet[Visit]:
        """Return the visits as they are: an answer means nothing without its question."""
        return visits

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state narrows the list."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "state")
