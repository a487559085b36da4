"""Where somebody is signed in: seen, and ended."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from missions.models import AuditRecord
from missions.sessions import NOTED, device_words
from tests.factories import PASSWORD, AccountFactory

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130"


@pytest.fixture
def account():
    return AccountFactory(email="ayse@example.org")


def entered(account, browser: str) -> Client:
    client = Client(HTTP_USER_AGENT=browser)
    client.post("/sign-in/", {"username": account.email, "password": PASSWORD})
    return client


def writes(client: Client) -> list[str]:
    """The writes that opening the start page takes."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/")
    return [one["sql"] for one in asked if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_one_sees_the_devices_one_is_signed_in_on(account):
    phone = entered(account, PHONE)
    entered(account, DESK)
    text = phone.get(reverse("session_list")).content.decode()
    assert "Safari on iPhone" in text
    assert "Edge on Windows" in text
    assert text.index("This device") < text.index("Edge on Windows")


def test_a_lost_device_is_signed_out(account):
    phone, desk = entered(account, PHONE), entered(account, DESK)
    lost = UserSession.objects.get(user_agent=PHONE)
    desk.post(reverse("session_end", args=[lost.pk]))
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200
    told = AuditRecord.objects.get(action="session ended")
    assert (told.by, told.record_id, told.changes) == (account.email, str(account.pk), {})


def test_all_others_are_signed_out_at_once(account):
    phone, desk, third = entered(account, PHONE), entered(account, DESK), entered(account, DESK)
    answer = desk.post(reverse("session_end_others"), follow=True)
    assert "2 sessions are ended." in answer.content.decode()
    assert [one.get("/").status_code for one in (phone, desk, third)] == [302, 200, 302]


def test_nobody_ends_a_session_of_somebody_else(account):
    phone = entered(account, PHONE)
    theirs = UserSession.objects.get(user=account)
    other = AccountFactory()
    assert entered(other, DESK).post(reverse("session_end", args=[theirs.pk])).status_code == 404
    assert phone.get("/").status_code == 200


def test_a_page_that_is_opened_writes_nothing(account, signed_in):
    for client in (entered(account, PHONE), signed_in(account)):
        assert writes(client) == []


def test_a_device_in_use_is_noted_now_and_then(account):
    client = entered(account, PHONE)
    before = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=before)
    session = client.session
    session[NOTED] = [session.session_key, before.timestamp()]
    session.save()
    assert writes(client)
    assert UserSession.objects.get().last_seen_at > before
    assert writes(client) == []


def test_who_signed_out_is_not_shown_any_more(account):
    phone, desk = entered(account, PHONE), entered(account, DESK)
    phone.post(reverse("logout"))
    assert "iPhone" not in desk.get(reverse("session_list")).content.decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (PHONE, "Safari on iPhone"),
        (DESK, "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_device_is_called_by_what_it_says_it_is(told, words):
    assert device_words(told) == words
