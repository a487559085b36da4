"""A list as a page: what the address narrows and sorts, its pages, and its files."""

import csv
import io
import re

import django_filters
import django_tables2 as tables
import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from missions.list_files import list_file
from missions.lists import ON_A_PAGE, ListFilter, ListTable, SearchFilter, list_response
from missions.models import AuditRecord, Station
from tests.factories import StationFactory

pytestmark = pytest.mark.django_db


class StationTable(ListTable):
    number = tables.Column()
    name = tables.Column()
    area = tables.Column(accessor="area__name", verbose_name="Area")

    class Meta(ListTable.Meta):
        model = Station
        fields = ("number", "name", "area")


class StationFilter(ListFilter):
    q = SearchFilter("number", "name")
    kind = django_filters.ChoiceFilter(choices=[("commission", "Commission")])


@pytest.fixture
def listed(cast, rf: RequestFactory):
    """Return a function that answers an address's query as the list of the mission's stations."""

    def answer(**query):
        request = rf.get("/list/", query)
        request.user, request.mission, request.may = cast.administrator, cast.mission, frozenset()
        request.resolver_match = None
        return list_response(
            request,
            template="components/list_page.html",
            name="stations",
            title="Stations",
            table=StationTable,
            filters=StationFilter,
            records=Station.objects.filter(mission=cast.mission).select_related("area"),
        )

    return answer


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def shown(response):
    text = response.content.decode()
    return [number for number in ("101", "201", "301") if f">{number}<" in text]


def test_a_list_shows_its_rows_with_the_name_of_each_column(listed):
    text = listed().content.decode()
    assert shown(listed()) == ["101", "201"]
    assert 'data-label="Number"' in text
    assert "2 rows" in text


def test_every_word_of_a_search_must_be_found(listed, cast):
    StationFactory(mission=cast.mission, area=cast.north, number="301", name="School of music")
    assert shown(listed(q="music school")) == ["301"]
    assert shown(listed(q="music hospital")) == []
    assert "Nothing matches" in listed(q="music hospital").content.decode()


def test_sorting_is_in_the_address_and_goes_both_ways(listed):
    up, down = listed(sort="number"), listed(sort="-number")
    positions = [response.content.decode().index(">201<") for response in (up, down)]
    first = [response.content.decode().index(">101<") for response in (up, down)]
    assert first[0] < positions[0]
    assert first[1] > positions[1]


def test_the_head_of_a_column_leads_to_the_list_sorted_by_it_and_then_back(listed):
    def heads(**query):
        return re.findall(r'<a href="(\?[^"]*)">\s*Number', listed(**query).content.decode())

    assert heads(q="1", page="2") == ["?q=1&amp;sort=number"]
    assert heads(q="1", sort="number") == ["?q=1&amp;sort=-number"]


def test_a_column_there_is_not_sorts_nothing(listed):
    assert shown(listed(sort="mission__memberships__account__password")) == ["101", "201"]


def test_rows_that_are_alike_are_on_one_page_each(listed, cast):
    for number in range(ON_A_PAGE + 10):
        StationFactory(mission=cast.mission, area=cast.north, number=f"{number:04}", name="Same")
    seen = []
    for page in ("1", "2"):
        text = listed(sort="name", page=page).content.decode()
        seen += re.findall(r'data-label="Number"\s*>(\d+)<', text)
    assert len(seen) == len(set(seen)) == ON_A_PAGE + 12


@pytest.mark.parametrize("page", ["0", "-3", "two", "99999", ""])
def test_a_page_there_is_not_shows_one_there_is(listed, page):
    assert shown(listed(page=page)) == ["101", "201"]


def test_the_files_hold_what_the_page_shows(listed, cast):
    csv_rows = rows_of(listed(format="csv", q="101"))
    assert csv_rows[0] == ["Number", "Name", "Area"]
    assert [row[0] for row in csv_rows[1:]] == ["101"]
    book = load_workbook(io.BytesIO(listed(format="xlsx", q="101").content))
    assert [list(row) for row in book.active.iter_rows(values_only=True)] == [
        [value or None for value in row] for row in csv_rows
    ]


def test_a_name_that_looks_like_a_formula_stays_a_name(listed, cast):
    StationFactory(mission=cast.mission, area=cast.north, number="301", name="=1+1")
    assert rows_of(listed(format="csv", q="301"))[1][1] == "'=1+1"
    book = load_workbook(io.BytesIO(listed(format="xlsx", q="301").content))
    cell = book.active["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_who_takes_a_list_away_is_noted(listed, cast):
    listed(format="xlsx", q="101")
    noted = AuditRecord.objects.get(action="list downloaded")
    assert noted.account_id == cast.administrator.pk
    assert noted.changes == {"list": "stations", "format": "xlsx", "rows": 1}


def test_an_unknown_format_is_answered_with_the_page(listed, monkeypatch):
    told = []
    monkeypatch.setattr("missions.lists.messages.error", lambda _request, text: told.append(text))
    assert shown(listed(format="ods")) == ["101", "201"]
    assert [str(text) for text in told] == ["A list is downloaded as csv or as xlsx."]


def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    listed, cast, django_assert_max_num_queries
):
    for number in range(30):
        StationFactory(mission=cast.mission, area=cast.north, number=f"{number:04}")
    with django_assert_max_num_queries(2):
        listed()


def test_what_is_typed_into_a_search_is_shown_as_text(listed):
    assert b"<script>" not in listed(q='"><script>alert(1)</script>').content


def test_a_text_too_long_for_a_cell_says_where_it_was_cut(listed, cast):
    response = list_file([["Note"], ["x" * 40_000]], stem="a", title="A", format_name="xlsx")
    note = load_workbook(io.BytesIO(response.content)).active["A2"].value
    assert len(note) == 32_767
    assert note.endswith("(cut here; the CSV file has it whole)")
