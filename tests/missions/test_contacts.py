"""Whom an observer can call: read by everybody, kept by administrators."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import AuditRecord, Contact
from tests.cast import Cast
from tests.factories import ContactFactory

LIST = reverse("contact_list", args=["here"])
ADD = reverse("contact_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def edit(contact: Contact) -> str:
    return reverse("contact_edit", args=["here", contact.pk])


def test_an_observer_calls_and_writes_with_one_touch(cast, signed_in):
    ContactFactory(
        mission=cast.mission, duty="Transport", phone="+7 (727) 250-00-00", email="cars@example.org"
    )
    text = signed_in(cast.observer).get(LIST).content.decode()
    assert 'href="tel:+77272500000"' in text
    assert 'href="mailto:cars@example.org"' in text
    assert text.index("tel:") < text.index("mailto:")
    assert "Edit" not in text


def test_where_there_is_no_contact_each_is_told_what_comes_next(cast, client, signed_in):
    assert "Add whom observers call" in client.get(LIST).content.decode()
    text = signed_in(cast.observer).get(LIST).content.decode()
    assert "Your mission's administrators add whom you can call." in text


def test_a_new_contact_stands_last(cast, client):
    ContactFactory(mission=cast.mission, duty="First")
    text = client.post(ADD, {"duty": "Second", "phone": "112"}, follow=True).content.decode()
    assert "The contact is added." in text
    assert [each.duty for each in Contact.objects.all()] == ["First", "Second"]


def test_a_contact_nobody_can_reach_is_refused_and_what_was_typed_is_kept(cast, client):
    text = client.post(ADD, {"duty": "Transport", "name": "Ayşe"}).content.decode()
    assert "Give a phone number, an e-mail address, or both." in text
    assert 'value="Ayşe"' in text
    assert not Contact.objects.exists()


def test_contacts_change_places(cast, client):
    made = [ContactFactory(mission=cast.mission, duty=duty) for duty in ("One", "Two", "Three")]
    client.post(reverse("contact_move", args=["here", made[2].pk]), {"to": "up"})
    client.post(reverse("contact_move", args=["here", made[0].pk]), {"to": "down"})
    assert [each.duty for each in Contact.objects.all()] == ["Three", "One", "Two"]


def test_the_first_contact_moves_no_further_up(cast, client):
    made = [ContactFactory(mission=cast.mission, duty=duty) for duty in ("One", "Two")]
    client.post(reverse("contact_move", args=["here", made[0].pk]), {"to": "up"})
    assert [each.duty for each in Contact.objects.all()] == ["One", "Two"]
    assert not AuditRecord.objects.filter(action="moved").exists()


def test_the_history_names_a_changed_phone_and_never_says_it(cast, client):
    contact = ContactFactory(mission=cast.mission, duty="Help", phone="112")
    client.post(edit(contact), {"duty": "Help and rescue", "phone": "113"})
    told = AuditRecord.objects.get(action="changed")
    assert told.changes == {"duty": ["Help", "Help and rescue"], "phone": None}
    assert told.account_id == cast.administrator.pk


def test_saving_without_a_change_writes_no_history(cast, client):
    contact = ContactFactory(mission=cast.mission, duty="Help", phone="112")
    client.post(edit(contact), {"duty": "Help", "phone": "112"})
    assert not AuditRecord.objects.filter(action="changed").exists()


def test_a_contact_is_deleted_after_a_question_and_stays_in_the_history(cast, client):
    contact = ContactFactory(mission=cast.mission, duty="Help", phone="112")
    address = reverse("contact_delete", args=["here", contact.pk])
    assert "Delete Help?" in " ".join(client.get(address).content.decode().split())
    assert Contact.objects.exists()
    assert "“Help” is deleted." in client.post(address, follow=True).content.decode()
    assert not Contact.objects.exists()
    told = AuditRecord.objects.get(action="deleted")
    assert told.changes["duty"] == ["Help", ""]
    assert told.changes["phone"] is None


def test_a_contact_deleted_meanwhile_is_not_there(cast, client):
    contact = ContactFactory(mission=cast.mission)
    address = edit(contact)
    contact.delete()
    assert client.get(address).status_code == 404
