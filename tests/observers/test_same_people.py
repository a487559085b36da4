"""Nobody is merged by name: the form asks who it is, and shows only whom one may know of."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.enumerations import Role
from observers.models import Observer, Person
from observers.same_people import same_people
from tests.cast import Cast
from tests.factories import DelegationFactory, MembershipFactory, ObserverFactory, PersonFactory

ADD = reverse("observer_add", args=["here"])
ASKED = "Is it one of these?"


def typed(cast: Cast, name: str, **more) -> dict:
    said = {"name": name, "nationality": "TR", "delegation": cast.delegation.pk}
    return {**said, "role": "short_term", "accreditation_status": "nominated", **more}


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    """The installation's administrator, who may know everybody."""
    return signed_in(cast.installation_administrator)


@pytest.fixture
def zhyldyz(cast: Cast) -> Person:
    """Somebody who observed in the other mission."""
    person = PersonFactory(name="Zhyldyz Osmonova", email="z@example.org", nationality="TR")
    ObserverFactory(mission=cast.other_mission, person=person)
    return person


@pytest.mark.parametrize(
    "name",
    ["Zhyldyz Osmonova", "OSMONOVA Zhyldyz", "Zhyldiz Osmonova", "Jyldyz Osmonova"],
)
def test_a_like_name_is_asked_about_and_nothing_is_stored_meanwhile(client, cast, zhyldyz, name):
    text = client.post(ADD, typed(cast, name)).content.decode()
    assert ASKED in text
    assert "Zhyldyz Osmonova · " in text
    assert "Mission elsewhere" in text
    assert not Observer.objects.filter(mission=cast.mission, person=zhyldyz).exists()
    assert Person.objects.filter(name__endswith="Osmonova").count() == 1


def test_the_same_address_is_asked_about_whatever_the_name(client, cast, zhyldyz):
    text = client.post(ADD, typed(cast, "J. O.", email="Z@Example.org")).content.decode()
    assert "the same e-mail address" in text


def test_another_name_is_not_asked_about(client, cast, zhyldyz):
    assert client.post(ADD, typed(cast, "Mehmet Yılmaz")).status_code == 302


def test_chosen_the_person_observes_here_too_and_keeps_what_is_known(client, cast, zhyldyz):
    said = typed(cast, "Zhyldyz Osmonova", email="other@example.org", phone="112")
    answer = client.post(ADD, {**said, "same_person": zhyldyz.pk})
    assert answer.status_code == 302
    assert Observer.objects.filter(mission=cast.mission, person=zhyldyz).exists()
    zhyldyz.refresh_from_db()
    assert (zhyldyz.email, zhyldyz.phone) == ("z@example.org", "112")
    assert Person.objects.filter(name="Zhyldyz Osmonova").count() == 1


def test_another_person_of_the_same_name_is_another_person(client, cast, zhyldyz):
    client.post(ADD, {**typed(cast, "Zhyldyz Osmonova"), "same_person": "another"})
    assert Person.objects.filter(name="Zhyldyz Osmonova").count() == 2


def test_who_observes_here_already_is_shown_and_cannot_be_chosen(client, cast):
    here = ObserverFactory(mission=cast.mission, person__name="Zhyldyz Osmonova", code="z-9")
    said = typed(cast, "Zhyldyz Osmonova")
    text = client.post(ADD, said).content.decode()
    assert "z-9" in text
    answer = client.post(ADD, {**said, "same_person": here.person_id})
    assert answer.status_code == 200
    assert Observer.objects.filter(mission=cast.mission, person=here.person).count() == 1


def test_an_administrator_is_shown_nobody_of_missions_they_do_not_administer(
    cast, signed_in, zhyldyz
):
    client = signed_in(cast.administrator)
    said = typed(cast, "Zhyldyz Osmonova", email="z@example.org")
    # Nor can they reach somebody by a number.
    answer = client.post(ADD, {**said, "same_person": zhyldyz.pk})
    assert answer.status_code == 302
    assert not Observer.objects.filter(mission=cast.mission, person=zhyldyz).exists()


def test_a_role_of_another_kind_in_the_other_mission_shows_nobody_either(cast, signed_in, zhyldyz):
    MembershipFactory(mission=cast.other_mission, account=cast.administrator, role=Role.READER)
    answer = signed_in(cast.administrator).post(ADD, typed(cast, "Zhyldyz Osmonova"))
    assert answer.status_code == 302


def test_the_administrator_of_both_missions_is_asked(cast, signed_in, zhyldyz):
    MembershipFactory(
        mission=cast.other_mission, account=cast.administrator, role=Role.ADMINISTRATOR
    )
    text = signed_in(cast.administrator).post(ADD, typed(cast, "Zhyldyz Osmonova"))
    assert ASKED in text.content.decode()


def test_missions_one_may_not_know_of_are_not_told(cast, signed_in, zhyldyz):
    third = ObserverFactory(person=zhyldyz, delegation__name="Secret delegation")
    MembershipFactory(
        mission=cast.other_mission, account=cast.administrator, role=Role.ADMINISTRATOR
    )
    text = signed_in(cast.administrator).post(ADD, typed(cast, "Zhyldyz Osmonova"))
    assert third.mission.title not in text.content.decode()
    assert "Secret delegation" not in text.content.decode()


def test_a_national_of_the_host_stays_one_when_chosen_from_the_registry(client, cast, zhyldyz):
    Person.objects.filter(pk=zhyldyz.pk).update(nationality="KZ")
    said = typed(cast, "Zhyldyz Osmonova", nationality="KG", same_person=zhyldyz.pk)
    answer = client.post(ADD, said)
    assert "No national of the host country observes" in answer.content.decode()
    assert not Observer.objects.filter(mission=cast.mission, person=zhyldyz).exists()


def test_further_names_are_compared_too(cast):
    PersonFactory(name="Жылдыз Осмонова", names={"latin": "Zhyldyz Osmonova"})
    delegation = DelegationFactory(mission=cast.mission)
    found = same_people(
        ["Zhyldiz Osmonova"], "", among=Person.objects.all(), mission=delegation.mission
    )
    assert [str(each.person) for each in found] == ["Жылдыз Осмонова"]


@pytest.mark.parametrize("name", ["", "   ", "—", "a"])
def test_nothing_is_like_everything(cast, name):
    PersonFactory(name="Zhyldyz Osmonova")
    assert not same_people([name], "", among=Person.objects.all(), mission=cast.mission)
