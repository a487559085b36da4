"""My team: who is in it, how to reach them, and what of the plan is done."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, lone_observer, observer_of
from tests.factories import (
    DelegationFactory,
    DeploymentFactory,
    ObserverFactory,
    PersonFactory,
    StationFactory,
    TeamMemberFactory,
    VisitFactory,
)
from visits.models import VisitState

ADDRESS = reverse("my_team", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


@pytest.fixture
def mate(cast: Cast) -> None:
    """A team mate from another state."""
    person = PersonFactory(name="Aigerim", phone="+7 701 123 45 67", email="aigerim@example.org")
    delegation = DelegationFactory(mission=cast.mission, name="Kyrgyzstan", country="KG")
    observer = ObserverFactory(mission=cast.mission, person=person, delegation=delegation)
    TeamMemberFactory(team=cast.north_team, observer=observer)


def shown(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def test_a_team_mate_is_named_with_their_state_and_how_to_reach_them(client, mate):
    text = shown(client)
    assert "Aigerim" in text
    assert "Kyrgyzstan · Short-term observer" in text
    assert 'href="tel:+77011234567"' in text
    assert 'href="mailto:aigerim@example.org"' in text


def test_members_of_other_teams_are_not_named(cast, signed_in, mate):
    text = shown(signed_in(cast.other_observer))
    assert "Aigerim" not in text
    assert "Team T2" in text


def test_a_team_mate_with_no_number_known_is_said_to_have_none(client, cast):
    person = PersonFactory(name="Silent", phone="", email="")
    observer = ObserverFactory(mission=cast.mission, person=person, delegation=cast.delegation)
    TeamMemberFactory(team=cast.north_team, observer=observer)
    assert "No phone number or e-mail is known." in shown(client)


def test_the_plan_says_when_where_and_how_much_is_done(client, cast):
    station = StationFactory(mission=cast.mission, area=cast.north, number="102", name="Lyceum")
    DeploymentFactory(mission=cast.mission, team=cast.north_team, station=station)
    VisitFactory(
        mission=cast.mission,
        team=cast.north_team,
        station=station,
        state=VisitState.VERIFIED,
        awaits_review=False,
    )
    text = shown(client)
    assert "Voting <span" in text
    assert "1 of 2 visited" in text
    assert "102 Lyceum" in text
    assert "Not visited yet" in text
    assert "Verified" in text
    assert "16 Mar, 14:00" in text


def test_without_a_plan_the_page_says_what_may_be_done(cast, signed_in):
    text = shown(signed_in(cast.other_observer))
    assert "No stations are planned for your team" in text
    assert reverse("station_list", args=["here"]) in text


def test_who_is_in_no_team_is_told_whom_to_call(cast, signed_in):
    text = shown(signed_in(lone_observer(cast)))
    assert "You are in no team yet" in text
    assert reverse("contact_list", args=["here"]) in text


def test_a_large_team_asks_no_more_of_the_database_than_a_small_one(client, cast):
    def asked_for() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client)
        return len(asked)

    few = asked_for()
    for number in range(10):
        observer_of(cast.north_team, cast.delegation, f"Mate {number}")
        DeploymentFactory(mission=cast.mission, team=cast.north_team)
    assert few == asked_for() <= 15
