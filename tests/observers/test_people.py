"""People, observers, delegations and teams keep their own rules, past every page."""

import pytest
from django.db.models import ProtectedError

from observers.models import DelegationKind, Person
from observers.teams import team_of
from tests.factories import (
    DelegationFactory,
    DelegationScopeFactory,
    DeploymentFactory,
    ObserverFactory,
    PersonFactory,
    TeamFactory,
    TeamMemberFactory,
)
from tests.refusing import is_refused

pytestmark = pytest.mark.django_db


def test_people_of_one_name_are_two_people():
    assert PersonFactory(name="Aigul").pk != PersonFactory(name="Aigul").pk
    assert Person.objects.count() == 2


def test_a_person_observes_once_in_a_mission_and_again_in_another():
    observer = ObserverFactory()
    ObserverFactory(person=observer.person)
    assert is_refused(lambda: ObserverFactory(person=observer.person, mission=observer.mission))


def test_an_observer_is_in_at_most_one_team_of_a_mission():
    place = TeamMemberFactory()
    other = TeamFactory(mission=place.team.mission)
    assert is_refused(lambda: TeamMemberFactory(team=other, observer=place.observer))


def test_a_member_state_names_its_country():
    assert is_refused(lambda: DelegationFactory(kind=DelegationKind.MEMBER_STATE, country=""))
    assert DelegationFactory(kind=DelegationKind.SECRETARIAT, country="").country.code in ("", None)


@pytest.mark.parametrize("factory", [DelegationFactory, ObserverFactory, TeamFactory])
def test_a_code_is_used_once_in_a_mission_and_again_in_another(factory):
    made = factory(code="x1")
    factory(code="x1")
    assert is_refused(lambda: factory(code="x1", mission=made.mission))


def test_a_team_is_planned_once_for_a_station_and_stage():
    plan = DeploymentFactory()
    again = {"mission": plan.mission, "team": plan.team, "station": plan.station}
    DeploymentFactory(**again, stage="opening")
    assert is_refused(lambda: DeploymentFactory(**again, stage="voting"))


def test_a_membership_acts_for_one_delegation():
    scope = DelegationScopeFactory()
    assert is_refused(lambda: DelegationScopeFactory(membership=scope.membership))


def test_a_person_who_observed_is_not_deleted():
    observer = ObserverFactory()
    with pytest.raises(ProtectedError):
        observer.person.delete()


def test_a_team_is_found_by_its_members_account_and_only_in_its_mission(cast):
    assert team_of(cast.observer, cast.mission) == cast.north_team
    assert team_of(cast.observer, cast.other_mission) is None
    assert team_of(cast.secretariat, cast.mission) is None
    assert team_of(cast.outsider, cast.mission) is None


def test_somebody_in_teams_of_two_missions_has_one_in_each(cast):
    elsewhere = ObserverFactory(mission=cast.other_mission, person=cast.observer.person)
    TeamMemberFactory(team=cast.other_team, observer=elsewhere)
    assert team_of(cast.observer, cast.mission) == cast.north_team
    assert team_of(cast.observer, cast.other_mission) == cast.other_team
