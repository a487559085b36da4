"""Saving and deleting one record: told field by field, and only where nothing depends on it."""

import pytest
from django.apps import apps
from django.urls import reverse

from missions.actions.keeping import delete_record, save_record
from missions.deleting import WAYS, dependents_of
from missions.forms.records import free_code
from missions.models import Area, AuditRecord
from missions.rules import NotAllowed
from observers.models import TeamMember
from tests.factories import (
    AreaFactory,
    ContactFactory,
    MeetingFactory,
    StationFactory,
    TeamFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


def test_a_new_record_is_told_with_all_it_says():
    area = AreaFactory()
    new = Area(mission=area.mission, code="east", name="East", kind="district", parent=area)
    changes = save_record(new, mission=area.mission, by="tests")
    assert changes == {
        "code": ["", "east"],
        "name": ["", "East"],
        "kind": ["", "district"],
        "parent": ["", area.code],
    }
    assert AuditRecord.objects.get(action="created").changes == changes


def test_a_changed_record_is_told_field_by_field():
    area = AreaFactory(name="Noth")
    area.name, area.names = "North", {"kk": "Солтүстік"}
    save_record(area, mission=area.mission, by="tests")
    assert AuditRecord.objects.get(action="changed").changes == {
        "name": ["Noth", "North"],
        "names": [{}, {"kk": "Солтүстік"}],
    }


def test_a_code_taken_meanwhile_is_refused_with_a_sentence():
    area = AreaFactory(code="east")
    with pytest.raises(NotAllowed, match="choose another"):
        save_record(
            Area(mission=area.mission, code="east", kind="city"), mission=area.mission, by="tests"
        )


def test_what_depends_on_a_record_is_counted_kind_by_kind():
    area = AreaFactory()
    StationFactory(mission=area.mission, area=area)
    StationFactory(mission=area.mission, area=area)
    MeetingFactory(mission=area.mission, area=area)
    assert sorted(map(str, dependents_of(area))) == ["1 meeting", "2 polling stations"]


def test_a_record_something_depends_on_is_not_deleted():
    area = AreaFactory(name="North")
    StationFactory(mission=area.mission, area=area)
    with pytest.raises(NotAllowed, match="North is not deleted: 1 polling station"):
        delete_record(area, mission=area.mission, by="tests")
    assert Area.objects.filter(pk=area.pk).exists()
    assert not AuditRecord.objects.exists()


def test_parts_of_a_record_go_with_it():
    team = TeamFactory()
    TeamMemberFactory(team=team)
    with pytest.raises(NotAllowed, match="1 team member"):
        delete_record(team, mission=team.mission, by="tests")
    delete_record(team, mission=team.mission, by="tests", parts=(TeamMember,))
    assert not TeamMember.objects.exists()


def test_a_record_deleted_twice_is_refused_the_second_time():
    contact = ContactFactory()
    twice = type(contact).objects.get(pk=contact.pk)
    delete_record(contact, mission=contact.mission, by="tests")
    with pytest.raises(NotAllowed, match="meanwhile"):
        delete_record(twice, mission=twice.mission, by="tests")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Almaty City", "almaty-city"),
        ("İzmir Çeşme", "izmir-cesme"),
        ("Алматы", "алматы"),
        ("", "area"),
    ],
)
def test_a_code_is_made_from_words_in_any_script(words, code):
    assert free_code(words, set(), "area") == code
    assert free_code(words, {code}, "area") == f"{code}-2"


@pytest.mark.parametrize("kinds", WAYS, ids=" of ".join)
def test_every_way_to_what_depends_on_a_record_leads_somewhere(kinds):
    dependent, record = (apps.get_model(kind) for kind in kinds)
    assert record in {field.related_model for field in dependent._meta.fields}
    assert reverse(WAYS[kinds][1], args=["here"])


def test_what_was_counted_on_meanwhile_is_not_taken_back():
    mission = AreaFactory().mission
    opened = type(mission).objects.get(pk=mission.pk)
    type(mission).objects.filter(pk=mission.pk).update(evidence_version=7)
    opened.thin_below = 9
    save_record(opened, mission=opened, by="tests")
    mission.refresh_from_db()
    assert (mission.thin_below, mission.evidence_version) == (9, 7)


def test_a_record_that_was_deleted_meanwhile_does_not_come_back():
    area = AreaFactory(name="Noth")
    Area.objects.filter(pk=area.pk).delete()
    area.name = "North"
    with pytest.raises(NotAllowed, match="deleted this record meanwhile"):
        save_record(area, mission=area.mission, by="tests")
    assert not Area.objects.filter(pk=area.pk).exists()
