"""Links by which somebody takes up an account: who may make them, and what they let in to."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from missions.actions.installation_accounts import close_account
from missions.actions.invitations import let_in, make_invitation
from missions.enumerations import Role
from missions.models import Account, AuditRecord, OneTimeLink
from missions.rules import NotAllowed
from tests.factories import AccountFactory, MembershipFactory, MissionFactory

pytestmark = pytest.mark.django_db
NEW = {"password": "four words of three", "password_again": "four words of three"}


@pytest.fixture
def mission():
    return MissionFactory(title="Mission here")


@pytest.fixture
def administrator(mission):
    account = AccountFactory(name="Administrator")
    MembershipFactory(mission=mission, account=account, role=Role.ADMINISTRATOR)
    return account


@pytest.fixture
def installation():
    return AccountFactory(name="Installation", is_administrator=True)


def invited(mission, administrator, email="Ayse@Example.org", role=Role.OBSERVER):
    """Somebody new, let in: the account, and where the link leads."""
    made = let_in(mission=mission, email=email, name="Ayşe", role=role, by=administrator)
    return made.membership.account, f"/invitation/{made.secret}/"


def test_who_is_invited_chooses_a_password_and_is_in(mission, administrator):
    account, link = invited(mission, administrator)
    assert not account.has_usable_password()
    client = Client()
    text = client.get(link).content.decode()
    assert "Welcome, Ayşe" in text
    assert "ayse@example.org" in text
    assert client.post(link, NEW)["Location"] == "/"
    assert client.get("/").wsgi_request.user == account
    later = Client()
    later.post("/sign-in/", {"username": "ayse@example.org", "password": NEW["password"]})
    assert later.get("/").wsgi_request.user == account


def test_one_may_go_on_without_a_password(mission, administrator):
    account, link = invited(mission, administrator)
    client = Client()
    client.post(link, {"password": "", "password_again": ""})
    assert client.get("/").wsgi_request.user == account
    account.refresh_from_db()
    assert not account.has_usable_password()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short", "password_again": "short"},
        {"password": "four words of three", "password_again": ""},
        {"password": "", "password_again": "four words of three"},
    ],
)
def test_a_password_that_will_not_do_uses_up_nothing(mission, administrator, wrong):
    account, link = invited(mission, administrator)
    assert Client().post(link, wrong).status_code == 200
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert Client().get(link).status_code == 200


def test_a_link_works_once_and_not_for_ever(mission, administrator):
    _account, link = invited(mission, administrator)
    Client().post(link, NEW)
    assert Client().post(link, NEW).status_code == 410
    _account, link = invited(mission, administrator, email="other@example.org")
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "does not work any more" in Client().get(link).content.decode()


def test_a_new_link_ends_the_older_one_of_this_account_only(mission, administrator):
    account, link = invited(mission, administrator)
    _other, others = invited(mission, administrator, email="other@example.org")
    newer = f"/invitation/{make_invitation(account, by=administrator)}/"
    assert [Client().get(each).status_code for each in (link, newer, others)] == [410, 200, 200]


def test_a_link_of_an_invitation_makes_nobody_administrator(mission, administrator):
    _account, link = invited(mission, administrator)
    wrong_door = link.replace("invitation", "first-administrator")
    assert Client().get(wrong_door).status_code == 404


def test_a_link_stands_in_for_the_password_and_not_for_the_second_step(mission, administrator):
    account, link = invited(mission, administrator)
    TOTP.activate(account, generate_totp_secret())
    client = Client()
    assert client.post(link, NEW)["Location"] == "/account/second-step/"
    assert client.get("/").status_code == 302


def test_who_is_signed_in_as_somebody_else_is_that_no_more(mission, administrator, signed_in):
    account, link = invited(mission, administrator)
    client = signed_in(administrator)
    assert "You are signed in as Administrator" in client.get(link).content.decode()
    client.post(link, NEW)
    assert client.get("/").wsgi_request.user == account


def test_the_session_before_is_not_the_session_after(mission, administrator):
    _account, link = invited(mission, administrator)
    client = Client()
    client.get(link)
    session = client.session
    session["fixed"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(link, NEW)
    assert client.session.session_key != session.session_key


class TestWhoMayMakeALink:
    """Who makes a link can use it: nobody reaches further by it than they reach already."""

    def refused(self, account, by) -> bool:
        try:
            make_invitation(account, by=by)
        except NotAllowed:
            return True
        return False

    def test_for_an_account_of_ones_own_mission_its_administrator(self, mission, administrator):
        reader = MembershipFactory(mission=mission, role=Role.READER).account
        assert not self.refused(reader, administrator)

    def test_not_for_one_with_a_role_in_another_mission(self, mission, administrator, installation):
        both = MembershipFactory(mission=mission, role=Role.READER).account
        MembershipFactory(account=both, role=Role.READER)
        assert self.refused(both, administrator)
        assert not self.refused(both, installation)

    def test_not_for_one_of_another_mission_only(self, administrator):
        assert self.refused(MembershipFactory().account, administrator)

    def test_not_for_one_without_any_role(self, administrator):
        assert self.refused(AccountFactory(), administrator)

    @pytest.mark.parametrize("flag", ["is_administrator", "is_staff", "is_superuser"])
    def test_not_for_one_who_stands_above(self, mission, administrator, flag):
        above = AccountFactory(**{flag: True})
        MembershipFactory(mission=mission, account=above, role=Role.READER)
        assert self.refused(above, administrator)

    def test_not_for_the_databases_superuser_even_by_the_installation(self, installation):
        assert self.refused(AccountFactory(is_superuser=True), installation)

    def test_not_for_oneself(self, administrator, installation):
        assert self.refused(administrator, administrator)
        assert self.refused(installation, installation)

    @pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMINISTRATOR])
    def test_not_by_another_role(self, mission, role):
        reader = MembershipFactory(mission=mission, role=Role.READER).account
        assert self.refused(reader, MembershipFactory(mission=mission, role=role).account)

    def test_a_link_made_before_does_not_reach_what_was_given_since(self, mission, administrator):
        account, link = invited(mission, administrator)
        MembershipFactory(account=account, role=Role.HEAD_OF_MISSION)
        answer = Client().post(link, NEW)
        assert answer.status_code == 410
        assert "may not let you in now" in answer.content.decode()
        account.refresh_from_db()
        assert not account.has_usable_password()

    def test_a_link_does_not_outlive_the_role_of_who_made_it(self, mission, administrator):
        _account, link = invited(mission, administrator)
        administrator.memberships.update(role=Role.READER)
        assert Client().get(link).status_code == 410

    def test_a_link_does_not_open_a_closed_account(self, mission, administrator, installation):
        account, link = invited(mission, administrator)
        close_account(account, by=installation)
        assert Client().post(link, NEW).status_code == 410


def test_an_account_of_another_mission_is_given_the_role_and_no_link(mission, administrator):
    known = MembershipFactory(account__email="known@example.org", account__name="Known").account
    made = let_in(
        mission=mission,
        email="KNOWN@example.org",
        name="Nobody",
        role=Role.READER,
        by=administrator,
    )
    assert (made.membership.account, made.secret) == (known, "")
    known.refresh_from_db()
    assert known.name == "Known"
    assert not OneTimeLink.objects.exists()


def test_neither_secret_nor_name_nor_address_stands_in_the_audit(mission, administrator):
    made = let_in(
        mission=mission, email="a@example.org", name="Ayşe", role=Role.READER, by=administrator
    )
    Client().post(f"/invitation/{made.secret}/", NEW)
    told = list(AuditRecord.objects.order_by("pk").values_list("action", "changes"))
    assert [action for action, _changes in told] == [
        "account opened",
        "role given",
        "link made",
        "role taken up",
        "password set",
        "link used",
    ]
    assert not [word for word in (made.secret, "Ayşe", "a@example.org") if word in str(told)]
    assert made.secret not in str(list(OneTimeLink.objects.values()))


def test_two_people_take_up_one_account_once(mission, administrator):
    account, link = invited(mission, administrator)
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    first.post(link, NEW)
    other = {"password": "other words of three", "password_again": "other words of three"}
    assert second.post(link, other).status_code == 410
    assert Account.objects.get(pk=account.pk).check_password(NEW["password"])
