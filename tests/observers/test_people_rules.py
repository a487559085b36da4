"""The rules of accreditation and of teams, tried on many made-up cases; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.models import Mission
from missions.rules import NotAllowed
from observers import rules
from observers.models import (
    AccreditationStatus,
    Delegation,
    DelegationKind,
    Observer,
    Person,
)

HOST = "KZ"
statuses = st.sampled_from(list(AccreditationStatus))
countries = st.sampled_from([HOST, "KG", "AZ", "TR", ""])
kinds = st.sampled_from(list(DelegationKind))


@st.composite
def observers(draw) -> Observer:
    kind = draw(kinds)
    country = draw(countries)
    delegation = Delegation(kind=kind, country=country, code=draw(st.sampled_from(["a", "b"])))
    person = Person(name="Somebody", nationality=draw(countries))
    return Observer(mission=Mission(host_country=HOST), delegation=delegation, person=person)


def allowed(check, *about) -> bool:
    try:
        check(*about)
    except NotAllowed:
        return False
    return True


@given(before=statuses, after=statuses)
def test_an_accreditation_stays_or_goes_a_step_that_is_offered(before, after):
    offered = before == after or after in rules.steps_from(before)
    assert allowed(rules.check_step, before, after) == offered


def test_what_the_host_decided_never_becomes_a_nomination_again_by_itself():
    for decided in (AccreditationStatus.ACCREDITED, AccreditationStatus.REFUSED):
        assert AccreditationStatus.NOMINATED not in rules.steps_from(decided)


def test_every_status_can_be_left_and_reached():
    assert set(rules.STEPS) == set(AccreditationStatus)
    assert {after for steps in rules.STEPS.values() for after in steps} == set(AccreditationStatus)


@given(status=statuses, number=st.sampled_from(["", "A-1"]))
def test_a_number_stands_only_where_the_host_had_the_name(status, number):
    open_one = status in (AccreditationStatus.NOMINATED, AccreditationStatus.SUBMITTED)
    assert allowed(rules.check_number, status, number) == (not number or not open_one)


@given(observer=observers())
def test_the_nationality_speaks_first_and_else_the_delegations_country(observer):
    own, sending = observer.person.nationality, observer.delegation.country
    assert rules.is_national(observer) == ((str(own) or str(sending)) == HOST)


@given(members=st.lists(observers(), max_size=5), reason=st.sampled_from(["", "  ", "Illness."]))
def test_a_team_is_two_or_more_none_of_the_host_of_two_states_or_with_a_reason(members, reason):
    states = {rules.state_of(member) for member in members}
    fine = (
        len(members) > 1
        and not any(rules.is_national(member) for member in members)
        and (len(states) > 1 or bool(reason.strip()))
    )
    assert allowed(rules.check_team, members, reason) == fine


def test_a_mission_without_a_host_has_no_nationals():
    delegation = Delegation(kind=DelegationKind.PARTNER, country="", code="p")
    observer = Observer(mission=Mission(), delegation=delegation, person=Person())
    assert not rules.is_national(observer)


def test_the_refusal_names_the_person_and_the_host():
    delegation = Delegation(kind=DelegationKind.MEMBER_STATE, country="TR", code="tr")
    person = Person(name="Ayşe Kaya", nationality=HOST)
    observer = Observer(mission=Mission(host_country=HOST), delegation=delegation, person=person)
    with pytest.raises(NotAllowed, match="Ayşe Kaya counts as a national of Kazakhstan"):
        rules.check_no_national(observer)
