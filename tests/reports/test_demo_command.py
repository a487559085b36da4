"""`manage.py demo`: loads what is missing, prints how to sign in, and changes nothing twice."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import override_settings

from missions.enumerations import Role
from missions.models import Account, AuditRecord, Mission
from observers.models import DelegationScope
from observers.teams import team_of
from reports.demo import FOLDER, PLAYERS, SLUG, load_demo
from reports.drafting import draft_statement
from reports.folder.importing import import_folder
from reports.models import Acknowledgement
from tests.cases.drafted import said, undone
from tests.factories import MissionFactory
from visits.models import Visit

pytestmark = pytest.mark.django_db


def account(name):
    return Account.objects.get(email=f"{name}@demo.example")


def test_it_loads_the_founding_mission_and_says_that_it_is_reconstructed():
    printed = said("demo")
    mission = Mission.objects.get(slug=SLUG)
    assert mission.demo
    assert mission.visits.count() == 40
    assert "reconstructed" in printed


def test_it_prints_one_account_for_each_kind_of_user_and_where_to_sign_in(monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    printed = said("demo")
    assert "http://127.0.0.1:8123" in printed
    for player in PLAYERS:
        (line,) = [line for line in printed.splitlines() if player.email in line.split()]
        assert player.password in line and player.name in line and player.attempt in line


def test_every_role_that_signs_in_to_a_mission_can_be_tried():
    roles = {player.role for player in PLAYERS}
    assert roles == (set(Role) - {Role.READER}) | {None}


def test_beside_a_real_mission_nobody_of_the_demo_administers_the_installation():
    MissionFactory(slug="real", demo=False)
    assert "installation@demo.example" not in said("demo")
    assert not Account.objects.filter(is_administrator=True).exists()


def test_a_second_run_changes_nothing_and_prints_the_same_passwords():
    first = said("demo")
    acts = AuditRecord.objects.count()
    accounts = list(Account.objects.order_by("pk").values())
    second = said("demo")
    assert AuditRecord.objects.count() == acts
    assert list(Account.objects.order_by("pk").values()) == accounts
    assert Mission.objects.count() == 1
    assert first.splitlines()[1:] == second.splitlines()[1:]
    assert "left as it is" in second


def test_passwords_come_from_the_installations_key_and_no_two_are_alike():
    here = [player.password for player in PLAYERS]
    with override_settings(SECRET_KEY="another installation's key"):
        elsewhere = [player.password for player in PLAYERS]
    assert len({*here, *elsewhere}) == 2 * len(PLAYERS)
    assert all(len(password) == 19 and password.count("-") == 3 for password in here)


def test_a_founding_mission_that_was_imported_before_gets_its_accounts():
    import_folder(FOLDER, by="a test")
    assert "left as it is" in said("demo")
    assert Account.objects.count() == len(PLAYERS)
    assert Acknowledgement.objects.exists()


def test_a_real_mission_of_that_name_is_left_alone():
    MissionFactory(slug=SLUG, demo=False)
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("demo", stdout=StringIO())
    assert not Account.objects.exists()


class TestTheLoadedDemo:
    """What stands there once it is loaded, as it was loaded for each of these tests."""

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def loaded(cls, django_db_setup, django_db_blocker):
        """Load it once, in a transaction around all of them."""
        with django_db_blocker.unblock(), undone():
            load_demo()
            yield

    @pytest.fixture
    def demo(self, db):
        return Mission.objects.get(slug=SLUG)

    def test_what_is_printed_signs_in(self, demo):
        for player in PLAYERS:
            signed_in = authenticate(username=player.email, password=player.password)
            assert signed_in is not None
            roles = [membership.role for membership in signed_in.memberships.all()]
            assert roles == ([player.role] if player.role else [])

    def test_somebody_of_the_demo_can_make_a_mission(self, demo, client):
        client.force_login(account("installation"))
        assert "Create a mission" in client.get("/").content.decode()
        assert client.get("/missions/new/").status_code == 200

    def test_a_second_run_leaves_what_people_changed(self, demo):
        Mission.objects.filter(pk=demo.pk).update(title="Renamed by somebody")
        Visit.objects.filter(code="V-01").update(comments="Edited")
        said("demo")
        demo.refresh_from_db()
        assert demo.title == "Renamed by somebody"
        assert demo.visits.get(code="V-01").comments == "Edited"

    def test_under_another_key_what_is_printed_signs_in_again(self, demo):
        with override_settings(SECRET_KEY="another installation's key"):
            load_demo()
            for player in PLAYERS:
                assert authenticate(username=player.email, password=player.password)

    def test_the_observer_belongs_to_the_team_that_two_unvisited_stations_wait_for(self, demo):
        team = team_of(account("observer"), demo)
        assert team is not None and team.code == "T-3"
        planned = team.deployments.filter(stage="voting", station__visits=None)
        assert [deployment.station.number for deployment in planned] == ["R-40", "R-41"]

    def test_the_head_of_delegation_acts_for_the_observers_delegation(self, demo):
        scope = DelegationScope.objects.get(membership__account=account("head-of-delegation"))
        assert scope.delegation.code == "kg"
        assert account("observer").person.observations.get().delegation == scope.delegation

    def test_the_head_of_mission_has_acknowledged_the_adverse_pattern(self, demo):
        given = Acknowledgement.objects.get(mission=demo)
        assert given.account == account("head-of-mission")
        assert "voting.accessible" in given.pattern

    def test_what_is_adverse_later_is_not_acknowledged_by_a_second_run(self, demo):
        Acknowledgement.objects.all().delete()
        said("demo")
        assert not Acknowledgement.objects.exists()

    def test_what_it_writes_is_audited_as_the_systems_under_its_name(self, demo):
        by = set(AuditRecord.objects.values_list("by", flat=True))
        assert by == {"system: demo", "head-of-mission@demo.example"}

    def test_no_demo_account_looks_behind_the_pages_or_into_other_missions(self, demo):
        other = MissionFactory(slug="real")
        for player in PLAYERS:
            who = Account.objects.get(email=player.email)
            assert not (who.is_staff or who.is_superuser)
            if player.role is None:
                continue
            assert not who.is_administrator
            assert other not in Mission.objects.visible_to(who)

    def test_no_sentence_of_the_demo_is_marked_as_typed(self, demo):
        for kind in ("short", "preliminary"):
            for section in draft_statement(demo, kind=kind).sections:
                assert [each.key for each in section.sentences if each.marks] == []
