"""Delegations on their pages: the quota, the head, and what keeps one from being deleted."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import AuditRecord, Mission
from observers.models import Delegation, Observer, ObserverRole
from tests.cast import Cast
from tests.factories import DelegationFactory, MembershipFactory, ObserverFactory, PersonFactory

LIST = reverse("delegation_list", args=["here"])
ADD = reverse("delegation_add", args=["here"])
KYRGYZSTAN = {"name": "Kyrgyzstan", "code": "kg", "kind": "member_state", "country": "KG"}


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


@pytest.fixture
def kyrgyzstan(cast: Cast) -> Delegation:
    return DelegationFactory(mission=cast.mission, quota=6, **KYRGYZSTAN)


def of(delegation: Delegation, name: str, **more) -> Observer:
    person = PersonFactory(name=name, nationality="KG")
    return ObserverFactory(mission=delegation.mission, delegation=delegation, person=person, **more)


def edit(delegation: Delegation) -> str:
    return reverse("delegation_edit", args=["here", delegation.pk])


def heads(delegation: Delegation) -> list[str]:
    found = delegation.observers.filter(role=ObserverRole.HEAD_OF_DELEGATION)
    return [str(each) for each in found.order_by("code")]


def test_the_list_counts_who_is_named_against_the_quota(client, kyrgyzstan):
    for status in ("nominated", "submitted", "accredited", "accredited", "refused", "withdrawn"):
        of(kyrgyzstan, "Somebody", accreditation_status=status)
    Observer.objects.filter(accreditation_status="submitted").update(pledge_signed_on="2025-03-01")
    text = client.get(LIST).content.decode()
    assert "4 of 6, 2 still owed" in text
    assert "1 of 4" in text


@pytest.mark.parametrize(
    ("quota", "words"),
    [(None, "1 named, no quota"), (1, "1 of 1, complete"), (0, "1 of 0, 1 more than asked")],
)
def test_the_quota_is_told_in_words(client, kyrgyzstan, quota, words):
    Delegation.objects.filter(pk=kyrgyzstan.pk).update(quota=quota)
    of(kyrgyzstan, "Somebody")
    assert words in client.get(LIST).content.decode()


def test_the_list_narrows_to_delegations_that_owe_names(client, cast, kyrgyzstan):
    full = DelegationFactory(mission=cast.mission, name="Fullstate", quota=1)
    of(full, "Somebody")
    text = client.get(f"{LIST}?owes=on").content.decode()
    assert "Kyrgyzstan" in text
    assert "Fullstate" not in text


def test_a_delegation_is_added_with_its_further_names_and_audited(client, cast):
    answer = client.post(ADD, {**KYRGYZSTAN, "quota": "6", "names_native": "Кыргызстан"})
    assert answer.status_code == 302
    made = Delegation.objects.get(code="kg")
    assert (made.mission, made.quota, made.names) == (cast.mission, 6, {"native": "Кыргызстан"})
    told = AuditRecord.objects.get(record_type="observers.delegation", record_id=made.pk)
    assert told.by == cast.administrator.email
    assert told.changes["quota"] == ["", 6]


def test_a_member_state_without_its_country_is_refused_and_what_was_typed_is_kept(client):
    answer = client.post(ADD, {**KYRGYZSTAN, "country": ""})
    text = answer.content.decode()
    assert "A delegation of a member state names its country." in text
    assert 'value="Kyrgyzstan"' in text
    assert not Delegation.objects.filter(code="kg").exists()


def test_choosing_another_head_moves_the_role_and_both_are_told_in_the_audit(client, kyrgyzstan):
    first = of(kyrgyzstan, "First Head", role=ObserverRole.HEAD_OF_DELEGATION)
    second = of(kyrgyzstan, "Second Head")
    client.post(edit(kyrgyzstan), {**KYRGYZSTAN, "quota": "6", "head": second.pk})
    assert heads(kyrgyzstan) == ["Second Head"]
    told = AuditRecord.objects.filter(record_type="observers.observer")
    assert {act.record_id: act.changes for act in told} == {
        str(first.pk): {"role": ["head_of_delegation", "short_term"]},
        str(second.pk): {"role": ["short_term", "head_of_delegation"]},
    }
    assert "Second Head" in client.get(LIST).content.decode()


def test_saving_a_delegation_as_it_is_moves_no_role(client, kyrgyzstan):
    head = of(kyrgyzstan, "First Head", role=ObserverRole.HEAD_OF_DELEGATION)
    client.post(edit(kyrgyzstan), {**KYRGYZSTAN, "quota": "6", "head": head.pk})
    assert heads(kyrgyzstan) == ["First Head"]
    assert not AuditRecord.objects.exists()


def test_nobody_of_another_delegation_can_be_made_its_head(client, cast, kyrgyzstan):
    stranger = of(DelegationFactory(mission=cast.mission), "Stranger")
    answer = client.post(edit(kyrgyzstan), {**KYRGYZSTAN, "head": stranger.pk})
    assert answer.status_code == 200
    assert heads(kyrgyzstan) == []


def test_an_interpreter_and_who_withdrew_are_not_offered_as_heads(client, kyrgyzstan):
    of(kyrgyzstan, "Interpreting One", role=ObserverRole.INTERPRETER)
    of(kyrgyzstan, "Withdrawn One", accreditation_status="withdrawn")
    of(kyrgyzstan, "Ordinary One")
    text = client.get(edit(kyrgyzstan)).content.decode()
    assert "Ordinary One" in text
    assert "Interpreting One" not in text
    assert "Withdrawn One" not in text


def test_a_delegation_cannot_become_the_hosts(client, kyrgyzstan):
    person = PersonFactory(name="Unknown Nationality", nationality="")
    ObserverFactory(mission=kyrgyzstan.mission, delegation=kyrgyzstan, person=person)
    answer = client.post(edit(kyrgyzstan), {**KYRGYZSTAN, "country": "KZ"})
    assert answer.status_code == 409
    assert "No national of the host country observes" in answer.content.decode()
    kyrgyzstan.refresh_from_db()
    assert kyrgyzstan.country == "KG"


def test_a_delegation_with_observers_stays_and_says_why(client, kyrgyzstan):
    of(kyrgyzstan, "Somebody")
    address = reverse("delegation_delete", args=["here", kyrgyzstan.pk])
    answer = client.post(address)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "1 observer" in text
    assert f"{reverse('observer_list', args=['here'])}?delegation=kg" in text
    assert Delegation.objects.filter(pk=kyrgyzstan.pk).exists()


def test_a_delegation_that_an_account_acts_for_stays(client, cast):
    delegation = DelegationFactory(mission=cast.mission)
    membership = MembershipFactory(mission=cast.mission, role="focal_point")
    delegation.scopes.create(membership=membership)
    client.post(reverse("delegation_delete", args=["here", delegation.pk]))
    assert Delegation.objects.filter(pk=delegation.pk).exists()


def test_a_change_of_delegations_moves_the_evidence_on(client, cast):
    client.post(ADD, KYRGYZSTAN)
    assert Mission.objects.get(slug="here").evidence_version == 1


def test_three_and_thirty_delegations_take_the_same_queries(client, cast, query_count):
    def rows(n: int) -> int:
        for _each in range(n):
            of(DelegationFactory(mission=cast.mission), "Head", role="head_of_delegation")
        return query_count(lambda: client.get(LIST))

    few, many = rows(3), rows(27)
    assert few == many <= 15
