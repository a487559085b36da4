"""A day that no clock reaches, and a number that no record has: told, and never stored."""

import pytest
from django.urls import reverse

from observers.models import Team
from tests.forms_of_pages import as_sent
from visits.models import Finding

FAR_AWAY = "A year between 1900 and 2199."


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "1899-12-31T23:59", "2200-01-01T00:00"])
def test_a_finding_of_a_year_far_away_is_told_and_what_was_typed_is_kept(cast, signed_in, when):
    client, address = signed_in(cast.secretariat), reverse("finding_add", args=["here"])
    typed = {"summary": "Police inside.", "theme": "access", "basis": "media"}
    answer = client.post(address, as_sent(client.get(address), occurred_at=when, **typed))
    text = answer.content.decode()
    assert FAR_AWAY in text and "Police inside." in text and when in text
    assert not Finding.objects.exists()


@pytest.mark.parametrize("when", ["1900-01-01T00:00", "2199-12-31T23:59"])
def test_a_finding_of_the_first_and_the_last_of_the_years_is_shown(cast, signed_in, when):
    client, address = signed_in(cast.secretariat), reverse("finding_add", args=["here"])
    typed = {"summary": "Police inside.", "theme": "access", "basis": "media"}
    client.post(address, as_sent(client.get(address), occurred_at=when, **typed))
    kept = Finding.objects.get()
    for page in (
        reverse("finding_list", args=["here"]),
        reverse("finding_detail", args=["here", kept.uuid]),
    ):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("name", ["arrived_from", "arrived_until"])
@pytest.mark.parametrize("when", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_list_narrowed_to_a_year_far_away_says_so(cast, signed_in, name, when):
    address = reverse("visit_waiting", args=["here"])
    assert FAR_AWAY in signed_in(cast.secretariat).get(address, {name: when}).content.decode()


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_history_narrowed_to_a_year_far_away_says_so(cast, signed_in, name):
    client, address = signed_in(cast.administrator), reverse("history_list", args=["here"])
    client.post(reverse("area_add", args=["here"]), {"name": "West", "kind": "region"})
    assert FAR_AWAY in client.get(address, {name: "0001-01-01"}).content.decode()


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000, "³"])
def test_a_member_that_no_number_names_is_told(cast, signed_in, number):
    client, address = signed_in(cast.administrator), reverse("team_add", args=["here"])
    before = Team.objects.count()
    sent = as_sent(client.get(address), code="T9", area=cast.north.pk, members=[number])
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert "Select a valid choice." in answer.content.decode()
    assert Team.objects.count() == before
