"""The observer's way to a station, and what the team has done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.enumerations import StationKind
from tests.cast import Cast, lone_observer
from tests.factories import (
    ELECTION_DAY,
    DeploymentFactory,
    ReviewFactory,
    StationFactory,
    VisitFactory,
    VisitRevisionFactory,
)
from visits.models import ReviewDecision, Visit, VisitState

ADDRESS = reverse("station_list", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def shown(client: Client, **query: str) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def section(text: str, name: str) -> str:
    """One section of the page, by the name of its heading."""
    return text.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def visit_at(cast: Cast, state: str = VisitState.SUBMITTED, question: str = "") -> Visit:
    """A visit of the north team; returned where there is a question."""
    visit = VisitFactory(
        mission=cast.mission,
        team=cast.north_team,
        station=cast.station,
        state=state,
        awaits_review=state == VisitState.SUBMITTED,
    )
    revision = VisitRevisionFactory(visit=visit)
    if question:
        ReviewFactory(revision=revision, decision=ReviewDecision.RETURNED, note=question)
    return visit


def test_the_plan_of_the_own_team_leads_into_the_form(client, cast):
    plan = section(shown(client), "plan")
    assert "0 of 1 visited" in plan
    assert f"{reverse('visit_log', args=['here', 'voting'])}?station=n1" in plan
    assert "Log the visit" in plan


def test_the_plan_says_what_has_been_visited_and_what_became_of_it(client, cast):
    visit_at(cast, VisitState.VERIFIED)
    plan = section(shown(client), "plan")
    assert "1 of 1 visited" in plan
    assert "Verified" in plan


def test_a_visit_that_was_set_aside_leaves_its_station_to_do(client, cast):
    visit_at(cast, VisitState.SET_ASIDE)
    text = shown(client)
    assert "0 of 1 visited" in section(text, "plan")
    assert "Set aside" in section(text, "plan")
    assert str(cast.station) in section(text, "next")


def test_a_visit_at_another_stage_does_not_tick_off_the_plan(client, cast):
    visit = visit_at(cast)
    Visit.objects.filter(pk=visit.pk).update(stage="counting")
    assert "0 of 1 visited" in section(shown(client), "plan")


def test_the_first_screen_says_where_to_go_next_and_how_much_is_in(client, cast):
    later = StationFactory(mission=cast.mission, area=cast.north, number="102", name="Lyceum")
    DeploymentFactory(
        mission=cast.mission,
        team=cast.north_team,
        station=later,
        planned_at=ELECTION_DAY + timedelta(hours=2),
    )
    first = section(shown(client), "next")
    assert str(cast.station) in first
    assert "16 Mar, 14:00" in first
    visit_at(cast, VisitState.VERIFIED)
    text = shown(client)
    assert "102 Lyceum" in section(text, "next")
    assert "1 visit is in" in text
    assert "1 verified" in text
    assert text.index('id="next"') < text.rindex('role="search"')
    VisitFactory(mission=cast.mission, team=cast.north_team, station=later)
    assert "Every station of your plan is visited." in shown(client)


def test_a_question_about_a_correction_is_shown_though_the_visit_counts(client, cast):
    visit = visit_at(cast, VisitState.VERIFIED)
    Visit.objects.filter(pk=visit.pk).update(latest_revision=2)
    revision = VisitRevisionFactory(visit=visit, number=2)
    ReviewFactory(revision=revision, decision=ReviewDecision.RETURNED, note="Why was it changed?")
    assert "Why was it changed?" in section(shown(client), "asked")
    ReviewFactory(revision=revision, decision=ReviewDecision.VERIFIED)
    assert "Why was it changed?" not in shown(client)


def test_there_is_room_for_what_is_unfinished_on_this_device(client, cast):
    text = shown(client)
    assert f'data-account="{cast.observer.pk}"' in text
    assert "js/unfinished.js" in text


def test_another_teams_plan_and_visits_are_not_shown(client, cast):
    DeploymentFactory(
        mission=cast.mission, team=cast.south_team, station=cast.south_station, stage="opening"
    )
    VisitFactory(mission=cast.mission, team=cast.south_team, station=cast.south_station)
    text = shown(client)
    assert "Opening" not in section(text, "plan")
    assert "No visit logged yet" in section(text, "own-visits")


def test_a_returned_visit_shows_the_question_and_the_way_to_answer(client, cast):
    visit = visit_at(cast, VisitState.RETURNED, "Was the <box> sealed?")
    asked = section(shown(client), "asked")
    assert "Was the &lt;box&gt; sealed?" in asked
    assert f"?visit={visit.uuid}" in asked


def test_a_question_that_was_answered_is_not_asked_again(client, cast):
    visit = visit_at(cast, VisitState.RETURNED, "Was the box sealed?")
    Visit.objects.filter(pk=visit.pk).update(latest_revision=2, awaits_review=True)
    text = shown(client)
    assert "Was the box sealed?" not in text
    assert "Waits for review" in section(text, "own-visits")


@pytest.mark.parametrize("words", ["lyceum 77", "4711", "lake", "LYCEUM lakeside"])
def test_stations_are_found_by_number_name_and_area(client, cast, words):
    cast.south.name = "Lakeside"
    cast.south.save()
    StationFactory(mission=cast.mission, area=cast.south, number="4711", name="Lyceum 77")
    found = section(shown(client, q=words), "found")
    assert "4711 Lyceum 77" in found
    assert "101 " not in found
    assert f'value="{words}"' in shown(client, q=words)


def test_what_the_secretariat_asks_stands_before_the_search(client, cast):
    visit_at(cast, VisitState.RETURNED, "Was the box sealed?")
    text = shown(client)
    assert text.index("Was the box sealed?") < text.rindex('role="search"')


def test_a_visit_with_nothing_to_answer_can_be_changed(client, cast):
    visit = visit_at(cast)
    own = section(shown(client), "own-visits")
    assert "Correct this visit" in own
    assert f"?visit={visit.uuid}" in own


def test_a_search_that_finds_nothing_offers_the_station_as_not_listed(client):
    found = section(shown(client, q="zzz"), "found")
    assert "No station matches" in found
    assert "The station is not listed" in found
    assert reverse("visit_log", args=["here", "voting"]) in found
    assert shown(client, q="zzz").count("The station is not listed") == 1


def test_a_search_that_finds_stations_offers_the_one_not_listed_above_them(client, cast):
    text = shown(client, q=cast.station.number)
    assert text.count("The station is not listed") == 1
    assert text.index("The station is not listed") < text.index('aria-labelledby="found"')


def test_stations_of_another_mission_are_never_found(client, cast):
    assert cast.other_station.number not in section(shown(client, all="1"), "found")
    assert "No station matches" in shown(client, q=cast.other_station.number)


def test_every_station_is_listed_only_when_asked_for(client, cast):
    assert 'aria-labelledby="found"' not in shown(client)
    assert cast.station.number in section(shown(client, all="1"), "found")


def test_a_commission_is_logged_for_tabulation_only(client, cast):
    StationFactory(
        mission=cast.mission, area=cast.north, code="c1", number="C1", kind=StationKind.COMMISSION
    )
    found = section(shown(client, q="C1"), "found")
    assert reverse("visit_log", args=["here", "tabulation"]) in found
    assert reverse("visit_log", args=["here", "voting"]) not in found


def test_the_list_comes_in_pages_and_keeps_the_search(client, cast):
    StationFactory.create_batch(30, mission=cast.mission, area=cast.north)
    first = shown(client, q="school")
    assert "Page 1 of 2" in first
    assert "?q=school&amp;page=2" in first
    assert "Page 2 of 2" in shown(client, q="school", page="2")


def test_the_station_of_a_visit_can_be_chosen_anew(client, cast):
    visit = visit_at(cast, VisitState.RETURNED, "Which station was this?")
    text = shown(client, visit=str(visit.uuid), q="201")
    assert f"Your visit is now at {visit.station}, Voting." in text
    assert f"visit {visit.code}" not in text
    address = reverse("visit_log", args=["here", "voting"])
    assert f"{address}?visit={visit.uuid}&amp;station=s1" in text


def test_every_station_can_be_listed_when_the_search_for_the_right_one_finds_none(client, cast):
    visit = visit_at(cast, VisitState.RETURNED, "Which station was this?")
    text = shown(client, visit=str(visit.uuid), q="zzz")
    assert f"?all=1&amp;visit={visit.uuid}" in text
    assert "The station is not listed" not in text


def test_an_observer_without_a_team_sees_stations_and_no_way_to_log(cast, signed_in):
    lone = lone_observer(cast)
    text = shown(signed_in(lone))
    assert "You are in no team yet" in text
    assert cast.station.number in text
    assert "/log/" not in text


def test_the_secretariat_sees_stations_and_no_way_to_log(cast, signed_in):
    text = shown(signed_in(cast.secretariat))
    assert cast.station.number in text
    assert "/log/" not in text


def test_the_page_asks_as_much_of_the_database_for_few_stations_as_for_many(client, cast):
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(client)
    for _each in range(12):
        visit_at(cast, VisitState.RETURNED, "Which box?")
    for station in StationFactory.create_batch(60, mission=cast.mission, area=cast.north):
        DeploymentFactory(mission=cast.mission, team=cast.north_team, station=station)
    with CaptureQueriesContext(connection) as many:
        shown(client)
    assert len(few) == len(many) <= 15
