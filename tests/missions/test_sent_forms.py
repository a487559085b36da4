"""A form that adds, sent twice: one record, and both are led to the same page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.actions.sent_forms import KEPT_FOR
from missions.models import Area, Contact, Meeting, Mission, SentForm
from missions.rules import NotAllowed
from tests.cast import make_cast
from tests.factories import ContactFactory
from tests.forms_of_pages import as_sent

ADD = reverse("meeting_add", args=["here"])
AREA_ADD = reverse("area_add", args=["here"])
TYPED = {"organisation": "Ministry", "category": "government", "date": "2025-03-12"}


@pytest.fixture
def client(cast, signed_in) -> Client:
    return signed_in(cast.secretariat)


def form(client: Client, **typed: str) -> dict[str, Any]:
    """What a newly opened page sends with this typed into it."""
    return as_sent(client.get(ADD), **{**TYPED, **typed})


def test_a_double_click_adds_one_meeting_and_leads_to_the_list_twice(cast, client):
    sent = form(client)
    answers = [client.post(ADD, sent) for _click in range(2)]
    assert [each["Location"] for each in answers] == [reverse("meeting_list", args=["here"])] * 2
    assert Meeting.objects.get().code == "ministry"
    page = client.get(answers[1]["Location"]).content.decode()
    assert page.count("The meeting is added.") == 1


def test_the_same_words_in_a_form_opened_anew_are_another_meeting(cast, client):
    for _time in range(2):
        client.post(ADD, form(client))
    assert {each.code for each in Meeting.objects.all()} == {"ministry", "ministry-2"}


def test_other_words_after_going_back_to_the_same_page_are_another_meeting(cast, client):
    sent = form(client)
    client.post(ADD, sent)
    client.post(ADD, {**sent, "organisation": "Electoral commission"})
    assert Meeting.objects.count() == 2


def test_a_form_without_a_number_is_added_as_it_comes(cast, client):
    for _time in range(2):
        assert client.post(ADD, TYPED).status_code == 302
    assert client.post(ADD, {**TYPED, "opened": "no number"}).status_code == 302
    assert Meeting.objects.count() == 3
    assert not SentForm.objects.exists()


def test_the_number_is_kept_while_errors_are_mended(cast, client):
    sent = form(client, organisation="")
    page = client.post(ADD, sent)
    assert "This field is required." in page.content.decode()
    again = as_sent(page, organisation="Ministry")
    assert again["opened"] == sent["opened"]
    for _click in range(2):
        client.post(ADD, again)
    assert Meeting.objects.count() == 1


def test_what_was_added_a_moment_ago_is_not_told_as_taken(cast, signed_in):
    client = signed_in(cast.administrator)
    sent = as_sent(client.get(AREA_ADD), name="West", code="west", kind="region")
    answers = [client.post(AREA_ADD, sent, follow=True) for _click in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert "The area is added." in answers[1].content.decode()
    assert "is taken" not in answers[1].content.decode()
    assert Area.objects.filter(name="West").count() == 1


def test_a_form_that_is_refused_is_not_remembered(cast, client, monkeypatch):
    def refuse(*told: Any, **more: Any) -> None:
        raise NotAllowed("Not now.")

    sent = form(client)
    with monkeypatch.context() as patched:
        patched.setattr("reports.views.records.keep_record", refuse)
        page = client.post(ADD, sent)
    assert page.status_code == 409
    assert "Not now." in page.content.decode()
    assert not SentForm.objects.exists()
    client.post(ADD, as_sent(page))
    assert Meeting.objects.count() == 1


def test_somebody_elses_number_is_no_matter(cast, client, signed_in):
    sent = form(client)
    client.post(ADD, sent)
    signed_in(cast.second_secretariat).post(ADD, sent)
    assert Meeting.objects.count() == 2


def test_numbers_of_days_ago_are_forgotten(cast, client):
    client.post(ADD, form(client))
    SentForm.objects.update(sent_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))
    client.post(ADD, form(client))
    assert SentForm.objects.count() == 1


def test_a_mission_made_twice_leads_to_the_one(cast, signed_in):
    client = signed_in(cast.installation_administrator)
    address = reverse("mission_new")
    typed = {"title": "Twice", "organisation": "O", "election": "E", "host_country": "KZ"}
    typed |= {"election_type": "presidential", "election_date": "2027-01-10", "timezone": "UTC"}
    sent = as_sent(client.get(address), **typed)
    answers = [client.post(address, sent) for _click in range(2)]
    assert {each["Location"] for each in answers} == {reverse("area_list", args=["twice"])}
    assert Mission.objects.filter(title="Twice").count() == 1


def test_a_contact_moved_by_a_double_click_moves_one_place(cast, signed_in):
    client = signed_in(cast.administrator)
    made = [ContactFactory(mission=cast.mission, duty=duty) for duty in ("One", "Two", "Three")]
    page = client.get(reverse("contact_list", args=["here"])).content.decode()
    number = page.split('name="opened" value="')[-1].split('"')[0]
    for _click in range(2):
        client.post(
            reverse("contact_move", args=["here", made[2].pk]), {"to": "up", "opened": number}
        )
    assert [each.duty for each in Contact.objects.all()] == ["One", "Three", "Two"]


def test_an_invitation_sent_twice_leads_to_where_a_new_link_is_made(cast, signed_in):
    client = signed_in(cast.administrator)
    address = reverse("access_invite", args=["here"])
    sent = as_sent(client.get(address), email="new@example.org", name="New", role="reader")
    assert "new@example.org" in client.post(address, sent).content.decode()
    page = client.post(address, sent, follow=True)
    membership = cast.mission.memberships.get(account__email="new@example.org")
    assert page.redirect_chain == [(reverse("access_edit", args=["here", membership.pk]), 302)]
    assert "make a new one here" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_add_one(signed_in):
    cast = make_cast()
    client = signed_in(cast.secretariat)
    sent = form(client)

    def click(_number: int) -> str:
        try:
            # Each browser's click is a request of its own, on its own connection.
            other = Client()
            other.cookies = client.cookies
            return other.post(ADD, sent)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as clicks:
        led_to = list(clicks.map(click, range(8)))
    assert set(led_to) == {reverse("meeting_list", args=["here"])}
    assert Meeting.objects.count() == SentForm.objects.count() == 1
