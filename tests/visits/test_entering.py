"""Entering a visit for a team that phones in: marked so, and verified by somebody else."""

import html
import re

import pytest
from django.urls import reverse

from missions.rules import NotAllowed
from tests.factories import DeploymentFactory, StationFactory
from tests.visits.log_pages import HIDDEN, latest
from tests.visits.reviewing import decide, page_of, said, text_of, waiting
from tests.visits.sending import a_visit, enter, following, revision_of, send, stored
from visits.actions import set_aside_visit, verify_visit
from visits.models import Visit
from visits.rules import ENTERED_IT

CALL = {"called_by": "Observer of group 1", "called_at": "2025-03-16T10:15"}
TOLD = {"arrived_at": "2025-03-16T09:00", "answer-voting.interference": "no"}


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


def opened(client, **query):
    return client.get(reverse("visit_entry", args=["here", "voting"]), {"team": "T1", **query})


def hidden_of(page):
    """The hidden fields that the page carries."""
    found = dict(HIDDEN.findall(page.content.decode()))
    return {name: html.unescape(value) for name, value in found.items() if name != "figures_asked"}


def entered(client, page, **told):
    keys = {**hidden_of(page), **CALL, **TOLD, **told}
    return client.post(reverse("visit_entry", args=["here", "voting"]), keys)


def test_the_form_asks_of_the_team_and_not_of_who_writes_it_down(cast, desk):
    text = text_of(opened(desk, station=cast.station.code))
    for asked in ("When did the team arrive?", "When did the team leave?", "come with the team?"):
        assert asked in text
    assert "did you arrive" not in text and "did you leave" not in text


class TestChoosing:
    def test_the_teams_plan_of_the_stage_comes_first(self, cast, desk):
        other = StationFactory(mission=cast.mission, area=cast.north, number="777")
        DeploymentFactory(
            mission=cast.mission, team=cast.north_team, station=other, stage="opening"
        )
        address = reverse("visit_enter", args=["here"])
        page = desk.get(address, {"team": "T1", "stage": "voting"})
        assert page.context["planned"] == [cast.station]
        assert "enter/voting/?team=T1&station=n1" in text_of(page)

    def test_any_station_of_the_stage_is_found_by_words(self, cast, desk):
        commission = StationFactory(
            mission=cast.mission, area=cast.north, number="201", kind="commission"
        )
        address = reverse("visit_enter", args=["here"])
        told = {"team": "T1", "stage": "voting", "q": "201"}
        assert desk.get(address, told).context["found"] == [cast.south_station]
        told["stage"] = "tabulation"
        assert desk.get(address, told).context["found"] == [commission]

    def test_a_team_must_be_chosen(self, desk):
        page = desk.get(reverse("visit_enter", args=["here"]), {"team": "", "stage": "voting"})
        assert "Choose the team that called." in text_of(page)

    def test_a_team_of_another_mission_is_not_there(self, cast, desk):
        cast.other_team.code = "T9"
        cast.other_team.save()
        assert opened(desk, team="T9").status_code == 404
        assert entered(desk, opened(desk), team="T9").status_code == 404


class TestEntering:
    def test_it_comes_in_as_a_visit_of_the_team_and_says_who_called(self, cast, desk):
        response = entered(desk, opened(desk, station="n1"))
        visit = Visit.objects.get()
        assert (visit.team, visit.station, visit.state) == (
            cast.north_team,
            cast.station,
            "submitted",
        )
        revision = visit.revisions.get()
        assert (revision.source, revision.account) == ("secretariat", cast.secretariat)
        assert latest()["called_by"] == "Observer of group 1"
        assert latest()["called_at"] == "2025-03-16T10:15:00+05:00"
        assert "Somebody else verifies it" in said(response)
        shown = text_of(desk.get(response.url))
        assert "Entered by the secretariat by phone." in shown
        assert "Observer of group 1 called 16 March 2025, 10:15" in shown

    def test_a_second_click_enters_nothing_twice(self, desk):
        page = opened(desk, station="n1")
        assert entered(desk, page).url == entered(desk, page).url
        assert Visit.objects.get().latest_revision == 1

    def test_who_called_must_be_said_and_everything_typed_stays(self, desk):
        page = opened(desk)
        shown = text_of(entered(desk, page, called_by="", comments="They hung up.", place="Mill"))
        assert "Write who called" in shown
        assert "They hung up." in shown
        assert not Visit.objects.exists()

    def test_what_the_team_corrects_by_phone_is_the_next_revision(self, cast, desk):
        payload = a_visit()
        receipt = send(payload, cast)
        page = opened(desk, visit=str(receipt.uuid))
        assert "corrects by phone" in text_of(page)
        entered(desk, page, comments="The box was sealed.")
        visit = stored(receipt)
        assert (visit.latest_revision, visit.comments) == (2, "The box was sealed.")
        assert visit.revisions.get(number=2).source == "secretariat"

    def test_the_call_stays_with_its_revision_alone(self, cast, desk, signed_in):
        entered(desk, opened(desk, station="n1"))
        visit = Visit.objects.get()
        team = signed_in(cast.observer)
        address = reverse("visit_log", args=["here", "voting"])
        form = team.get(address, {"visit": str(visit.uuid)})
        team.post(address, {**hidden_of(form), **TOLD, "comments": "Ours."})
        assert latest()["comments"] == "Ours."
        assert "called_by" not in latest()

    def test_another_teams_visit_is_not_taken_over(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        page = opened(desk, team="T2")
        assert entered(desk, page, visit=str(visit.uuid)).status_code == 404
        assert opened(desk, team="T2", visit=str(visit.uuid)).status_code == 404


class TestWhoVerifies:
    def test_who_entered_it_does_not_verify_it(self, cast, desk, signed_in):
        visit = stored(enter(a_visit(), cast))
        assert str(ENTERED_IT) in text_of(page_of(desk, visit))
        response = decide(desk, visit, "verify")
        assert response.status_code == 409
        assert str(ENTERED_IT) in text_of(response)
        decide(signed_in(cast.second_secretariat), visit, "verify")
        visit.refresh_from_db()
        assert visit.state == "verified"

    def test_they_may_set_aside_what_they_mistyped(self, cast):
        receipt = enter(a_visit(), cast)
        set_aside_visit(revision_of(receipt), reason="duplicate", by=cast.secretariat)
        assert stored(receipt).state == "set_aside"

    def test_what_the_team_sends_itself_afterwards_they_may_verify(self, cast):
        payload = a_visit()
        receipt = enter(payload, cast)
        own = send(following(receipt, payload, comments="Ours."), cast)
        with pytest.raises(NotAllowed):
            verify_visit(revision_of(receipt), by=cast.secretariat)
        verify_visit(revision_of(own), by=cast.secretariat)
        assert stored(own).state == "verified"

    def test_the_list_marks_what_was_entered_by_phone(self, cast, desk):
        enter(a_visit(), cast)
        assert re.search(r"By phone", text_of(waiting(desk)))
