"""The mail server, as the environment names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import _mail


def mail(monkeypatch, address: str) -> dict[str, object]:
    monkeypatch.setenv("EMAIL_URL", address)
    return _mail()


@pytest.mark.parametrize("address", ["", "console:"])
def test_without_a_server_mail_is_printed(monkeypatch, address):
    backend = "django.core.mail.backends.console.EmailBackend"
    assert mail(monkeypatch, address) == {"EMAIL_BACKEND": backend}


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtp+tls://mail.example.org:2525", 2525, True, False),
    ],
)
def test_a_server_is_spoken_to_as_its_address_says(monkeypatch, address, port, tls, ssl):
    told = mail(monkeypatch, address)
    assert told["EMAIL_HOST"] == "mail.example.org"
    assert (told["EMAIL_PORT"], told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_user_and_password_may_hold_any_character(monkeypatch):
    told = mail(monkeypatch, "smtps://mission%40example.org:a%2Fb%3Ac@mail.example.org")
    assert told["EMAIL_HOST_USER"] == "mission@example.org"
    assert told["EMAIL_HOST_PASSWORD"] == "a/b:c"


def test_another_address_is_refused_with_what_was_expected(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="must begin with smtp://"):
        mail(monkeypatch, "mail.example.org")
