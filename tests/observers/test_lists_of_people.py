"""The lists of people, for who keeps them and for who only reads them."""

import pytest
from django.urls import reverse

from tests.factories import DeploymentFactory
from tests.visits.reviewing import text_of

pytestmark = pytest.mark.django_db

# The list, the way to add, the way to change, the advice in an empty list for who may not add.
LISTS = [
    ("delegation_list", "delegation_add", "delegation_edit", "administrators add them."),
    ("observer_list", "observer_add", "observer_edit", "the delegations nominate them."),
    ("team_list", "team_add", "team_edit", "administrators form them."),
    ("deployment_list", "deployment_add", "deployment_edit", "administrators plan where teams go."),
]


def records(cast):
    planned = DeploymentFactory(mission=cast.mission, team=cast.north_team)
    return {
        "delegation_edit": cast.delegation,
        "observer_edit": cast.observer.person.observations.get(),
        "team_edit": cast.north_team,
        "deployment_edit": planned,
    }


@pytest.mark.parametrize(("name", "add", "edit", "_advice"), LISTS)
def test_who_keeps_it_finds_the_ways_to_add_and_to_change(
    cast, signed_in, name, add, edit, _advice
):
    change = reverse(edit, args=["here", records(cast)[edit].pk])
    for who, finds in ((cast.administrator, True), (cast.secretariat, False)):
        page = text_of(signed_in(who).get(reverse(name, args=["here"])))
        assert (f'href="{reverse(add, args=["here"])}"' in page) == finds
        assert (f'href="{change}"' in page) == finds


@pytest.mark.parametrize(("name", "add", "_edit", "advice"), LISTS)
def test_an_empty_list_says_who_fills_it(cast, signed_in, name, add, _edit, advice):
    address = reverse(name, args=["elsewhere"])
    cast.other_mission.teams.all().delete()
    outsider = text_of(signed_in(cast.outsider).get(address))
    assert advice in outsider
    assert reverse(add, args=["elsewhere"]) not in outsider
    keeper = text_of(signed_in(cast.installation_administrator).get(address))
    assert reverse(add, args=["elsewhere"]) in keeper


def test_a_list_narrowed_to_one_delegation_adds_to_that_one(cast, signed_in):
    address = reverse("observer_list", args=["here"], query={"delegation": cast.delegation.code})
    page = text_of(signed_in(cast.administrator).get(address))
    assert f"{reverse('observer_add', args=['here'])}?delegation={cast.delegation.code}" in page
