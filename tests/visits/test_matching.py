"""Finding the station of a visit at a station not listed, and taking that back."""

import pytest
from django.urls import reverse

from missions.rules import NotAllowed
from tests.factories import StationFactory
from tests.visits.reviewing import page_of, said, text_of
from tests.visits.sending import a_visit, revision_of, send, stored
from visits.actions import (
    match_station,
    return_visit,
    set_aside_visit,
    take_match_back,
    verify_visit,
)
from visits.rules import ALREADY_LISTED, COUNTS_THERE, OWN_TEAM


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


@pytest.fixture
def receipt(cast):
    """A visit at a station not listed, with a finding, as the team said where."""
    finding = {"id": "0b0e6f0c-2f0f-4f0e-8f6b-1c3f6f7a9b10", "summary": "No list of voters."}
    told = {"station": "", "station_number": "77", "area": "south", "findings": [finding]}
    return send(a_visit(**told), cast)


def test_a_match_may_be_another_station_after_all(cast, receipt):
    visit = match_station(stored(receipt), station=cast.south_station, by=cast.secretariat)
    visit = match_station(visit, station=cast.station, by=cast.second_secretariat)
    assert (visit.station, visit.area) == (cast.station, cast.north)
    assert visit.findings.get().station == cast.station


def test_a_match_is_taken_back_and_the_visit_is_again_as_the_team_said(cast, receipt):
    before = stored(receipt)
    visit = match_station(before, station=cast.station, by=cast.secretariat)
    take_match_back(visit, by=cast.secretariat)
    after = stored(receipt)
    assert (after.station, after.area, after.flags) == (None, cast.south, before.flags)
    assert after.findings.get().station is None
    with pytest.raises(NotAllowed):
        verify_visit(revision_of(receipt), by=cast.secretariat)


def test_a_station_that_the_team_told_is_not_taken_away(cast):
    visit = stored(send(a_visit(), cast))
    for act in (
        lambda: take_match_back(visit, by=cast.secretariat),
        lambda: match_station(visit, station=cast.south_station, by=cast.secretariat),
    ):
        with pytest.raises(NotAllowed, match=str(ALREADY_LISTED)):
            act()


def test_a_verified_visit_is_returned_before_its_station_changes(cast, receipt):
    visit = match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    with pytest.raises(NotAllowed) as refused:
        take_match_back(visit, by=cast.secretariat)
    assert str(refused.value) == str(COUNTS_THERE)
    return_visit(revision_of(receipt), question="Which village?", by=cast.secretariat)
    take_match_back(visit, by=cast.secretariat)
    assert stored(receipt).station is None


def test_a_visit_that_was_set_aside_can_still_be_matched_anew(cast, receipt):
    visit = match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    set_aside_visit(revision_of(receipt), reason="wrong_station", by=cast.secretariat)
    match_station(visit, station=cast.south_station, by=cast.secretariat)
    assert stored(receipt).station == cast.south_station


def test_nobody_takes_back_the_match_of_their_own_team(cast, receipt):
    visit = match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    with pytest.raises(NotAllowed, match=str(OWN_TEAM)):
        take_match_back(visit, by=cast.observer)


def test_the_page_offers_another_station_and_the_way_back(cast, desk, receipt):
    StationFactory(mission=cast.mission, area=cast.south, number="770", name="Mill")
    visit = match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    shown = text_of(page_of(desk, visit))
    assert "Matched to a station" in shown
    assert "770 Mill" not in shown
    assert "770 Mill" in text_of(page_of(desk, visit, match="77"))
    response = desk.post(reverse("station_unmatch", args=["here", visit.uuid]))
    assert "waits to be matched" in said(response)
    assert "A station that is not listed" in text_of(desk.get(response.url))


def test_the_page_of_a_verified_visit_says_why_its_station_stays(cast, desk, receipt):
    visit = match_station(stored(receipt), station=cast.station, by=cast.secretariat)
    verify_visit(revision_of(receipt), by=cast.secretariat)
    shown = text_of(page_of(desk, visit))
    assert "counts at this station" in shown
    assert "Take the match back" not in shown
    response = desk.post(reverse("station_unmatch", args=["here", visit.uuid]))
    assert str(COUNTS_THERE) in said(response)


class TestTheListOfThoseNotListed:
    def listed(self, client):
        page = client.get(reverse("visit_unlisted", args=["here"]))
        return page, [
            (visit.code, [each.station.number for each in offered])
            for visit, offered in page.context["rows"]
        ]

    def test_stations_of_the_same_number_are_offered_those_of_the_area_first(self, cast, desk):
        visit = stored(send(a_visit(station="", station_number="No. 77", area="south"), cast))
        for area in (cast.north, cast.south):
            StationFactory(mission=cast.mission, area=area, number="77", name=f"School {area}")
        StationFactory(mission=cast.other_mission, number="77")
        StationFactory(mission=cast.mission, area=cast.south, number="77", kind="commission")
        page, rows = self.listed(desk)
        assert rows == [(visit.code, ["77", "77"])]
        offered = page.context["rows"][0][1]
        assert [(each.station.area, each.same_area) for each in offered] == [
            (cast.south, True),
            (cast.north, False),
        ]

    def test_a_station_named_like_the_place_is_offered(self, cast, desk):
        stored(send(a_visit(station="", place="the old watermill"), cast))
        StationFactory(mission=cast.mission, area=cast.north, number="9", name="Watermill")
        assert self.listed(desk)[1][0][1] == ["9"]

    def test_a_match_leads_back_to_the_list(self, cast, desk, receipt):
        address = reverse("station_match", args=["here", receipt.uuid])
        response = desk.post(f"{address}?from=unlisted", {"station": "n1"})
        assert response.url == reverse("visit_unlisted", args=["here"])
        page, rows = self.listed(desk)
        assert rows == []
        assert "Every visit is at a station of the list" in text_of(page)

    def test_the_list_of_visits_says_how_many_there_are(self, desk, receipt):
        shown = text_of(desk.get(reverse("visit_waiting", args=["here"])))
        assert "1 at a station not listed" in shown

    def test_it_asks_the_database_as_often_for_many_as_for_few(
        self, cast, desk, django_assert_max_num_queries
    ):
        counts = []
        for number in range(2):
            for more in range(3 + number * 10):
                send(a_visit(station="", station_number=f"{more}", place="village school"), cast)
            with django_assert_max_num_queries(15) as asked:
                self.listed(desk)
            counts.append(len(asked))
        assert counts[0] == counts[1]
