"""Missions, areas and stations keep their own rules, past every page."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from missions.enumerations import StationKind
from missions.models import Station
from tests.factories import (
    AreaFactory,
    MeetingFactory,
    MembershipFactory,
    MissionFactory,
    SourceDocumentFactory,
    StationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory", [AreaFactory, StationFactory, MeetingFactory, SourceDocumentFactory]
)
def test_a_code_is_used_once_in_a_mission_and_again_in_another(factory):
    made = factory(code="x1")
    factory(code="x1")
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(code="x1", mission=made.mission)


def test_an_area_does_not_lie_in_itself():
    area = AreaFactory()
    area.parent = area
    with pytest.raises(IntegrityError), transaction.atomic():
        area.save()


def test_an_account_has_one_role_in_a_mission():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(mission=membership.mission, account=membership.account)


def test_a_timezone_is_one_of_the_iana_database():
    MissionFactory.build(timezone="Asia/Almaty").full_clean(validate_unique=False)
    with pytest.raises(ValidationError, match="Almaty/Asia"):
        MissionFactory.build(timezone="Almaty/Asia").full_clean(validate_unique=False)


def test_a_mission_is_in_its_own_time():
    assert MissionFactory.build(timezone="Asia/Almaty").zone == ZoneInfo("Asia/Almaty")


def test_a_mission_names_itself_in_a_language_it_has_else_as_written():
    mission = MissionFactory.build(title="Mission", names={"title_tr": "Heyet"})
    assert mission.texted("title", "tr") == "Heyet"
    assert mission.texted("title", "kk") == "Mission"
    with override("tr"):
        assert mission.texted("title") == "Heyet"


def test_a_place_is_named_in_the_active_language_else_as_written():
    area = AreaFactory.build(name="Almaty", names={"kk": "Алматы"})
    assert area.named("kk") == "Алматы"
    with override("en"):
        assert area.named() == str(area) == "Almaty"


def test_withheld_figures_are_a_list_of_names():
    assert MissionFactory.build(withhold="members_total  meetings_total").withheld == {
        "members_total",
        "meetings_total",
    }


@pytest.mark.parametrize("words", ["101", "school river", "RIVER", "st-9", " river 101 "])
def test_a_station_is_found_by_any_words_of_its_number_name_and_code(words):
    wanted = StationFactory(number="101", name="School by the river", code="st-9")
    StationFactory(number="202", name="Library", code="st-2")
    assert list(Station.objects.matching(words)) == [wanted]


def test_commissions_are_no_polling_stations():
    station = StationFactory()
    StationFactory(kind=StationKind.COMMISSION)
    assert list(Station.objects.polling_stations()) == [station]
