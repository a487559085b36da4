"""The lists of meetings and of source documents: columns, and how they narrow."""

import datetime as dt
from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from missions.enumerations import MeetingCategory, SourceKind, Theme
from missions.lists import ListFilter, ListTable, SearchFilter
from missions.models import Area, Meeting, SourceDocument

ON_ONE_LINE = {"td": {"class": "text-nowrap"}}


def _page_of(name: str) -> Any:
    """Return what leads from a row to the record's own page."""
    return lambda record, table: reverse(name, args=[table.request.mission.slug, record.pk])


def day(value: dt.date) -> str:
    """Return a day as lists show it."""
    return date_format(value, "j M Y")


class MeetingTable(ListTable):
    """Whom the mission met, when."""

    organisation = tables.Column(linkify=_page_of("meeting_edit"))
    date = tables.Column(attrs=ON_ONE_LINE)
    end_date = tables.Column(attrs=ON_ONE_LINE)
    code = tables.Column(attrs=ON_ONE_LINE)
    area = tables.Column(accessor="area", order_by="area__name")

    class Meta(ListTable.Meta):
        model = Meeting
        fields = (
            "organisation",
            "date",
            "end_date",
            "category",
            "person",
            "position",
            "area",
            "code",
        )

    def render_date(self, value: dt.date) -> str:
        """Return the day in words; the file holds the day itself."""
        return day(value)

    def value_date(self, value: dt.date) -> dt.date:
        """Return the day."""
        return value

    render_end_date, value_end_date = render_date, value_date


class SourceTable(ListTable):
    """Documents that carry what visits cannot show."""

    title = tables.Column(linkify=_page_of("source_edit"))
    date = tables.Column(attrs=ON_ONE_LINE)
    code = tables.Column(attrs=ON_ONE_LINE)

    class Meta(ListTable.Meta):
        model = SourceDocument
        fields = ("title", "issuer", "kind", "theme", "date", "figure", "code")

    def render_date(self, value: dt.date) -> str:
        """Return the day in words; the file holds the day itself."""
        return day(value)

    def value_date(self, value: dt.date) -> dt.date:
        """Return the day."""
        return value


class MeetingFilter(ListFilter):
    """Words, whom, where."""

    q = SearchFilter("organisation", "person", "position", "notes", "code")
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=MeetingCategory.choices, empty_label=_("All")
    )
    area = django_filters.ModelChoiceFilter(
        label=_("Area"),
        empty_label=_("All"),
        queryset=lambda request: Area.objects.filter(mission=request.mission),
        to_field_name="code",
    )


class SourceFilter(ListFilter):
    """Words, the kind of document, what it is about."""

    q = SearchFilter("title", "issuer", "figure", "quote", "code")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=SourceKind.choices, empty_label=_("All")
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, empty_label=_("All")
    )
