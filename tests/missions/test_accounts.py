"""Accounts and the one role each has in a mission."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from missions.actions import give_role, open_account, set_password
from missions.enumerations import Role
from missions.models import AuditRecord
from tests.factories import MissionFactory

pytestmark = pytest.mark.django_db


def opened(email="Ayse@Example.org"):
    return open_account(email=email, name="Ayşe", password="four-words-of-three", by="a test")


def test_an_account_signs_in_with_its_address_however_it_is_capitalised():
    account = opened()
    assert account.email == "ayse@example.org"
    assert authenticate(username="AYSE@example.org", password="four-words-of-three") == account


def test_an_address_has_one_account():
    opened()
    with pytest.raises(IntegrityError):
        opened("AYSE@EXAMPLE.ORG")


def test_a_new_password_replaces_the_old_one():
    account = opened()
    set_password(account, password="another-one", by=None)
    assert authenticate(username=account.email, password="another-one") == account
    assert authenticate(username=account.email, password="four-words-of-three") is None


def test_a_role_replaces_the_one_before_and_says_so_in_the_audit():
    mission, account = MissionFactory(), opened()
    give_role(account, mission=mission, role=Role.READER, by="a test")
    give_role(account, mission=mission, role=Role.SECRETARIAT, by="a test")
    give_role(account, mission=mission, role=Role.SECRETARIAT, by="a test")
    assert [one.role for one in account.memberships.all()] == [Role.SECRETARIAT]
    told = AuditRecord.objects.filter(action="role given").values_list("changes", flat=True)
    assert [changes["role"] for changes in told] == [["", "reader"], ["reader", "secretariat"]]


def test_no_password_stands_in_the_audit():
    account = opened()
    set_password(account, password="another-one", by=None)
    acts = AuditRecord.objects.filter(record_type="missions.account")
    assert [(act.by, act.action, act.changes) for act in acts] == [
        ("system: a test", "account opened", {}),
        ("system", "password set", {}),
    ]
