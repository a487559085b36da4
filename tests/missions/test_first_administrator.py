"""The link by which an installation without accounts gets its first administrator."""

import re
import socket
import threading
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from config import gunicorn
from missions.actions.links import become_first_administrator, make_first_administrator_link
from missions.first_administrator import announcement
from missions.management.commands.runserver import Command
from missions.models import Account, AuditRecord, OneTimeLink
from missions.rules import NotAllowed
from tests.factories import AccountFactory

TYPED = {
    "name": "Ayşe Yılmaz",
    "email": "Ayse@Example.org",
    "password": "four words of three",
    "password_again": "four words of three",
}


def address(secret: str) -> str:
    return f"/first-administrator/{secret}/"


@pytest.fixture
def link(db) -> str:
    """Where a new link leads."""
    return address(make_first_administrator_link(by="a test"))


def test_who_opens_the_link_becomes_administrator_and_is_signed_in(link):
    client = Client()
    assert 'name="password_again"' in client.get(link).content.decode()
    answer = client.post(link, TYPED)
    assert answer["Location"] == "/"
    account = Account.objects.get()
    assert (account.email, account.is_administrator) == ("ayse@example.org", True)
    assert (account.is_staff, account.is_superuser) == (False, False)
    assert client.get("/").status_code == 200
    typed = {"username": TYPED["email"], "password": TYPED["password"]}
    assert Client().post("/sign-in/", typed).status_code == 302


def test_a_link_works_once(link):
    Client().post(link, TYPED)
    for answer in (Client().get(link), Client().post(link, TYPED)):
        assert answer.status_code == 410
        assert "works only once" in answer.content.decode()
    assert Account.objects.count() == 1


def test_opening_a_link_without_sending_the_form_does_not_use_it_up(link):
    for _ in range(2):
        assert Client().get(link).status_code == 200
    assert Client().head(link).status_code == 200


@pytest.mark.parametrize("secret", ["unknown", "é", "x" * 3000])
def test_an_unknown_link_is_said_to_be_unknown(db, secret):
    answer = Client().get(address(secret))
    assert answer.status_code == 404
    assert "This link is not known" in answer.content.decode()


def test_a_link_with_a_nul_in_it_is_refused(db):
    assert Client().get("/first-administrator/%00/").status_code == 400


def test_a_link_whose_time_is_over_says_so(link):
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().post(link, TYPED)
    assert answer.status_code == 410
    assert "does not work any more" in answer.content.decode()


def test_a_new_link_ends_the_older_one(link):
    newer = address(make_first_administrator_link(by="a test"))
    assert Client().get(link).status_code == 410
    assert Client().get(newer).status_code == 200


def test_a_link_lets_nobody_in_once_there_is_an_account(link):
    AccountFactory()
    answer = Client().post(link, TYPED)
    assert answer.status_code == 410
    assert "has its first administrator already" in answer.content.decode()
    assert not Account.objects.filter(is_administrator=True).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"password_again": "something else"}, "The two passwords are not the same."),
        ({"password": "short", "password_again": "short"}, "This password is too short"),
        ({"email": "not an address"}, "Enter a valid email address."),
        ({"name": " "}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(link, wrong, sentence):
    typed = TYPED | wrong
    text = Client().post(link, typed).content.decode()
    assert sentence in text
    assert f'value="{typed["email"]}"' in text
    assert not Account.objects.exists()


def test_only_the_hash_of_the_secret_is_kept_anywhere(db):
    secret = make_first_administrator_link(by="a test")
    Client().post(address(secret), TYPED)
    kept = [str(list(model.objects.values())) for model in (OneTimeLink, AuditRecord, Account)]
    assert not [text for text in kept if secret in text]


def test_the_audit_tells_of_the_link_and_of_the_administrator(link):
    Client().post(link, TYPED)
    told = AuditRecord.objects.order_by("pk").values_list("by", "action", "changes")
    assert list(told) == [
        ("system: a test", "link made", {}),
        ("ayse@example.org", "account opened", {"is_administrator": [False, True]}),
        ("ayse@example.org", "link used", {}),
    ]


def test_the_link_leaks_to_no_other_site_and_is_not_kept_by_the_browser(link):
    answer = Client().get(link)
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_becomes_administrator():
    secret = make_first_administrator_link(by="a test")
    both, refused = threading.Barrier(2), []

    def become(email: str) -> None:
        both.wait()
        try:
            become_first_administrator(secret, name="N", email=email, password="four words")
        except NotAllowed as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    people = [threading.Thread(target=become, args=[f"{n}@example.org"]) for n in "ab"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert Account.objects.count() == 1
    assert refused == ["This link was used already, and works only once."]


class TestWhatTheServerPrints:
    """At the start of gunicorn and of Django's own server."""

    def test_a_link_that_works_is_printed(self, db):
        text = announcement("http://127.0.0.1:8000")
        path = re.search(r"http://127\.0\.0\.1:8000(/first-administrator/\S+/)\n", text)
        assert path
        assert "for 24 hours" in text
        assert Client().get(path[1]).status_code == 200

    def test_nothing_is_printed_where_somebody_has_an_account(self, db):
        AccountFactory()
        assert announcement("http://127.0.0.1:8000") == ""
        assert not OneTimeLink.objects.exists()

    def test_the_address_of_the_installation_comes_before_where_it_listens(self, db, settings):
        settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org", "https://observe.example.org"]
        text = announcement("http://127.0.0.1:8000")
        assert "    https://observe.example.org/first-administrator/" in text

    def test_gunicorn_prints_it(self, db, capsys):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            gunicorn.greet_first_administrator(SimpleNamespace(sockets=[listener]))
        assert f"http://127.0.0.1:{port}/first-administrator/" in capsys.readouterr().out

    def test_a_socket_without_an_address_is_of_this_machine(self):
        with socket.socket(socket.AF_UNIX) as listener:
            assert gunicorn.listening_at([listener]) == "http://localhost"

    def test_djangos_own_server_prints_it(self, db):
        said = StringIO()
        command = Command(stdout=said)
        command.addr, command._raw_ipv6 = "127.0.0.1", False
        command.on_bind(8001)
        assert "http://127.0.0.1:8001/first-administrator/" in said.getvalue()
