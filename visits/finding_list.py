"""The list of findings: its columns, its order and how it narrows."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from missions.area_tree import AreaTree
from missions.enumerations import Stage, Theme
from missions.lists import ListFilter, ListTable, SearchFilter, TickedFilter
from visits.models import Basis, Finding, FindingState, Polarity, Severity
from visits.question_choices import QuestionChoices, offering
from visits.visit_table import SHORT

WITH, WITHOUT, PROPOSED = "with", "without", "proposed"
ON_A_LINE = 160
# Whole words beside the long summary; a code stays in one piece.
WORDS = {"td": {"class": "cell-words"}}
CODE = {"td": {"class": "text-nowrap"}}


def findings_as_listed(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Return findings with those not decided first, the gravest of them first, then the oldest."""
    new = When(state=FindingState.NEW, then=Value(0))
    grave = [When(severity=each, then=Value(place)) for place, each in enumerate(Severity)]
    ordered = findings.annotate(
        decided=Case(new, default=Value(1), output_field=IntegerField()),
        gravity=Case(*grave, default=Value(9), output_field=IntegerField()),
    ).order_by("decided", "gravity", "received_at", "pk")
    return ordered.select_related("visit", "station", "area", "team", "duplicate_of")


class FindingFilter(ListFilter):
    """State, severity, theme, basis, polarity, place, stage, question, and whether of a visit."""

    q = SearchFilter("summary", "code", "station__number", "station__name", "visit__code")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*FindingState.choices, (PROPOSED, _("A second person is needed"))],
        empty_label=_("All states"),
        method="in_state",
    )
    severity = django_filters.ChoiceFilter(
        label=_("Severity"), choices=Severity.choices, empty_label=_("All severities")
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, empty_label=_("All themes")
    )
    basis = django_filters.ChoiceFilter(
        label=_("Basis"), choices=Basis.choices, empty_label=_("Any basis")
    )
    polarity = django_filters.ChoiceFilter(
        label=_("Polarity"), choices=Polarity.choices, empty_label=_("Both")
    )
    area = django_filters.ChoiceFilter(
        label=_("Area"), empty_label=_("All areas"), method="in_area"
    )
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=_("All stages")
    )
    question = django_filters.ChoiceFilter(label=_("Question"), empty_label=_("Any question"))
    visit = django_filters.ChoiceFilter(
        label=_("Visit"),
        choices=[(WITH, _("Of a visit")), (WITHOUT, _("Without a visit"))],
        empty_label=_("Both"),
        method="of_visit",
    )
    confidential = TickedFilter(_("Confidential"), confidential=True)

    class Meta:
        model = Finding
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        self.tree = AreaTree(request.mission)
        known = QuestionChoices(request.mission).questions()
        self.filters["question"].extra["choices"] = offering(
            known, (data or {}).get("question", "")
        )
        self.filters["area"].extra["choices"] = [
            (area.code, " · ".join(map(str, self.tree.path(area)))) for area in self.tree.areas
        ]

    def in_state(self, findings: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the findings that stand so, or of which somebody proposed something."""
        if value == PROPOSED:
            return findings.exclude(proposed={})
        return findings.filter(state=value)

    def in_area(self, findings: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the findings in an area and in all that lies in it."""
        return findings.filter(area__in=self.tree.within(value))

    def of_visit(self, findings: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the findings of a visit, or those without one."""
        return findings.filter(visit__isnull=value == WITHOUT)


class FindingTable(ListTable):
    """One finding a row; the file holds the whole of it."""

    finding = tables.TemplateColumn(
        template_name="visits/findings/finding_cell.html",
        verbose_name=_("Finding"),
        order_by=("code",),
    )
    summary = tables.Column(_("Summary"), visible=False, orderable=False)
    severity = tables.TemplateColumn(
        template_name="visits/findings/severity_cell.html",
        verbose_name=_("Severity"),
        order_by=("gravity",),
    )
    state = tables.TemplateColumn(
        template_name="visits/findings/state_cell.html",
        verbose_name=_("State"),
        order_by=("state",),
    )
    basis = tables.Column(_("Basis"), attrs=WORDS)
    theme = tables.Column(_("Theme"), attrs=WORDS)
    area = tables.Column(_("Area"), order_by=("area__name",), attrs=WORDS)
    visit = tables.TemplateColumn(
        template_name="visits/findings/visit_cell.html",
        verbose_name=_("Visit"),
        order_by=("visit__code",),
        attrs=CODE,
    )
    received_at = tables.DateTimeColumn(format="j M, H:i", verbose_name=_("Received"), attrs=SHORT)
    polarity = tables.Column(_("Polarity"), visible=False)
    station = tables.Column(_("Station"), visible=False, orderable=False)
    team = tables.Column(_("Team"), visible=False, orderable=False)
    stage = tables.Column(_("Stage"), visible=False)
    question = tables.Column(_("Question"), visible=False)
    occurred_at = tables.Column(_("When"), visible=False)
    told_by = tables.Column(_("Told by"), visible=False)
    tellers = tables.Column(_("Independent tellers"), visible=False)
    affected = tables.Column(_("How many affected"), visible=False)
    reported_to = tables.Column(_("Reported to"), visible=False)
    response = tables.Column(_("What was done"), visible=False)
    obligation = tables.Column(_("Obligation"), visible=False)
    confidential = tables.Column(_("Confidential"), visible=False)
    duplicate_of = tables.Column(_("Duplicate of"), visible=False, orderable=False)

    class Meta(ListTable.Meta):
        pass

    def value_finding(self, record: Finding) -> str:
        """Return what a file says of which finding it is."""
        return record.code

    def value_severity(self, record: Finding) -> str:
        """Return the severity in words."""
        return record.get_severity_display()

    def value_state(self, record: Finding) -> str:
        """Return the state in words."""
        return record.get_state_display()

    def value_visit(self, record: Finding) -> str:
        """Return the visit's code."""
        return record.visit.code if record.visit else ""

    def value_received_at(self, record: Finding) -> Any:
        """Return the moment itself: a file has columns to sort by."""
        return record.received_at


def likely_duplicates(finding: Finding, words: str, most: int = 12) -> list[Finding]:
    """Return the findings that one may repeat: those with the words, the likeliest first.

    Without words: of the same station, visit, area or theme. A duplicate is none.
    """
    mine = Finding.objects.filter(mission=finding.mission_id).exclude(pk=finding.pk)
    others: QuerySet[Finding] = mine.exclude(state=FindingState.DUPLICATE).select_related(
        "station", "area", "visit"
    )
    for word in words.split():
        others = SearchFilter("summary", "code", "station__number").filter(others, word)
    alike = [When(visit=finding.visit_id, then=Value(0))] if finding.visit_id else []
    alike += [When(station=finding.station_id, then=Value(1))] if finding.station_id else []
    alike += [When(area=finding.area_id, theme=finding.theme, then=Value(2))]
    alike += [When(theme=finding.theme, then=Value(3))]
    alike += [When(area=finding.area_id, then=Value(4))] if finding.area_id else []
    near = others.annotate(far=Case(*alike, default=Value(9), output_field=IntegerField()))
    near = near if words else near.filter(far__lt=9)
    return list(near.order_by("far", "received_at", "pk")[:most])


def in_a_line(finding: Finding) -> str:
    """Return a finding in one line to choose it by: its code, where, and what."""
    where = finding.station or finding.area or ""
    return f"{finding.code} · {where} · {Truncator(finding.summary).chars(ON_A_LINE)}"
