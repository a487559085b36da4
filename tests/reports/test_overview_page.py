"""The mission at a glance: right numbers, and links only for who may follow them."""

import html

import pytest
from django.urls import reverse

from missions.enumerations import Role
from reports.coverage import NOTHING, coverage_of
from reports.drafting import draft_statement
from tests.factories import (
    AreaFactory,
    DeploymentFactory,
    FindingFactory,
    StationFactory,
    VisitFactory,
)


def overview(client):
    return client.get(reverse("mission_overview", args=["here"]))


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def visit_at(cast, station, **told):
    told = {"team": cast.north_team, **told}
    return VisitFactory(mission=cast.mission, station=station, area=station.area, **told)


@pytest.fixture
def some_visits(cast):
    """Two stations: one at three stages, one twice; one visit waits with an urgent answer."""
    visit_at(cast, cast.station, state="verified", awaits_review=False, stage="opening")
    visit_at(cast, cast.station, state="verified", awaits_review=False)
    visit_at(cast, cast.station, stage="counting", urgent=True, urgent_waits=True)
    visit_at(cast, cast.south_station, state="set_aside", awaits_review=False)
    visit_at(cast, cast.south_station, state="returned", awaits_review=False)


class TestCoverage:
    def test_visits_and_distinct_stations_are_counted_by_area_and_stage(self, cast, some_visits):
        coverage = coverage_of(cast.mission)
        assert [str(each.area) for each in coverage.areas] == ["North", "South"]
        north, south = coverage.areas
        assert [str(stage) for stage, _tally in north.stages] == ["opening", "voting", "counting"]
        assert (north.total.stations, north.total.received, north.total.verified) == (1, 3, 2)
        assert (south.total.stations, south.total.stations_verified) == (1, 0)
        assert (south.total.set_aside, south.total.returned) == (1, 1)
        total = coverage.total
        assert (total.received, total.waiting, total.verified, total.urgent) == (5, 1, 2, 1)
        assert (total.stations, total.stations_verified, total.planned) == (2, 1, 1)

    def test_what_lies_within_an_area_is_counted_there(self, cast):
        village = AreaFactory(mission=cast.mission, code="village", parent=cast.north)
        visit_at(cast, StationFactory(mission=cast.mission, area=village))
        north, _south = coverage_of(cast.mission).areas
        assert (north.area, north.total.received) == (cast.north, 1)

    def test_a_commission_is_no_polling_station(self, cast):
        commission = StationFactory(mission=cast.mission, area=cast.north, kind="commission")
        visit_at(cast, commission, stage="tabulation", state="verified")
        total = coverage_of(cast.mission).total
        assert (total.received, total.stations, total.stations_verified) == (1, 0, 0)

    def test_a_visit_at_no_known_place_is_not_lost(self, cast):
        VisitFactory(mission=cast.mission, team=cast.north_team, station=None, area=None)
        nowhere = coverage_of(cast.mission).areas[-1]
        assert (nowhere.area, nowhere.total.received, nowhere.total.stations) == (None, 1, 0)

    def test_what_was_planned_is_made_once_the_teams_visit_is_received(self, cast):
        DeploymentFactory(mission=cast.mission, team=cast.south_team, station=cast.south_station)
        visit_at(cast, cast.station)
        # Another team's visit is no visit of the plan, nor is one that was set aside.
        visit_at(cast, cast.south_station)
        visit_at(cast, cast.south_station, team=cast.south_team, state="set_aside")
        north, south = coverage_of(cast.mission).areas
        assert (north.total.done, north.total.planned) == (1, 1)
        assert (south.total.done, south.total.planned) == (0, 1)

    def test_stations_on_the_list_are_counted_where_nobody_has_been(self, cast):
        StationFactory(mission=cast.mission, area=cast.south, kind="commission")
        _north, south = coverage_of(cast.mission).areas
        assert (south.total.listed, south.total.stations, south.stages) == (1, 0, ())

    def test_coverage_by_setting_adds_up_to_the_whole(self, cast, some_visits):
        for station, setting in ((cast.station, "urban"), (cast.south_station, "rural")):
            station.setting = setting
            station.save()
        VisitFactory(mission=cast.mission, team=cast.north_team, station=None, area=None)
        coverage = coverage_of(cast.mission)
        urban, rural, unknown = coverage.settings
        assert [each.setting for each in coverage.settings] == ["urban", "rural", None]
        assert (urban.total.received, urban.total.stations, urban.total.planned) == (3, 1, 1)
        assert (rural.total.received, rural.total.listed) == (2, 1)
        assert (unknown.total.received, unknown.total.stations) == (1, 0)
        assert sum((each.total for each in coverage.settings), NOTHING) == coverage.total

    def test_stations_visited_are_as_many_as_in_the_statement(self, cast, some_visits):
        figure = draft_statement(cast.mission).figures["stations_visited"]
        assert coverage_of(cast.mission).total.stations_verified == figure.value == 1


class TestThePage:
    def test_the_secretariat_is_led_to_what_waits_and_what_arrived(
        self, cast, signed_in, some_visits
    ):
        page = overview(signed_in(cast.secretariat))
        shown = text_of(page)
        (urgent,) = page.context["urgent"]
        assert f'<a href="/missions/here/visits/{urgent.uuid}/">Look at this first</a>' in shown
        assert "/missions/here/waiting/?state=waiting&area=north&stage=counting" in shown
        assert len(page.context["arrivals"]) == 5
        assert [visit.stage for visit in page.context["urgent"]] == ["counting"]

    def test_returned_urgent_visits_are_in_the_list_that_is_to_be_looked_at_first(
        self, cast, signed_in
    ):
        for _number in range(2):
            visit_at(cast, cast.station, state="returned", awaits_review=False, urgent_waits=True)
        client = signed_in(cast.secretariat)
        shown = text_of(overview(client))
        assert "returned, the team has not answered yet" in shown
        way = "/missions/here/waiting/?state=all&urgent=on"
        assert f'<a href="{way}">Look at these first</a>' in shown
        assert client.get(way).context["page"].paginator.count == 2

    def test_the_head_of_mission_is_led_to_what_the_statement_waits_for(self, cast, signed_in):
        shown = text_of(overview(signed_in(cast.head_of_mission)))
        assert "See what the statement waits for" in shown
        assert "your acknowledgement" in shown
        assert "no urgent visit waits" in shown

    @pytest.mark.parametrize("role", [Role.READER, Role.HEAD_OF_DELEGATION, Role.ADMINISTRATOR])
    def test_who_may_not_see_visits_sees_figures_without_links(
        self, cast, signed_in, some_visits, role
    ):
        page = overview(signed_in(cast.of_role(role)))
        shown = text_of(page)
        assert "Coverage by area and stage" in shown
        assert "/waiting/" not in shown
        assert "/visits/" not in shown
        assert "arrivals" not in page.context

    def test_what_waits_is_told_with_the_way_to_it(self, cast, signed_in, some_visits):
        VisitFactory(mission=cast.mission, team=cast.north_team, station=None, area=None)
        FindingFactory(mission=cast.mission)
        client = signed_in(cast.secretariat)
        page = overview(client)
        waits = page.context["waits"]
        assert (waits.review, waits.not_listed, waits.returned) == (2, 1, 1)
        assert (waits.copies, waits.findings) == (0, 1)
        assert "to be matched" in text_of(page)
        for state, n in (("waiting", 2), ("returned", 1)):
            way = reverse("visit_waiting", args=["here"], query={"state": state})
            assert f'href="{way}"' in text_of(page)
            assert client.get(way).context["page"].paginator.count == n

    def test_arrivals_are_drawn_and_told_in_a_table(self, cast, signed_in):
        visit_at(cast, cast.station, received_at="2025-03-16T05:10Z")
        visit_at(
            cast,
            cast.station,
            received_at="2025-03-17T05:10Z",
            state="verified",
            awaits_review=False,
        )
        page = overview(signed_in(cast.reader))
        shown = text_of(page)
        told = [bar.told for bar in page.context["chart"].bars]
        assert told == ["10:00: 1 waiting", "10:00: 1 verified"]
        assert '<svg class="chart" role="img" viewBox="0 0 400 220" width="400"' in shown
        assert "16 Mar, 10:00" in shown
        assert "style=" not in shown

    def test_without_arrivals_on_the_day_it_says_so(self, cast, signed_in):
        visit_at(cast, cast.station, received_at="2025-03-20T05:10Z")
        shown = text_of(overview(signed_in(cast.reader)))
        assert "No visit came in on election day" in shown
        assert "1 visit came in after noon of the next day." in shown

    def test_an_empty_mission_says_what_will_appear(self, cast, signed_in):
        cast.mission.deployments.all().delete()
        assert "No visit is planned or received yet" in text_of(overview(signed_in(cast.reader)))

    def test_it_asks_the_database_as_often_for_many_visits_as_for_few(
        self, cast, signed_in, some_visits, django_assert_max_num_queries
    ):
        client = signed_in(cast.secretariat)
        with django_assert_max_num_queries(15) as few:
            overview(client)
        for number in range(20):
            area = AreaFactory(mission=cast.mission, parent=cast.south)
            station = StationFactory(mission=cast.mission, area=area)
            DeploymentFactory(mission=cast.mission, team=cast.south_team, station=station)
            for _visit in range(10):
                visit_at(cast, station, urgent_waits=number % 2)
        with django_assert_max_num_queries(15) as many:
            overview(client)
        assert len(few) == len(many)
