"""A second import beside what was changed on the pages of people, teams and plans."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.enumerations import Role
from missions.models import Mission
from observers.models import Delegation, Deployment, Observer, Team
from tests.cast import account_in
from tests.factories import ObserverFactory
from tests.reports.folder import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(tmp_path) -> Client:
    """An administrator of the small mission, which was imported."""
    small.bring_in(tmp_path, small.folder())
    client = Client()
    client.force_login(account_in(Mission.objects.get(), Role.ADMINISTRATOR, "Administrator"))
    return client


def post(client: Client, name: str, pk: int, said: dict) -> None:
    answer = client.post(reverse(name, args=[small.SLUG, pk]), said)
    assert answer.status_code == 302, answer.context["form"].errors


def observer_said(**more) -> dict:
    one = Observer.objects.get(code="o1")
    said = {"code": "o1", "name": "Observer 1", "nationality": "TR", "email": "one@example.org"}
    said |= {"delegation": one.delegation_id, "role": "short_term"}
    return {**said, "accreditation_status": "accredited", **more}


def test_an_observer_changed_on_the_page_is_refused_by_name(client, tmp_path):
    one = Observer.objects.get(code="o1")
    post(client, "observer_edit", one.pk, observer_said(accreditation_status="withdrawn"))
    content = small.with_cell("observers", 1, "accreditation_status", "refused")
    (sentence,) = small.refusal(tmp_path, content)
    assert "observers.csv, line 2" in sentence
    assert "o1 was changed here since the last import" in sentence


def test_a_phone_changed_on_the_page_is_held_against_the_row_too(client, tmp_path):
    post(client, "observer_edit", Observer.objects.get(code="o1").pk, observer_said(phone="112"))
    (sentence,) = small.refusal(tmp_path, small.with_cell("observers", 1, "phone", "113"))
    assert "o1 was changed here since the last import" in sentence


def test_who_joined_on_the_page_stays_and_others_are_imported_as_ever(client, tmp_path):
    post(client, "observer_edit", Observer.objects.get(code="o1").pk, observer_said(phone="112"))
    content = small.with_cell("observers", 2, "institution", "Parliament")
    small.bring_in(tmp_path, content)
    assert Observer.objects.get(code="o1").person.phone == "112"
    assert Observer.objects.get(code="o2").institution == "Parliament"


def test_saving_a_form_as_it_is_leaves_the_row_to_the_folder(client, tmp_path):
    post(client, "observer_edit", Observer.objects.get(code="o1").pk, observer_said())
    small.bring_in(tmp_path, small.with_cell("observers", 1, "institution", "Parliament"))
    assert Observer.objects.get(code="o1").institution == "Parliament"


def test_a_head_chosen_on_the_page_is_held_against_the_observers_row(client, tmp_path):
    delegation = Delegation.objects.get(code="tr")
    head = Observer.objects.get(code="o1")
    said = {"code": "tr", "name": "Turkey", "kind": "member_state", "country": "TR"}
    post(client, "delegation_edit", delegation.pk, {**said, "head": head.pk})
    (sentence,) = small.refusal(tmp_path, small.with_cell("observers", 1, "role", "long_term"))
    assert "o1 was changed here" in sentence
    # The delegation's own row was not touched.
    content = small.with_cell("delegations", 1, "quota", "4")
    small.bring_in(tmp_path, content)
    assert Delegation.objects.get(code="tr").quota == 4


def test_a_team_whose_members_changed_on_the_page_is_refused_by_name(client, tmp_path):
    team = Team.objects.get(code="t1")
    third = ObserverFactory(
        mission=team.mission, delegation=Delegation.objects.get(code="tr"), code="o4"
    )
    second = Observer.objects.get(code="o2")
    said = {"code": "t1", "area": team.area_id, "members": [second.pk, third.pk]}
    post(client, "team_edit", team.pk, said)
    (sentence,) = small.refusal(tmp_path, small.folder())
    assert "teams.csv, line 2, column members" in sentence
    assert "t1 was changed here" in sentence


def test_a_time_changed_on_the_page_is_held_against_the_plans_row(client, tmp_path):
    planned = Deployment.objects.get()
    post(client, "deployment_edit", planned.pk, {"planned_at": "2025-03-16T10:00"})
    content = small.with_cell("deployments", 1, "planned_at", "2025-03-16T11:00")
    (sentence,) = small.refusal(tmp_path, content)
    assert "t1 + s1 + voting was changed here" in sentence
