"""Two people at one record: the later save takes back nothing that it did not touch."""

from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from missions.forms.meanwhile import AS_SHOWN
from tests.factories import (
    ContactFactory,
    DeploymentFactory,
    MeetingFactory,
    ObserverFactory,
    SourceDocumentFactory,
    TeamMemberFactory,
)
from tests.forms_of_pages import as_sent

pytestmark = pytest.mark.django_db


def told(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def _records(cast, kind: str) -> Any:
    """The record of a kind, made where the cast has none."""
    made = {
        "area": lambda: cast.north,
        "station": lambda: cast.station,
        "delegation": lambda: cast.delegation,
        "team": lambda: _team_of_two(cast),
        "contact": lambda: ContactFactory(mission=cast.mission, name="Aigul", phone="+7 1"),
        "observer": lambda: cast.observer.person.observations.get(),
        "deployment": lambda: DeploymentFactory(mission=cast.mission, team=cast.north_team),
        "meeting": lambda: MeetingFactory(mission=cast.mission),
        "source": lambda: SourceDocumentFactory(mission=cast.mission),
    }
    return made[kind]()


def _team_of_two(cast):
    TeamMemberFactory(team=cast.north_team, observer=ObserverFactory(mission=cast.mission))
    cast.north_team.reason = "Nobody else came."
    cast.north_team.save()
    return cast.north_team


# What the first person changes, and what the second one, by the fields of the form.
TWO = {
    "area": ({"name": "Northern"}, {"kind": "district"}),
    "station": ({"name": "School 7"}, {"number": "1010"}),
    "delegation": ({"quota": "7"}, {"name": "Turkiye"}),
    "team": ({"name": "Group 1"}, {"reason": "Both speak Kazakh."}),
    "contact": ({"duty": "Security"}, {"phone": "+7 2"}),
    "observer": ({"institution": "University"}, {"phone": "+7 727 1"}),
    "deployment": ({"planned_at": "2025-03-16T09:30"}, {"chosen_by": "random_draw"}),
    "meeting": ({"person": "The chair"}, {"notes": "One.\r\nTwo."}),
    "source": ({"figure": "77.5 % turnout"}, {"quote": "Voters came.\r\nThey voted."}),
}


def _page(client, cast, kind: str, record: Any) -> tuple[str, Any]:
    address = reverse(f"{kind}_edit", args=["here", record.pk])
    return address, client.get(address)


def _by(cast, kind):
    return cast.secretariat if kind in ("meeting", "source") else cast.administrator


@pytest.mark.parametrize("kind", TWO)
def test_of_two_who_change_different_fields_both_are_kept(cast, signed_in, kind):
    client, record = signed_in(_by(cast, kind)), _records(cast, kind)
    one, other = TWO[kind]
    address, opened = _page(client, cast, kind, record)
    first, second = as_sent(opened, **one), as_sent(opened, **other)
    for sent in (first, second):
        response = client.post(address, sent)
        assert response.status_code == 302, told(response)
    after = as_sent(client.get(address))
    for name, value in {**one, **other}.items():
        assert [each.replace("\r\n", "\n") for each in after[name]] == [value.replace("\r\n", "\n")]


@pytest.mark.parametrize("kind", TWO)
def test_of_two_who_change_one_field_the_later_reads_both_values(cast, signed_in, kind):
    client, record = signed_in(_by(cast, kind)), _records(cast, kind)
    (name,), (_theirs,) = TWO[kind][0], TWO[kind][0].values()
    mine = {"kind": "city", "quota": "9", "planned_at": "2025-03-16T10:45"}.get(name, "Mine")
    address, opened = _page(client, cast, kind, record)
    client.post(address, as_sent(opened, **TWO[kind][0]))
    response = client.post(address, as_sent(opened, **{name: mine}))
    assert response.status_code == 200
    assert f"“{TWO[kind][0][name]}” is stored, and you say “{mine}”" in told(response)
    assert as_sent(client.get(address))[name] == [TWO[kind][0][name]]
    # Whoever saves the page that says so keeps theirs.
    assert client.post(address, as_sent(response)).status_code == 302
    assert as_sent(client.get(address))[name] == [mine]


def test_the_settings_of_a_mission_are_kept_so_too(cast, signed_in):
    client = signed_in(cast.administrator)
    address = reverse("mission_settings", args=["here"])
    opened = client.get(address)
    client.post(address, as_sent(opened, withhold=["members_total"], thin_below="7"))
    assert client.post(address, as_sent(opened, legal_basis="The law.")).status_code == 302
    cast.mission.refresh_from_db()
    found = (cast.mission.withhold, cast.mission.thin_below, cast.mission.legal_basis)
    assert found == ("members_total", 7, "The law.")


def test_a_choice_that_both_changed_is_told_in_words(cast, signed_in):
    client = signed_in(cast.administrator)
    address, opened = _page(client, cast, "area", cast.north)
    client.post(address, as_sent(opened, kind="district"))
    response = client.post(address, as_sent(opened, kind="region"))
    assert "“District” is stored, and you say “Region”" in told(response)


def test_the_members_of_a_team_are_one_field(cast, signed_in):
    client, team = signed_in(cast.administrator), _team_of_two(cast)
    third = ObserverFactory(mission=cast.mission)
    address, opened = _page(client, cast, "team", team)
    members = as_sent(opened)["members"]
    client.post(address, as_sent(opened, members=[*members, str(third.pk)]))
    response = client.post(address, as_sent(opened, name="Group 1"))
    assert response.status_code == 302, told(response)
    assert third in team.members.all()


def test_a_record_that_is_new_remembers_nothing(cast, signed_in):
    page = signed_in(cast.administrator).get(reverse("area_add", args=["here"]))
    assert AS_SHOWN not in page.content.decode()


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"name": 5}', '{"nothing": ["x"]}'])
def test_what_the_page_says_it_showed_may_be_anything(cast, signed_in, junk):
    client = signed_in(cast.administrator)
    address, opened = _page(client, cast, "area", cast.north)
    sent = as_sent(opened, name="Nord", **{AS_SHOWN: junk})
    assert client.post(address, sent).status_code == 302
    cast.north.refresh_from_db()
    assert cast.north.name == "Nord"
