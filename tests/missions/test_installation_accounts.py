"""The accounts of the installation: closed, reopened, made administrators, let in again."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.actions import installation_accounts as acts
from missions.models import Account, AuditRecord
from missions.rules import NotAllowed
from tests.factories import AccountFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AccountFactory(name="Installation", is_administrator=True)


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


def page(account) -> str:
    return reverse("installation_account", args=[account.pk])


def test_every_account_is_listed_with_its_missions(client):
    account = MembershipFactory(account__name="Ayşe").account
    MembershipFactory(account=account)
    text = client.get(reverse("installation_accounts"), {"q": "ayşe"}).content.decode()
    assert account.email in text
    assert "Installation</a>" not in text
    assert '<td data-label="Missions"' in text


def test_the_list_asks_the_same_for_few_and_for_many(client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("installation_accounts"))
        return len(queries)

    AccountFactory.create_batch(3)
    few = asked()
    AccountFactory.create_batch(30)
    assert asked() == few <= 15


def test_a_closed_account_is_signed_out_and_stays_out_until_it_is_reopened(client, signed_in):
    account = AccountFactory()
    theirs = signed_in(account)
    client.post(page(account), {"act": "close"})
    assert theirs.get("/").status_code == 302
    assert "Reopen the account" in client.get(page(account)).content.decode()
    client.post(page(account), {"act": "reopen"})
    assert signed_in(account).get("/").status_code == 200


def test_another_administrator_is_made_and_unmade(client):
    account = AccountFactory()
    client.post(page(account), {"act": "make"})
    assert Account.objects.get(pk=account.pk).is_administrator
    client.post(page(account), {"act": "unmake"})
    assert not Account.objects.get(pk=account.pk).is_administrator
    told = AuditRecord.objects.filter(record_id=str(account.pk)).values_list("action", "changes")
    assert list(told) == [
        ("administrator made", {"is_administrator": [False, True]}),
        ("ways in ended", {"ways": [["password"], []]}),
        ("administrator unmade", {"is_administrator": [True, False]}),
    ]


def test_a_new_administrator_is_invited(client, signed_in):
    typed = {"email": "New@Example.org", "name": "New", "by_mail": "on"}
    text = client.post(reverse("installation_account_add"), typed).content.decode()
    account = Account.objects.get(email="new@example.org")
    assert account.is_administrator
    assert "The link is sent to new@example.org." in text
    assert "http://testserver/invitation/" in mail.outbox[0].body


def test_an_address_that_has_an_account_is_said_and_what_was_typed_stays(client):
    known = AccountFactory(email="known@example.org")
    typed = {"email": "KNOWN@example.org", "name": "Somebody"}
    text = client.post(reverse("installation_account_add"), typed).content.decode()
    assert "There is an account with this address" in text
    assert 'value="Somebody"' in text
    assert not Account.objects.get(pk=known.pk).is_administrator


@pytest.mark.parametrize("act", ["close", "unmake", "second-step"])
def test_nobody_does_it_to_themselves(client, administrator, act):
    text = client.post(page(administrator), {"act": act}, follow=True).content.decode()
    assert "Nobody does this to their own account" in text
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_administrator) == (True, True)


def test_an_act_there_is_not_changes_nothing(client):
    account = AccountFactory()
    answer = client.post(page(account), {"act": "delete"}, follow=True)
    assert "Nothing was changed." in answer.content.decode()


def test_who_lost_the_second_step_is_let_in_without(client):
    account = AccountFactory()
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    client.post(page(account), {"act": "second-step"})
    assert not Authenticator.objects.exists()
    told = AuditRecord.objects.get(action="second step taken away")
    assert told.changes == {"second_step": [["totp"], []]}


@pytest.mark.parametrize(
    "act",
    [
        acts.close_account,
        acts.reopen_account,
        acts.make_administrator,
        acts.unmake_administrator,
        acts.forget_second_step,
    ],
)
def test_nobody_else_keeps_accounts(act):
    nobody, account = AccountFactory(), AccountFactory()
    with pytest.raises(NotAllowed, match="administrator of the installation"):
        act(account, by=nobody)


def test_who_was_unmade_meanwhile_unmakes_nobody(administrator):
    other = AccountFactory(is_administrator=True)
    stale = Account.objects.get(pk=other.pk)
    acts.unmake_administrator(other, by=administrator)
    with pytest.raises(NotAllowed):
        acts.unmake_administrator(administrator, by=stale)
    assert Account.objects.get(pk=administrator.pk).is_administrator
