"""A list as a page: search, filters and sorting in the address, pages, the same rows as a file.

A page gives `list_response` a table (which columns), a filter (how it narrows) and the records it
may show; the file holds what the page shows, all pages of it.
"""

from dataclasses import dataclass
from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.core.paginator import EmptyPage, InvalidPage
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from missions.actions import note_list_taken
from missions.list_files import FILES, list_file

ON_A_PAGE = 50
LIST_PAGE = "components/list_page.html"
SORT, PAGE, FORMAT = "sort", "page", "format"


class ListTable(tables.Table):
    """The columns of a list. A column that is no plain field of the record says how to sort it.

    On a phone each row becomes a card with its columns' names.
    """

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "table list-table"}
        default = ""
        order_by_field = SORT
        page_field = PAGE


class ListFilter(django_filters.FilterSet):
    """How a list narrows; `self.request.mission` is the mission, where the list is of one."""

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the list now."""
        return self.is_valid() and any(
            value not in (None, "", []) and value is not False
            for value in self.form.cleaned_data.values()
        )


class SearchFilter(django_filters.CharFilter):
    """A search box: every word must be in one of the named fields, in any case."""

    def __init__(self, *fields: str, label: Any = None, **options: Any) -> None:
        box = forms.TextInput(attrs={"type": "search"})
        super().__init__(label=label or _("Search"), widget=box, **options)
        self.fields = fields

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the records that hold every word."""
        for word in (value or "").split():
            holds = Q()
            for field in self.fields:
                holds |= Q(**{f"{field}__icontains": word})
            qs = qs.filter(holds)
        return qs


class TickedFilter(django_filters.BooleanFilter):
    """A box: ticked it narrows the list to what meets the condition, empty it does nothing."""

    def __init__(self, label: str | Promise, **condition: Any) -> None:
        super().__init__(label=label, widget=forms.CheckboxInput)
        self.condition = condition

    def filter(self, qs: QuerySet[Any], value: bool | None) -> QuerySet[Any]:
        """Return only what meets the condition, where the box is ticked."""
        return qs.filter(**self.condition) if value else qs


@dataclass(frozen=True)
class Adding:
    """How one adds to a list, and what the list says while it is empty.

    `url` is "" for who may not add; `nothing` and `advice` stand in the empty list.
    """

    url: str
    label: str
    nothing: str
    advice: str
    icon: str = "plus-circle"


def list_response(
    request: HttpRequest,
    *,
    template: str = LIST_PAGE,
    name: str,
    title: str | Promise,
    table: type[tables.Table],
    records: QuerySet[Any],
    filters: type[django_filters.FilterSet] | None = None,
    adding: Adding | None = None,
    context: dict[str, Any] | None = None,
    table_options: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return the list's page, or with ?format=csv or xlsx the file of what it shows.

    `template` extends components/list_page.html. `name` is the file's name without its ending,
    and what the audit calls the list. `table_options` go to the table (as `exclude`, columns the
    role may not see; they are in no file either).
    """
    narrowing = filters(request.GET, queryset=records, request=request) if filters else None
    shown = narrowing.qs if narrowing is not None else records
    listed = table(shown, request=request, **(table_options or {}))
    _sort(listed, request.GET.getlist(SORT))
    wanted = request.GET.get(FORMAT, "")
    if wanted in FILES:
        return _file(request, listed, name, str(title), wanted)
    if wanted:
        messages.error(request, _("A list is downloaded as csv or as xlsx."))
    _paginate(listed, request.GET.get(PAGE, "1"))
    told = {
        "title": title,
        "table": listed,
        "filter": narrowing,
        "narrowed": bool(getattr(narrowing, "narrowed", False)),
        "count": listed.paginator.count,
        "page": listed.page,
        "adding": adding,
    }
    return render(request, template, told | (context or {}))


def _sort(table: tables.Table, wanted: list[str]) -> None:
    """Sort as the address says; records that are alike keep one order from page to page."""
    if wanted:
        table.order_by = wanted
    rows = table.data.data
    if isinstance(rows, QuerySet):
        given = rows.query.order_by or rows.model._meta.ordering
        table.data.data = rows.order_by(*given, "pk")


def _paginate(table: tables.Table, number: str) -> None:
    try:
        table.paginate(page=number, per_page=ON_A_PAGE)
    except EmptyPage:
        table.paginate(page=table.paginator.num_pages, per_page=ON_A_PAGE)
    except InvalidPage:
        table.paginate(page=1, per_page=ON_A_PAGE)


def _file(
    request: HttpRequest, table: tables.Table, name: str, title: str, format_name: str
) -> HttpResponse:
    rows = [list(row) for row in table.as_values()]
    mission = getattr(request, "mission", None)
    note_list_taken(
        mission=mission, name=name, format_name=format_name, rows=len(rows) - 1, by=request.user
    )
    stem = f"{mission.slug}-{name}" if mission else name
    return list_file(rows, stem=stem, title=title, format_name=format_name)
