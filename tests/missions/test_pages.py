"""Signing in, the start page, and the frame that every page wears."""

import re
from html import unescape

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.views.defaults import server_error

from missions.access import public
from missions.enumerations import Role
from tests.cast import Cast, account_in
from tests.factories import PASSWORD, AccountFactory, MembershipFactory


@pytest.fixture
def stations(cast: Cast) -> str:
    return reverse("station_list", args=[cast.mission.slug])


def test_one_signs_in_with_e_mail_and_password_and_is_led_to_the_mission(cast):
    client = Client()
    sign_in = client.get("/", follow=True)
    assert 'type="password"' in sign_in.content.decode()
    typed = {"username": "OBSERVER@example.org", "password": PASSWORD}
    response = client.post(reverse("login"), typed, follow=True)
    assert response.redirect_chain[-1][0] == reverse("field_home", args=["here"])


def test_a_wrong_password_is_answered_in_plain_words(cast):
    response = Client().post(
        reverse("login"), {"username": cast.observer.email, "password": "not this"}
    )
    assert "This e-mail address and password do not match." in response.content.decode()


def test_after_a_wrong_password_the_password_is_what_is_typed_again(cast):
    typed = {"username": cast.observer.email, "password": "not this"}
    fields = Client().post(reverse("login"), typed).content.decode().split("<input")
    focused = [field for field in fields if "autofocus" in field.split(">")[0]]
    assert ['name="password"' in field for field in focused] == [True]


def test_signing_in_leads_to_no_other_site(cast):
    typed = {"username": cast.reader.email, "password": PASSWORD, "next": "https://example.com/"}
    response = Client().post(reverse("login"), typed)
    assert response["Location"] == reverse("start")


def test_one_signs_out_by_a_button_and_not_by_a_link(cast, signed_in):
    client = signed_in(cast.observer)
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert client.get("/").status_code == 302


def test_who_is_in_several_missions_chooses_among_them(cast, signed_in):
    account = account_in(cast.mission, Role.SECRETARIAT, "Both")
    MembershipFactory(mission=cast.other_mission, account=account, role=Role.OBSERVER)
    text = signed_in(account).get("/").content.decode()
    assert "Mission here" in text
    assert "Mission elsewhere" in text
    assert "Your role: Secretariat." in text
    assert "Your role: Observer." in text


def test_a_mission_of_others_is_not_shown(cast, signed_in):
    account = account_in(cast.mission, Role.FOCAL_POINT, "Alone")
    text = signed_in(account).get("/", follow=True).content.decode()
    assert "Mission here" in text
    assert "Mission elsewhere" not in text


def test_who_is_in_no_mission_is_told_whom_to_ask(db, signed_in):
    text = signed_in(AccountFactory()).get("/").content.decode()
    assert "You are in no mission yet" in text


def links(text: str) -> list[str]:
    """The words of the mission's navigation, in order."""
    navigation = text.split('class="mission-nav"')[1].split("</nav>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in navigation.split("<li>")[1:]]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.OBSERVER,
            ["Field app", "Stations", "My visits", "Findings", "My team", "Contacts"],
        ),
        (Role.SECRETARIAT, ["Overview", "Stations", "Visits", "Statement", "Records", "People"]),
        (
            Role.HEAD_OF_MISSION,
            ["Overview", "Stations", "Visits", "Statement", "Records", "People"],
        ),
        (Role.ADMINISTRATOR, ["Overview", "Stations", "History", "People", "Set-up"]),
    ],
)
def test_the_navigation_leads_where_the_role_may_go(cast, signed_in, stations, role, expected):
    text = signed_in(cast.of_role(role)).get(stations).content.decode()
    assert links(text) == expected
    assert text.count('aria-current="page"') == 1


def test_every_page_can_be_skipped_to_its_content(cast, signed_in, stations):
    text = signed_in(cast.observer).get(stations).content.decode()
    assert text.index('href="#main"') < text.index("<header")
    assert 'id="main"' in text


def test_a_demonstration_says_so_and_a_real_mission_does_not(cast, signed_in, stations):
    client = signed_in(cast.observer)
    assert "Reconstructed demonstration" not in client.get(stations).content.decode()
    cast.mission.demo = True
    cast.mission.save()
    assert "Reconstructed demonstration" in client.get(stations).content.decode()


def test_no_page_has_script_or_style_written_into_it(cast, signed_in, stations):
    client = signed_in(cast.observer)
    for address in ("/", stations, reverse("visit_log", args=["here", "voting"]), "/nothing/"):
        text = client.get(address, follow=True).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), address


def test_an_address_with_nothing_behind_it_says_so(cast, signed_in):
    response = signed_in(cast.observer).get("/nothing/")
    assert response.status_code == 404
    assert "There is nothing at this address, or it is not yours to see." in (
        response.content.decode()
    )


def test_a_mission_of_others_looks_like_one_that_does_not_exist(cast, signed_in):
    client = signed_in(cast.observer)
    hidden = client.get(reverse("station_list", args=["elsewhere"]))
    missing = client.get(reverse("station_list", args=["no-such-mission"]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert _without_token(hidden) == _without_token(missing)


def _without_token(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken"\s+value="[^"]*"', "", response.content.decode())


def test_what_a_role_may_not_do_is_refused_with_a_sentence(cast, signed_in, stations):
    response = signed_in(cast.reader).get(stations)
    assert response.status_code == 403
    assert "Your role in this mission does not let you open this page" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "page", "helper"),
    [
        ("reader", "station_list", "ask the secretariat, or an administrator of the mission"),
        ("administrator", "visit_waiting", "another administrator of the mission can give you"),
        ("secretariat", "area_list", "the work of the mission's administrators"),
        ("head_of_mission", "area_list", "the work of the mission's administrators"),
    ],
)
def test_a_refusal_says_by_the_role_who_can_help(cast, signed_in, role, page, helper):
    response = signed_in(cast.of_role(role)).get(reverse(page, args=["here"]))
    assert response.status_code == 403
    assert helper in " ".join(unescape(response.content.decode()).split())


def test_a_fault_is_told_without_details():
    request = HttpRequest()
    response = public(server_error)(request)
    assert response.status_code == 500
    assert "The fault is ours, not yours." in response.content.decode()
