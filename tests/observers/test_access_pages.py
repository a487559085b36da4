"""Letting people into a mission: the list, invitations, roles and their end."""

import html
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.enumerations import Role
from missions.models import Account, AuditRecord, Membership
from observers.models import DelegationScope
from observers.teams import team_of
from tests.factories import (
    AccountFactory,
    DelegationFactory,
    MembershipFactory,
    ObserverFactory,
    TeamMemberFactory,
)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.administrator)


def address(name: str, *args) -> str:
    return reverse(name, args=["here", *args])


def role_of(account) -> str:
    return str(Membership.objects.get(account=account, mission__slug="here").role)


def test_the_list_says_who_may_do_what(cast, client):
    text = client.get(address("access_list")).content.decode()
    row = text.split("focal.point@example.org")[1].split("</tr>")[0]
    assert "Focal point of a delegation" in row
    assert "Türkiye" in row
    assert "outsider@example.org" not in text


def test_the_list_is_searched_and_downloaded(cast, client):
    text = client.get(address("access_list"), {"q": "focal"}).content.decode()
    assert "reader@example.org" not in text
    file = client.get(address("access_list"), {"role": "reader", "format": "csv"})
    rows = b"".join(file).decode() if file.streaming else file.content.decode()
    assert "reader@example.org" in rows
    assert "Never signed in" in rows
    assert "focal.point@example.org" not in rows


def test_the_list_asks_the_same_for_few_and_for_many(cast, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address("access_list"))
        return len(queries)

    few = asked()
    for _ in range(27):
        scope = {"delegation": cast.delegation}
        membership = MembershipFactory(mission=cast.mission, role=Role.FOCAL_POINT)
        DelegationScope.objects.create(membership=membership, **scope)
    assert asked() == few <= 15


def test_an_observer_is_invited_by_mail_and_logs_for_their_team(cast, client):
    observer = ObserverFactory(mission=cast.mission, delegation=cast.delegation)
    TeamMemberFactory(team=cast.north_team, observer=observer)
    typed = {
        "email": "new@example.org",
        "name": "New Observer",
        "role": "observer",
        "observer": observer.pk,
        "by_mail": "on",
    }
    answer = client.post(address("access_invite"), typed)
    text = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "The link is sent to new@example.org." in text
    link = re.search(r"http://testserver(/invitation/\S+/)", str(mail.outbox[0].body))
    assert link
    assert link[0] in text
    assert text.count("data:image/svg+xml;base64,") == 1
    theirs = Client()
    theirs.post(link[1], {})
    account = Account.objects.get(email="new@example.org")
    assert team_of(account, cast.mission) == cast.north_team
    assert theirs.get("/")["Location"] == reverse("field_home", args=["here"])


def test_a_link_may_be_printed_and_no_mail_leaves(cast, client):
    typed = {"email": "new@example.org", "name": "New", "role": "reader"}
    text = client.post(address("access_invite"), typed).content.decode()
    assert "http://testserver/invitation/" in text
    assert not mail.outbox
    listed = client.get(address("access_list")).content.decode()
    assert "Invited until" in listed
    assert "/invitation/" not in listed


def test_who_has_an_account_elsewhere_gets_a_notice_and_no_link(cast, client):
    typed = {
        "email": cast.outsider.email,
        "name": "Whatever",
        "role": "reader",
        "by_mail": "on",
    }
    answer = client.post(address("access_invite"), typed, follow=True)
    assert "has an account. The role counts once they take it up" in answer.content.decode()
    assert "/invitation/" not in mail.outbox[0].body
    assert role_of(cast.outsider) == Role.READER


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"role": "focal_point"}, "Say which delegation"),
        ({"email": "reader@example.org"}, "has a role in the mission already"),
        ({"email": "nothing"}, "Enter a valid email address."),
        ({"email": "installation@example.org"}, "administers the whole installation"),
        ({"role": "king"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast, client, typed, sentence):
    said = {"email": "new@example.org", "name": "Somebody New", "role": "reader"} | typed
    text = client.post(address("access_invite"), said).content.decode()
    assert sentence in text
    assert 'value="Somebody New"' in text
    assert not Account.objects.filter(email="new@example.org").exists()


def test_delegations_and_observers_of_another_mission_are_no_choice(cast, client):
    delegation = DelegationFactory(mission=cast.other_mission)
    observer = ObserverFactory(mission=cast.other_mission)
    said = {"email": "new@example.org", "name": "New", "role": "focal_point"}
    for foreign in ({"delegation": delegation.pk}, {"observer": observer.pk, "role": "observer"}):
        text = client.post(address("access_invite"), said | foreign).content.decode()
        assert "Select a valid choice." in text


def test_a_role_is_changed_and_the_delegation_with_it(cast, client):
    membership = cast.focal_point.memberships.get()
    page = address("access_edit", membership.pk)
    client.post(page, {"role": "secretariat"})
    assert role_of(cast.focal_point) == Role.SECRETARIAT
    assert not DelegationScope.objects.filter(membership=membership).exists()
    client.post(page, {"role": "head_of_delegation", "delegation": cast.delegation.pk})
    assert DelegationScope.objects.get(membership=membership).delegation == cast.delegation
    acts = AuditRecord.objects.filter(by=cast.administrator.email).values_list("action", flat=True)
    assert list(acts.order_by("pk")) == [
        "role given",
        "delegation taken away",
        "role given",
        "delegation given",
    ]


def test_an_access_is_taken_away_and_the_account_stays(cast, client, signed_in):
    theirs = signed_in(cast.reader)
    client.post(address("access_end", cast.reader.memberships.get().pk))
    assert theirs.get(reverse("mission_overview", args=["here"])).status_code == 404
    assert theirs.get("/").status_code == 200
    told = AuditRecord.objects.get(action="role taken away")
    assert told.changes == {"account": cast.reader.pk, "role": ["reader", ""]}


def test_nobody_changes_or_ends_their_own_role(cast, client):
    own = cast.administrator.memberships.get()
    text = client.post(address("access_edit", own.pk), {"role": "reader"}).content.decode()
    assert "Nobody changes their own role" in text
    client.post(address("access_end", own.pk))
    assert role_of(cast.administrator) == Role.ADMINISTRATOR


def test_the_last_administrator_stays_where_nobody_stands_above(cast, signed_in):
    cast.installation_administrator.is_administrator = False
    cast.installation_administrator.save()
    second = MembershipFactory(mission=cast.mission, role=Role.ADMINISTRATOR)
    client = signed_in(second.account)
    first = cast.administrator.memberships.get()
    client.post(address("access_end", first.pk))
    assert not Membership.objects.filter(pk=first.pk).exists()
    back = signed_in(cast.administrator)
    assert back.post(address("access_end", second.pk)).status_code == 404


def test_an_installations_administrator_is_given_no_lesser_role(cast, client):
    account = cast.installation_administrator
    mine = MembershipFactory(mission=cast.mission, account=account, role=Role.ADMINISTRATOR)
    text = client.post(address("access_edit", mine.pk), {"role": "reader"}).content.decode()
    assert "administers the whole installation" in text
    assert role_of(account) == Role.ADMINISTRATOR


def test_a_new_link_is_not_offered_for_who_has_a_role_elsewhere(cast, client):
    both = MembershipFactory(mission=cast.mission, role=Role.READER)
    MembershipFactory(mission=cast.other_mission, account=both.account, role=Role.READER)
    text = client.get(address("access_edit", both.pk)).content.decode()
    assert "Only an administrator of the installation can make a link" in text
    assert "Make a new link" not in text
    client.post(address("access_link", both.pk))
    assert not both.account.links.exists()


def test_a_person_who_has_an_account_is_offered_to_nobody_else(cast, client):
    person = ObserverFactory(mission=cast.mission, person__account=AccountFactory())
    said = {"email": "n@example.org", "name": "N", "role": "observer", "observer": person.pk}
    text = client.post(address("access_invite"), said).content.decode()
    assert "Select a valid choice." in text


class TestWhichObserverAnAccountIs:
    def test_the_role_of_an_observer_asks_who_it_is_and_keeps_what_was_typed(self, cast, client):
        typed = {"email": "n@example.org", "name": "New", "role": "observer", "by_mail": "on"}
        answer = client.post(address("access_invite"), typed)
        text = html.unescape(answer.content.decode())
        assert "Say which observer this is" in text
        assert "added first, under People › Observers" in text
        assert 'value="n@example.org"' in text
        assert not Account.objects.filter(email="n@example.org").exists()
        assert not mail.outbox

    def test_another_role_becomes_an_observers_only_with_the_person(self, cast, client):
        reader = MembershipFactory(mission=cast.mission, role=Role.READER)
        page = address("access_edit", reader.pk)
        assert (
            "Say which observer this is" in client.post(page, {"role": "observer"}).content.decode()
        )
        assert role_of(reader.account) == Role.READER
        observer = ObserverFactory(mission=cast.mission)
        said = {"role": "observer", "observer": observer.pk}
        assert client.post(page, said).status_code == 302
        assert role_of(reader.account) == Role.OBSERVER

    def test_who_is_said_to_be_an_observer_is_not_asked_again(self, cast, client):
        elsewhere = MembershipFactory(mission=cast.other_mission, role=Role.READER).account
        observer = ObserverFactory(mission=cast.mission)
        typed = {"email": elsewhere.email, "name": "N", "role": "observer"}
        assert client.post(address("access_invite"), typed | {"observer": observer.pk})
        membership = elsewhere.memberships.get(mission=cast.mission)
        page = address("access_edit", membership.pk)
        assert client.post(page, {"role": "observer"}).status_code == 302

    def test_an_account_that_is_nobodys_is_sent_to_the_administrator(self, cast, client):
        nobody = MembershipFactory(mission=cast.mission, role=Role.OBSERVER).account
        theirs = Client()
        theirs.force_login(nobody)
        for name in ("my_visits", "station_list"):
            text = html.unescape(theirs.get(reverse(name, args=["here"])).content.decode())
            assert "Ask the mission's administrator to say which observer you are" in text
            assert "ask the secretariat to put you in a team" not in text
        assert theirs.get(reverse("field_day", args=["here"])).json()["is_tied"] is False
        tied = ObserverFactory(mission=cast.mission, person__account=nobody)
        assert tied.person.account == nobody
        text = theirs.get(reverse("my_visits", args=["here"])).content.decode()
        assert "Ask the secretariat to put you in one" in text
