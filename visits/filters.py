"""What a list of visits may be narrowed to; the filter is in the address."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from missions.access import MissionRequest
from missions.area_tree import AreaTree
from missions.enumerations import Stage
from missions.forms.years import check_year
from missions.lists import ListFilter, SearchFilter, TickedFilter
from observers.models import Team
from visits.answered import ADVERSE, FAVOURABLE, NOT_ASKED, OBSERVED, so_answered
from visits.flags import Flag
from visits.forms.fields import MOMENT_FORMATS
from visits.models import Answer, Source, Visit, VisitRevision, VisitState
from visits.question_choices import QuestionChoices, offering
from visits.waiting import copy_waits, proposal_waits

__all__ = [
    "ADVERSE",
    "FAVOURABLE",
    "NOT_ASKED",
    "OBSERVED",
    "PROVISIONAL",
    "PROVISIONAL_STATES",
    "VisitFilter",
    "list_query",
]

WAITING, ALL, CONFLICT, PROVISIONAL = "waiting", "all", "conflict", "provisional"
PROPOSED = "proposed"
STATES = [
    (WAITING, VisitState.SUBMITTED.label),
    (PROPOSED, _("A second person is needed")),
    (CONFLICT, _("With another copy")),
    (ALL, _("All visits")),
    (VisitState.VERIFIED.value, _("Verified")),
    (VisitState.RETURNED.value, _("Returned")),
    (VisitState.SET_ASIDE.value, _("Set aside")),
    (PROVISIONAL, _("Verified or not yet decided")),
]
# What a provisional draft and provisional tallies count.
PROVISIONAL_STATES = (VisitState.VERIFIED, VisitState.SUBMITTED)


class MomentFilter(django_filters.DateTimeFilter):
    """A date and a time of the mission's own clock."""

    def __init__(self, label: Any, field_name: str, lookup_expr: str) -> None:
        box = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMATS[0])
        super().__init__(
            label=label,
            field_name=field_name,
            lookup_expr=lookup_expr,
            widget=box,
            input_formats=MOMENT_FORMATS,
            validators=[check_year],
        )


class VisitFilter(ListFilter):
    """State, stage, area with all that lies in it, team, flags, times, and an answer.

    `lean`: nothing is looked up but what the address names, as where no form is shown.
    """

    q = SearchFilter(
        "station__number",
        "station__name",
        "station__code",
        "station_number",
        "place",
        "code",
        label=_("Station or visit"),
    )
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
    question = django_filters.ChoiceFilter(
        label=_("Question"), empty_label=_("Any question"), method="answered"
    )
    answer = django_filters.ChoiceFilter(
        label=_("Answer"), empty_label=_("Any answer"), method="with_question"
    )
    flag = django_filters.ChoiceFilter(
        label=_("Flag"),
        choices=Flag.choices,
        empty_label=_("Flagged or not"),
        method="with_flag",
    )
    source = django_filters.ChoiceFilter(
        label=_("Came by"), choices=Source.choices, empty_label=_("Any way"), method="came_by"
    )
    arrived_from = MomentFilter(_("Arrived from"), "arrived_at", "gte")
    arrived_until = MomentFilter(_("Arrived until"), "arrived_at", "lte")
    urgent = TickedFilter(_("Urgent"), urgent_waits=True)
    flagged = TickedFilter(_("Flagged"), flags__gt="")

    class Meta:
        model = Visit
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[Visit] | None = None,
        *,
        request: MissionRequest,
        lean: bool = False,
    ) -> None:
        asked = data.copy()
        asked.setdefault("state", WAITING)
        mission = request.mission
        visits = Visit.objects.filter(mission=mission) if queryset is None else queryset
        super().__init__(asked, visits, request=request)
        self.tree = AreaTree(mission) if asked.get("area") or not lean else None
        self._offer(asked, QuestionChoices(mission) if not lean else None, lean)

    def _offer(self, asked: QueryDict, known: QuestionChoices | None, lean: bool) -> None:
        code, answer, team = (asked.get(name, "") for name in ("question", "answer", "team"))
        tree = self.tree
        self._choices("area", [(a.code, _in_words(tree, a)) for a in tree.areas] if tree else [])
        self._choices("team", [(team, team)] if lean else _teams(self.request.mission))
        self._choices("question", offering(known.questions() if known else [], code))
        self._choices("answer", offering(known.answers(code) if known else [], answer))

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.filters[name].extra["choices"] = choices

    def in_state(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits that wait for something, all, or those that stand so."""
        if value == WAITING:
            return visits.filter(awaits_review=True)
        if value == PROPOSED:
            return visits.filter(proposal_waits())
        if value == CONFLICT:
            return visits.filter(copy_waits())
        if value == PROVISIONAL:
            return visits.filter(state__in=PROVISIONAL_STATES)
        return visits if value == ALL else visits.filter(state=value)

    def in_area(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits in an area and in all that lies in it."""
        return visits.filter(area__in=self.tree.within(value) if self.tree else ())

    def answered(self, visits: QuerySet[Visit], _name: str, question: str) -> QuerySet[Visit]:
        """Return the visits that answered a question, or answered it so."""
        answers = Answer.objects.filter(visit=OuterRef("pk"), question=question)
        answer = self.form.cleaned_data.get("answer")
        if answer:
            answers = answers.filter(so_answered(answer))
        return visits.filter(Exists(answers))

    def with_question(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits with any adverse answer, where no question is chosen beside it.

        Of no question in particular, any other answer says nothing.
        """
        whichever = value == ADVERSE and not self.form.cleaned_data.get("question")
        return visits.filter(adverse=True) if whichever else visits

    def with_flag(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits with one kind of flag."""
        padded = visits.alias(padded=Concat(Value(" "), "flags", Value(" ")))
        return padded.filter(padded__contains=f" {value} ")

    def came_by(self, visits: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Return the visits whose revision that is shown came this way."""
        shown = VisitRevision.objects.filter(
            visit=OuterRef("pk"), number=OuterRef("standing_revision"), source=value
        )
        return visits.filter(Exists(shown))

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state narrows the list."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "state")

    @property
    def detailed(self) -> bool:
        """Whether one of the filters that are folded away narrows the list."""
        return any(self.form.cleaned_data.get(name) or name in self.form.errors for name in FOLDED)


# What is asked for less often than the rest, in the order of the page.
FOLDED = (
    *("question", "answer", "flag", "source"),
    *("arrived_from", "arrived_until", "urgent", "flagged"),
)


def _in_words(tree: AreaTree, area: Any) -> str:
    return " · ".join(map(str, tree.path(area)))


def _teams(mission: Any) -> list[tuple[str, str]]:
    teams = Team.objects.filter(mission=mission).order_by("code")
    return [(team.code, str(team)) for team in teams]


def list_query(asked: Mapping[str, Any], *further: str) -> str:
    """Return the part of an address that names a list of visits, as "team=T1&sort=arrived"."""
    kept = QueryDict(mutable=True)
    for name in (*VisitFilter.base_filters, "sort", *further):
        if asked.get(name):
            kept[name] = asked[name]
    return kept.urlencode()
