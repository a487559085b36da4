"""A lost phone is cut off by the mission's administrator; a phone in the field stays in."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from missions.enumerations import Role
from missions.models import Account, AuditRecord, Membership
from missions.sessions import NOTED
from tests.cast import Cast
from tests.factories import PASSWORD, MembershipFactory
from tests.visits.sending import a_visit

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130"
START = reverse("start")


def entered(account: Account, browser: str) -> Client:
    client = Client(HTTP_USER_AGENT=browser)
    client.post(reverse("login"), {"username": account.email, "password": PASSWORD})
    client.get(START)
    return client


def role_of(account: Account) -> Membership:
    return Membership.objects.get(account=account, mission__slug="here")


def page(account: Account, name: str = "device_list", **further: int) -> str:
    return reverse(name, kwargs={"slug": "here", "pk": role_of(account).pk, **further})


@pytest.fixture
def client(cast: Cast, signed_in):
    return signed_in(cast.administrator)


def test_the_administrator_sees_the_devices_in_words(cast, client):
    entered(cast.observer, PHONE)
    entered(cast.observer, DESK)
    text = client.get(page(cast.observer)).content.decode()
    assert "Chrome on Android" in text
    assert "Edge on Windows" in text
    assert "127.0.0.1" not in text
    listed = client.get(reverse("access_list", args=["here"])).content.decode()
    row = listed.split(f">{cast.observer.email}<")[1].split("</tr>")[0]
    assert page(cast.observer) in row


def test_a_lost_phone_is_cut_off_at_once_and_the_other_device_is_not(cast, client):
    phone, desk = entered(cast.observer, PHONE), entered(cast.observer, DESK)
    lost = UserSession.objects.get(user_agent=PHONE)
    client.post(page(cast.observer, "device_end", session=lost.pk))
    number = uuid4()
    address = reverse("visit_intake", args=["here", number])
    answer = phone.put(address, a_visit(number), content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (401, True)
    assert desk.get(reverse("station_list", args=["here"])).status_code == 200
    told = AuditRecord.objects.get(action="session ended")
    assert (told.by, told.mission_id) == (cast.administrator.email, cast.mission.pk)


def test_all_devices_are_cut_off_in_every_mission(cast, client):
    MembershipFactory(mission=cast.other_mission, account=cast.observer, role=Role.READER)
    devices = [entered(cast.observer, browser) for browser in (PHONE, DESK)]
    text = client.post(page(cast.observer, "device_end_all"), follow=True).content.decode()
    assert "2 devices are signed out." in text
    assert [device.get(START).status_code for device in devices] == [302, 302]
    assert "Signed in on no device" in text


def test_the_administrators_own_device_stays(cast):
    own, other = entered(cast.administrator, DESK), entered(cast.administrator, PHONE)
    text = own.post(page(cast.administrator, "device_end_all"), follow=True).content.decode()
    assert "1 device is signed out." in text
    assert "This device" in text
    assert other.get(START).status_code == 302


def test_a_device_of_somebody_else_is_not_ended_by_a_wrong_number(cast, client):
    entered(cast.secretariat, DESK)
    session = UserSession.objects.get(user=cast.secretariat)
    answer = client.post(page(cast.observer, "device_end", session=session.pk))
    assert answer.status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_devices_of_who_did_not_take_the_role_up_are_none_of_the_missions(cast, client):
    role = MembershipFactory(
        mission=cast.mission, account=cast.outsider, taken_up_at=None, taken_up_how=""
    )
    theirs = entered(cast.outsider, PHONE)
    for name in ("device_list", "device_end_all"):
        address = reverse(name, args=["here", role.pk])
        answer = client.get(address) if name == "device_list" else client.post(address)
        assert answer.status_code == 404
    assert theirs.get(START).status_code == 200


def test_who_administers_the_installation_is_signed_out_by_one_who_does(cast, client):
    account = cast.installation_administrator
    MembershipFactory(mission=cast.mission, account=account, role=Role.READER)
    theirs = entered(account, DESK)
    text = client.post(page(account, "device_end_all"), follow=True).content.decode()
    assert "only another one that does signs it out" in text
    assert theirs.get(START).status_code == 200


def test_the_list_of_accounts_asks_the_same_for_few_and_for_many_devices(cast, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("access_list", args=["here"]))
        return len(queries)

    entered(cast.observer, PHONE)
    few = asked()
    for number in range(30):
        said = {"ip": "192.0.2.1", "user_agent": PHONE, "session_key": f"key {number}"}
        UserSession.objects.create(user=cast.secretariat, **said)
    assert asked() == few <= 15


def test_a_phone_that_sends_stays_signed_in_for_thirty_days_more(cast):
    phone = entered(cast.observer, PHONE)
    session, long_ago = phone.session, timezone.now() - timedelta(days=29)
    session[NOTED] = [session.session_key, int(time.time()) - 29 * 24 * 3600]
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))
    UserSession.objects.update(last_seen_at=long_ago)
    number = uuid4()
    address = reverse("visit_intake", args=["here", number])
    answer = phone.put(address, a_visit(number), content_type="application/json")
    assert answer.status_code == 201
    assert answer.cookies["sessionid"]["max-age"] == 30 * 24 * 3600
    assert UserSession.objects.get().last_seen_at > long_ago + timedelta(days=28)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=29)
