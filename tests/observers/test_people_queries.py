"""Every page of people, teams and plans asks few questions, however many people there are."""

import pytest
from django.urls import reverse

from observers.models import Deployment
from tests.factories import (
    DelegationFactory,
    DeploymentFactory,
    ObserverFactory,
    StationFactory,
    TeamMemberFactory,
)

MOST = 15


@pytest.fixture
def addresses(cast) -> list[str]:
    """The pages of one record, and those that offer many."""
    observer, team = cast.north_team.members.get(), cast.north_team

    def address(name: str, *keys: int) -> str:
        return reverse(name, args=["here", *keys])

    return [
        address("delegation_add"),
        address("delegation_edit", cast.delegation.pk),
        address("delegation_delete", cast.delegation.pk),
        address("observer_add"),
        address("observer_edit", observer.pk),
        address("observer_delete", ObserverFactory(mission=cast.mission).pk),
        address("team_add"),
        address("team_edit", team.pk),
        address("team_delete", team.pk),
        address("team_plan", team.pk),
        address("deployment_add") + "?team=T1&stage=voting",
        address("deployment_edit", Deployment.objects.get().pk),
        address("deployment_delete", Deployment.objects.get().pk),
    ]


def crowd(cast, number: int) -> None:
    """Add people of a delegation each, members of the north team, stations, and its plan."""
    for _each in range(number):
        delegation = DelegationFactory(mission=cast.mission)
        ObserverFactory(mission=cast.mission, delegation=delegation)
        member = ObserverFactory(mission=cast.mission, delegation=delegation)
        TeamMemberFactory(team=cast.north_team, observer=member)
        station = StationFactory(mission=cast.mission, area=cast.north)
        DeploymentFactory(mission=cast.mission, team=cast.north_team, station=station)


def test_no_page_asks_more_for_thirty_than_for_three(cast, signed_in, addresses, query_count):
    client = signed_in(cast.administrator)

    def asked() -> dict[str, int]:
        return {each: query_count(lambda each=each: client.get(each)) for each in addresses}

    crowd(cast, 3)
    few = asked()
    crowd(cast, 27)
    assert asked() == few
    assert max(few.values()) <= MOST, few
