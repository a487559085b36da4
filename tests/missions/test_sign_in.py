"""Signing in: by password, by code, with a second step; and what keeps others out."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from missions.models import AuditRecord
from tests.factories import PASSWORD, AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory(email="ayse@example.org", name="Ayşe")


def typed(email="ayse@example.org", password=PASSWORD):
    return {"username": email, "password": password}


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def ask_for_code(client: Client, email: str):
    return client.post(reverse("account_request_login_code"), {"email": email})


def sent_code() -> str:
    found = re.search(r"\n    (\S+)\n", str(mail.outbox[-1].body))
    assert found
    return found[1]


class TestByCode:
    """A code that comes by e-mail."""

    def test_one_signs_in_with_a_code(self, account):
        client = Client()
        ask_for_code(client, "AYSE@example.org")
        assert mail.outbox[0].to == ["ayse@example.org"]
        assert mail.outbox[0].subject == "Mushahid: Your code to sign in"
        client.post(reverse("account_confirm_login_code"), {"code": sent_code().lower()})
        assert is_signed_in(client)

    def test_the_code_serves_only_the_browser_that_asked_for_it(self, account):
        ask_for_code(Client(), account.email)
        other = Client()
        ask_for_code(other, "somebody.else@example.org")
        code = re.search(r"\n    (\S+)\n", str(mail.outbox[0].body))
        assert code
        other.post(reverse("account_confirm_login_code"), {"code": code[1]})
        assert not is_signed_in(other)

    def test_after_three_wrong_codes_one_begins_again(self, account):
        client = Client()
        ask_for_code(client, account.email)
        code = sent_code()
        for _ in range(3):
            client.post(reverse("account_confirm_login_code"), {"code": "wrong"})
        client.post(reverse("account_confirm_login_code"), {"code": code})
        assert not is_signed_in(client)

    def test_a_closed_account_gets_no_code(self, account):
        account.is_active = False
        account.save()
        client = Client()
        ask_for_code(client, account.email)
        assert "has no account there" in mail.outbox[0].body

    def test_an_address_without_an_account_is_answered_the_same(self, account):
        known, unknown = Client(), Client()
        ask_for_code(known, account.email)
        ask_for_code(unknown, "nobody@example.org")
        page = reverse("account_confirm_login_code")
        texts = [client.get(page).content.decode() for client in (known, unknown)]
        plain = [re.sub(r'value="\w{64}"', "", text) for text in texts]
        assert plain[0] == plain[1].replace("nobody@", "ayse@")
        assert [message.to for message in mail.outbox] == [[account.email], ["nobody@example.org"]]

    def test_codes_are_not_sent_without_end(self, account):
        for _ in range(6):
            answer = ask_for_code(Client(), account.email)
        assert len(mail.outbox) == 5
        assert "That was tried too often." in answer.content.decode()

    def test_a_mail_server_that_is_away_is_said(self, account, monkeypatch):
        def away(*args, **kwargs):
            raise SMTPServerDisconnected

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        answer = ask_for_code(Client(), account.email)
        assert [str(message) for message in get_messages(answer.wsgi_request)] == [
            "The e-mail could not be sent. Tell who runs this installation."
        ]


class TestPassword:
    """The password: tried too often, forgotten, changed."""

    def test_guessing_is_ended_for_a_while_even_for_the_right_one(self, account):
        for _ in range(10):
            Client().post("/sign-in/", typed(password="wrong"))
        answer = Client().post("/sign-in/", typed())
        assert "That was tried too often." in answer.content.decode()

    def test_who_is_kept_out_by_a_guesser_still_gets_in_by_code(self, account):
        for _ in range(11):
            Client().post("/sign-in/", typed(password="wrong"))
        client = Client()
        ask_for_code(client, account.email)
        client.post(reverse("account_confirm_login_code"), {"code": sent_code()})
        assert is_signed_in(client)

    def test_one_address_may_sign_in_a_whole_mission_but_not_the_world(self, account, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "2/m/ip"}
        statuses = [Client().post("/sign-in/", typed()).status_code for _ in range(3)]
        assert statuses == [302, 302, 429]

    def test_the_limits_hold_for_all_processes(self, account):
        Client().post("/sign-in/", typed(password="wrong"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%login_failed%'")
            assert cursor.fetchone()[0] == 2  # for the account, and for where it was tried from

    def test_a_forgotten_password_is_set_anew_by_mail_once(self, account):
        Client().post(reverse("account_reset_password"), {"email": account.email})
        link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
        assert link
        client = Client()
        page = client.get(link[1], follow=True)
        assert page.redirect_chain[-1][0].endswith("-set-password/")
        new = {"password1": "other words of three", "password2": "other words of three"}
        client.post(page.redirect_chain[-1][0], new)
        assert not is_signed_in(client)
        signed = Client()
        signed.post("/sign-in/", typed(password="other words of three"))
        assert is_signed_in(signed)
        assert "does not work any more" in Client().get(link[1]).content.decode()
        assert AuditRecord.objects.filter(action="password set", by=account.email).count() == 1

    def test_a_forgotten_password_tells_nobody_who_has_an_account(self, account):
        answers = [
            Client().post(reverse("account_reset_password"), {"email": email})
            for email in (account.email, "nobody@example.org")
        ]
        assert answers[0]["Location"] == answers[1]["Location"]

    def test_another_password_signs_out_everywhere_else(self, account, signed_in):
        here, there = signed_in(account), signed_in(account)
        new = {"password1": "other words of three", "password2": "other words of three"}
        wrong = here.post(reverse("account_change_password"), {"oldpassword": "no", **new})
        assert "This is not your password of now." in wrong.content.decode()
        here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
        assert (is_signed_in(here), is_signed_in(there)) == (True, False)

    def test_an_easy_password_is_refused_with_a_sentence(self, account, signed_in):
        new = {"oldpassword": PASSWORD, "password1": "password", "password2": "password"}
        text = signed_in(account).post(reverse("account_change_password"), new).content.decode()
        assert "This password is too common." in text


def with_app(account) -> str:
    """The secret of an app that the account is asked for."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


class TestSecondStep:
    """Codes of an app, recovery codes."""

    def test_the_password_alone_is_not_enough(self, account):
        with_app(account)
        client = Client()
        assert client.post("/sign-in/", typed())["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(client)

    def test_neither_is_a_code_by_mail(self, account):
        with_app(account)
        client = Client()
        ask_for_code(client, account.email)
        client.post(reverse("account_confirm_login_code"), {"code": sent_code()})
        assert not is_signed_in(client)

    def test_with_a_code_of_the_app_one_is_in_and_the_code_is_used_up(self, account):
        code = code_of(with_app(account))
        first, second = Client(), Client()
        for client in (first, second):
            client.post("/sign-in/", typed())
            client.post(reverse("mfa_authenticate"), {"code": code})
        assert (is_signed_in(first), is_signed_in(second)) == (True, False)

    def test_a_recovery_code_works_once(self, account):
        with_app(account)
        code = RecoveryCodes.activate(account).get_unused_codes()[0]
        first, second = Client(), Client()
        for client in (first, second):
            client.post("/sign-in/", typed())
            client.post(reverse("mfa_authenticate"), {"code": code})
        assert (is_signed_in(first), is_signed_in(second)) == (True, False)

    def test_the_page_of_djangos_admin_is_no_way_around_it(self, account):
        answer = Client().get("/admin/login/?next=/admin/")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")

    def test_setting_it_up_asks_for_the_password_once_more(self, account, signed_in):
        client = signed_in(account)
        page = reverse("mfa_activate_totp")
        asked = client.get(page, follow=True)
        assert "Is it you?" in asked.content.decode()
        again = f"{reverse('account_reauthenticate')}?next={page}"
        shown = client.post(again, {"password": PASSWORD}, follow=True).content.decode()
        secret = re.search(r'class="secret">\s*(\w+)', shown)
        assert secret
        client.post(page, {"code": code_of(secret[1])})
        kinds = Authenticator.objects.filter(user=account).values_list("type", flat=True)
        assert set(kinds) == {"totp", "recovery_codes"}

    def test_nobody_removes_anothers_passkey(self, account, signed_in):
        theirs = Authenticator.objects.create(
            user=AccountFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"}
        )
        client = signed_in(account)
        page = reverse("mfa_remove_webauthn", args=[theirs.pk])
        again = f"{reverse('account_reauthenticate')}?next=/"
        client.post(again, {"password": PASSWORD})
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
        assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_signing_in_gives_the_session_another_key(account):
    client = Client()
    ask_for_code(client, account.email)
    before = client.session.session_key
    client.post(reverse("account_confirm_login_code"), {"code": sent_code()})
    assert before
    assert client.session.session_key != before


def test_nobody_opens_an_account_for_themselves(db):
    for name in ("account_email", "account_confirm_email", "account_signup_by_passkey"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    page = Client().get(reverse("account_signup"))
    assert "Accounts are given" in page.content.decode()
    assert Client().post(reverse("account_signup")).status_code == 405


@pytest.mark.parametrize(
    "name", ["account_request_login_code", "account_reset_password", "account_login"]
)
def test_a_nul_in_what_is_typed_is_refused(name):
    assert Client().post(reverse(name), {"email": "\0", "username": "\0"}).status_code == 400


def test_pages_of_signing_in_have_no_script_or_style_written_into_them(account, signed_in):
    names = ["login", "account_request_login_code", "account_reset_password", "account_signup"]
    pages = [(Client(), reverse(name)) for name in names]
    one = signed_in(account)
    one.post(f"{reverse('account_reauthenticate')}?next=/", {"password": PASSWORD})
    own = ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"]
    pages += [(one, reverse(name)) for name in [*own, "session_list", "account_change_password"]]
    for client, address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), address
