"""Whose account is whose, and for which delegation it acts."""

import pytest

from missions.models import AuditRecord
from missions.rules import NotAllowed
from observers.actions import act_for_delegation, tie_account
from observers.models import DelegationScope
from observers.teams import team_of
from tests.factories import (
    AccountFactory,
    DelegationFactory,
    MembershipFactory,
    ObserverFactory,
    TeamFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


def test_a_tied_account_is_in_its_persons_team():
    team, account = TeamFactory(), AccountFactory()
    observer = ObserverFactory(mission=team.mission)
    TeamMemberFactory(team=team, observer=observer)
    tie_account(observer, account=account, by="a test")
    assert team_of(account, team.mission) == team


def test_tying_an_account_again_changes_and_records_nothing():
    observer, account = ObserverFactory(), AccountFactory()
    tie_account(observer, account=account, by="a test")
    tie_account(observer, account=account, by="a test")
    assert AuditRecord.objects.filter(action="account tied").count() == 1


def test_a_person_who_has_an_account_gets_no_other():
    observer = ObserverFactory()
    tie_account(observer, account=AccountFactory(), by=None)
    with pytest.raises(NotAllowed, match="another account"):
        tie_account(observer, account=AccountFactory(), by=None)


def test_an_account_is_not_shared_by_two_people():
    account = AccountFactory()
    tie_account(ObserverFactory(), account=account, by=None)
    with pytest.raises(NotAllowed, match="another person"):
        tie_account(ObserverFactory(), account=account, by=None)


def test_a_head_acts_for_one_delegation_at_a_time():
    membership = MembershipFactory()
    first, second = (DelegationFactory(mission=membership.mission) for _ in range(2))
    for delegation in (first, second, second):
        act_for_delegation(membership, delegation=delegation, by="a test")
    assert DelegationScope.objects.get(membership=membership).delegation == second
    told = AuditRecord.objects.filter(action="delegation given")
    assert [act.changes["delegation"] for act in told] == [
        ["", first.code],
        [first.code, second.code],
    ]


def test_nobody_acts_for_a_delegation_of_another_mission():
    with pytest.raises(NotAllowed, match="another mission"):
        act_for_delegation(MembershipFactory(), delegation=DelegationFactory(), by=None)
