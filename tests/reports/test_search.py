"""Searching a mission finds what the role may see, what is called exactly so first."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Account
from tests.cast import Cast
from tests.factories import (
    DelegationFactory,
    FindingFactory,
    MeetingFactory,
    ObserverFactory,
    PersonFactory,
    StationFactory,
    TeamFactory,
    TeamMemberFactory,
    VisitFactory,
    VisitRevisionFactory,
)

ADDRESS = reverse("mission_search", args=["here"])


@pytest.fixture
def search(signed_in):
    """Return a function that gives the words of what an account finds."""

    def words(account: Account, text: str, **query: str) -> str:
        page = signed_in(account).get(ADDRESS, {"q": text, **query})
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1].split("</form>", 1)[1].split("</main>")[0]
        return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())

    return words


def fill(cast: Cast, word: str = "Lighthouse") -> None:
    """One record of each kind that holds the word, and a team and a person of another state."""
    station = StationFactory(mission=cast.mission, area=cast.north, name=f"{word} school")
    south = {"mission": cast.mission, "team": cast.south_team}
    north = {"mission": cast.mission, "team": cast.north_team}
    VisitRevisionFactory(visit=VisitFactory(**north, station=station))
    told = VisitFactory(**south, station=None, place=f"{word} of the south", area=cast.south)
    VisitRevisionFactory(visit=told)
    FindingFactory(mission=cast.mission, summary=f"At the {word} the door was locked.")
    MeetingFactory(mission=cast.mission, organisation=f"{word} party")
    team = TeamFactory(mission=cast.mission, area=cast.north, name=f"{word} team")
    other = DelegationFactory(mission=cast.mission, code="az", country="AZ", name="Azerbaijan")
    for delegation, name in ((cast.delegation, "Own"), (other, "Other")):
        person = PersonFactory(name=f"{name} {word}")
        observer = ObserverFactory(mission=cast.mission, delegation=delegation, person=person)
        if name == "Other":
            TeamMemberFactory(team=team, observer=observer)


def test_the_secretariat_finds_every_kind(cast, search):
    fill(cast)
    text = search(cast.secretariat, "lighthouse")
    for title in (
        "Stations 1",
        "Visits 2",
        "Findings 1",
        "Teams 1",
        "People 2",
        "Meetings 1",
        "Lighthouse party",
        "At the Lighthouse the door was locked.",
        "Not listed: Lighthouse of the south",
    ):
        assert title in text


def test_an_observer_finds_stations_and_the_own_teams_visits_only(cast, search):
    fill(cast)
    text = search(cast.observer, "lighthouse")
    assert "Stations 1" in text
    assert "Visits 1" in text
    for other in ("Findings", "People", "Meetings", "Teams", "of the south"):
        assert other not in text
    assert "T1" in search(cast.observer, "t1")
    assert "Nothing holds “T2”" in search(cast.observer, "T2")


def test_a_head_of_delegation_finds_the_own_people_and_teams_only(cast, search):
    fill(cast)
    for account in (cast.head_of_delegation, cast.focal_point):
        text = search(account, "lighthouse")
        assert "Own Lighthouse" in text
        assert "Other Lighthouse" not in text
        assert "Lighthouse team" not in text
        assert "Stations" not in text
        assert "Teams 1" in search(account, "T1")


def test_an_administrator_finds_people_and_stations_but_no_evidence(cast, search):
    fill(cast)
    text = search(cast.administrator, "lighthouse")
    assert "People 2" in text and "Stations 1" in text
    assert "Visits" not in text and "Findings" not in text and "Meetings" not in text


def test_nothing_of_another_mission_is_found(cast, search):
    assert "Nothing holds “901”" in search(cast.secretariat, "901")


def test_personal_fields_are_not_searched(cast, search):
    person = cast.observer.person
    person.phone, person.email = "+77010001122", "private@example.org"
    person.save()
    for text in ("77010001122", "private@example.org"):
        assert "Nothing holds" in search(cast.secretariat, text)


def test_what_is_called_exactly_so_comes_first(cast, search):
    for number in ("1010", "2101", "0101"):
        StationFactory(mission=cast.mission, area=cast.north, number=number, name="School")
    text = search(cast.secretariat, "101")
    assert text.startswith("Stations 4 101")


def test_the_kind_with_the_exact_match_comes_before_the_others(cast, search):
    StationFactory(mission=cast.mission, area=cast.north, name="The m77 building")
    MeetingFactory(mission=cast.mission, code="m77", organisation="Court")
    text = search(cast.secretariat, "M77")
    assert text.index("Meetings 1") < text.index("Stations 1")


def test_every_word_must_be_in_the_record(cast, search):
    StationFactory(mission=cast.mission, area=cast.north, name="Blue school")
    StationFactory(mission=cast.mission, area=cast.south, name="Blue house")
    text = search(cast.secretariat, "north  BLUE")
    assert "Blue school" in text and "Blue house" not in text


def test_a_name_is_found_in_any_case_and_alphabet(cast, search):
    names = {"native": "Дәулет Сәрсенов", "latin": "Daulet Sarsenov"}
    person = PersonFactory(name="Д. Сәрсенов", names=names)
    ObserverFactory(mission=cast.mission, delegation=cast.delegation, person=person)
    for text in ("сәрсенов", "ДӘУЛЕТ", "daulet"):
        assert "People 1" in search(cast.secretariat, text), text


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "<script>alert(1)</script>", "{{"])
def test_what_is_typed_is_text_and_nothing_else(cast, signed_in, text):
    fill(cast)
    page = signed_in(cast.secretariat).get(ADDRESS, {"q": text}).content.decode()
    assert "<script>alert" not in page
    assert f"Nothing holds “{text}”" in unescape(page)


def test_nothing_typed_is_answered_with_what_can_be_found(cast, search):
    text = search(cast.observer, "  ")
    assert "What are you looking for?" in text
    assert "You can find here: Stations, Visits, Teams." in text


def test_a_search_without_end_is_cut(cast, search):
    assert "Nothing holds" in search(cast.secretariat, "word " * 5000)


def test_all_of_one_kind_comes_in_pages(cast, search, signed_in):
    StationFactory.create_batch(60, mission=cast.mission, area=cast.north, name="Lighthouse")
    assert "All 60 stations" in search(cast.secretariat, "lighthouse")
    text = search(cast.secretariat, "lighthouse", kind="stations")
    assert "Page 1 of 2" in text
    assert "Page 2 of 2" in search(cast.secretariat, "lighthouse", kind="stations", page="2")
    assert "None of these." in search(cast.secretariat, "nowhere", kind="stations")
    for kind in ("people", "shoes"):
        gone = signed_in(cast.observer).get(ADDRESS, {"q": "lighthouse", "kind": kind})
        assert gone.status_code == 404


def test_every_result_leads_somewhere_that_opens(cast, signed_in):
    fill(cast)
    accounts = (cast.secretariat, cast.administrator, cast.observer, cast.head_of_delegation)
    for account in accounts:
        client = signed_in(account)
        text = client.get(ADDRESS, {"q": "lighthouse"}).content.decode().split("<main")[1]
        for link in re.findall(r'class="row-title found-title"\s+href="([^"]*)"', text):
            assert client.get(unescape(link)).status_code == 200, link


def test_the_box_is_in_the_header_of_who_may_search(cast, signed_in):
    page = reverse("mission_overview", args=["here"])
    assert f'action="{ADDRESS}"' in signed_in(cast.secretariat).get(page).content.decode()
    assert f'action="{ADDRESS}"' not in signed_in(cast.reader).get(page).content.decode()


def test_searching_takes_few_queries_however_much_is_found(cast, signed_in):
    def counted(account: Account) -> int:
        client = signed_in(account)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"q": "lighthouse"})
        return len(queries)

    fill(cast)
    people = (cast.secretariat, cast.observer, cast.head_of_delegation, cast.administrator)
    few = [counted(account) for account in people]
    StationFactory.create_batch(30, mission=cast.mission, area=cast.north, name="Lighthouse")
    VisitFactory.create_batch(
        30, mission=cast.mission, team=cast.north_team, station=None, place="Lighthouse"
    )
    assert [counted(account) for account in people] == few
    assert max(few) <= 15
