"""Areas as an administrator keeps them: the list, adding, changing, deleting."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.actions.places import save_area
from missions.models import Area, AuditRecord
from missions.rules import NotAllowed
from tests.cast import Cast
from tests.factories import AreaFactory, StationFactory

LIST = reverse("area_list", args=["here"])
ADD = reverse("area_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def edit(area: Area) -> str:
    return reverse("area_edit", args=["here", area.pk])


def sent(client: Client, address: str, **typed: object) -> str:
    """The page that follows, with its spaces made one."""
    return " ".join(client.post(address, typed, follow=True).content.decode().split())


def test_an_area_is_added_with_a_code_made_from_its_name(cast, client):
    text = sent(client, ADD, name="Almaty City", kind="city", parent=cast.north.pk)
    assert "The area is added." in text
    area = Area.objects.get(code="almaty-city")
    assert (area.name, area.parent) == ("Almaty City", cast.north)
    assert AuditRecord.objects.get(action="created").changes["parent"] == ["", "north"]


def test_a_code_that_is_taken_is_said_by_whom_and_what_was_typed_is_kept(cast, client):
    text = sent(client, ADD, name="Norden", kind="city", code="north")
    assert "The code “north” is taken, by North: choose another." in text
    assert 'value="Norden"' in text
    assert not Area.objects.filter(name="Norden").exists()


def test_a_code_of_another_mission_is_free(cast, client):
    AreaFactory(mission=cast.other_mission, code="west")
    sent(client, ADD, name="West", kind="city", code="west")
    assert Area.objects.filter(mission=cast.mission, code="west").exists()


def test_an_area_without_a_name_is_refused(client):
    text = sent(client, ADD, name="", kind="city")
    assert "This field is required." in text


def test_an_area_of_another_mission_is_no_parent(cast, client):
    other = AreaFactory(mission=cast.other_mission)
    text = sent(client, ADD, name="West", kind="city", parent=other.pk)
    assert "Select a valid choice" in text
    assert not Area.objects.filter(name="West").exists()


def test_an_area_is_offered_no_parent_that_lies_in_it(cast, client):
    east = AreaFactory(mission=cast.mission, parent=cast.north, name="East of north")
    text = client.get(edit(cast.north)).content.decode()
    offered = text.split('name="parent"')[1].split("</select>")[0]
    assert "South" in offered
    assert "North" not in offered
    sent(client, edit(cast.north), name="North", kind="city", code="north", parent=east.pk)
    cast.north.refresh_from_db()
    assert cast.north.parent is None


def test_past_the_page_too_no_area_lies_in_itself(cast):
    east = AreaFactory(mission=cast.mission, parent=cast.north)
    cast.north.parent = east
    with pytest.raises(NotAllowed, match="does not lie in itself"):
        save_area(cast.north, by="tests")


def test_names_in_further_scripts_and_languages_are_kept(cast, client):
    cast.mission.languages = "en tr"
    cast.mission.save()
    typed = {"names_latin": "Soltustik", "names_native": "Солтүстік", "names_tr": "Kuzey"}
    sent(client, edit(cast.north), name="North", kind="region", code="north", **typed)
    cast.north.refresh_from_db()
    assert cast.north.names == {"latin": "Soltustik", "native": "Солтүстік", "tr": "Kuzey"}
    assert "Солтүстік" in client.get(edit(cast.north)).content.decode()


def test_a_changed_area_makes_drafts_read_anew(cast, client):
    before = cast.mission.evidence_version
    sent(client, edit(cast.north), name="Far north", kind="city", code="north")
    cast.mission.refresh_from_db()
    assert cast.mission.evidence_version > before
    assert AuditRecord.objects.get(action="changed").changes == {"name": ["North", "Far north"]}


def test_an_area_stations_lie_in_is_not_deleted_and_leads_to_them(cast, client):
    address = reverse("area_delete", args=["here", cast.north.pk])
    text = client.get(address).content.decode()
    assert "1 polling station" in text
    assert f"{reverse('station_setup', args=['here'])}?area=north" in text
    assert "North is not deleted: 1 polling station" in sent(client, address)
    assert Area.objects.filter(pk=cast.north.pk).exists()


def test_an_area_nothing_depends_on_is_deleted(cast, client):
    area = AreaFactory(mission=cast.mission, name="Mistake")
    address = reverse("area_delete", args=["here", area.pk])
    assert "Mistake is deleted." in sent(client, address)
    assert not Area.objects.filter(pk=area.pk).exists()


def test_the_list_narrows_to_what_lies_in_an_area(cast, client):
    inner = AreaFactory(mission=cast.mission, parent=cast.north, name="Inner")
    AreaFactory(mission=cast.mission, parent=inner, name="Innermost")
    page = client.get(LIST, {"within": "north"})
    rows = [str(row.record) for row in page.context["table"].page.object_list]
    assert sorted(rows) == ["Inner", "Innermost"]
    text = " ".join(page.content.decode().split())
    assert "North · Inner" in text
    assert "South</a>" not in text


def test_an_area_counts_the_stations_of_all_that_lies_in_it(cast, client):
    inner = AreaFactory(mission=cast.mission, parent=cast.north, name="Inner")
    StationFactory(mission=cast.mission, area=inner)
    table = client.get(LIST).context["table"]
    counted = {str(row.record): row.get_cell("stations") for row in table.paginated_rows}
    assert counted == {"Inner": 1, "North": 2, "South": 1}


def test_the_first_area_is_asked_for_where_there_is_none(cast, signed_in):
    client = signed_in(cast.installation_administrator)
    Area.objects.filter(mission=cast.other_mission).exclude(code="north").delete()
    text = client.get(reverse("station_setup", args=["elsewhere"]), {"q": ""}).content.decode()
    assert "901" in text
    cast.other_station.delete()
    cast.other_team.delete()
    Area.objects.filter(mission=cast.other_mission).delete()
    assert "No areas yet" in client.get(reverse("area_list", args=["elsewhere"])).content.decode()
    text = client.get(reverse("station_setup", args=["elsewhere"])).content.decode()
    assert "Every station lies in an area: add the areas first." in text


def test_the_list_takes_as_many_queries_for_many_areas_as_for_few(cast, client):
    few = queries(client, LIST)
    for _n in range(30):
        area = AreaFactory(mission=cast.mission, parent=cast.north)
        StationFactory(mission=cast.mission, area=area)
    assert queries(client, LIST) == few <= 15


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
