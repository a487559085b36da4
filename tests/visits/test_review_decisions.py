"""Deciding on visits and findings, and matching stations, from the page of a visit."""

import pytest
from django.urls import reverse

from missions.enumerations import Role
from tests.factories import AttachmentFactory, FindingFactory, StationFactory
from tests.visits.reviewing import decide, page_of, said, settle, text_of
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import (
    match_station,
    return_visit,
    set_aside_visit,
    take_match_back,
    verify_visit,
)
from visits.as_shown import visit_as_shown
from visits.models import Finding, Review, Visit
from visits.rules import NO_QUESTION, NO_REASON, NOT_LISTED, OWN_TEAM, SECOND_PERSON


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


class TestDecisions:
    def test_a_verified_visit_counts_and_after_the_last_the_list_comes_back(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        response = decide(desk, visit, "verify", query="team=T1")
        assert response.url == "/missions/here/waiting/?team=T1"
        assert Visit.objects.get(pk=visit.pk).state == "verified"
        assert "is verified: it counts" in said(response)

    def test_a_visit_is_returned_with_a_question(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        decide(desk, visit, "return", note="Which box?")
        visit.refresh_from_db()
        assert (visit.state, visit.awaits_review) == ("returned", False)

    @pytest.mark.parametrize(
        ("decision", "sentence"), [("return", NO_QUESTION), ("set_aside", NO_REASON)]
    )
    def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(self, cast, desk, decision, sentence):
        visit = stored(send(a_visit(), cast))
        typed = {"note": "" if decision == "return" else "They told me on the phone."}
        response = decide(desk, visit, decision, **typed)
        assert response.status_code == 409
        assert str(sentence) in text_of(response)
        assert typed["note"] in text_of(response)
        visit.refresh_from_db()
        assert visit.state == "submitted"

    def test_a_decision_on_an_outdated_page_changes_nothing_and_loses_nothing(self, cast, desk):
        payload = a_visit()
        receipt = send(payload, cast)
        opened = stored(receipt)
        send(following(receipt, payload, comments="We came back."), cast)
        response = decide(desk, opened, "return", note="Which box?")
        assert response.status_code == 409
        assert "The team sent a newer revision" in text_of(response)
        assert "Which box?" in text_of(response)
        assert 'name="latest_revision" value="2"' in text_of(response)
        assert not Review.objects.exists()

    def test_a_second_reviewer_does_not_overrule_a_decision_they_have_not_seen(self, cast, desk):
        receipt = send(a_visit(), cast)
        return_visit(revision_of(receipt), question="Which?", by=cast.second_secretariat)
        response = decide(desk, stored(receipt), "verify", last_review=0)
        assert response.status_code == 409
        assert stored(receipt).state == "returned"

    def test_an_incomplete_form_is_refused_and_an_unknown_decision_not_found(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        assert decide(desk, visit, "verify", revision="").status_code == 409
        assert decide(desk, visit, "verify", revision=7).status_code == 409
        assert decide(desk, visit, "burn").status_code == 404
        assert not Review.objects.exists()

    def test_an_urgent_visit_is_set_aside_by_two_people(self, cast, desk, signed_in):
        receipt = send(a_visit(answers=URGENT_ANSWERS), cast)
        assert "Propose to set revision 1 aside" in text_of(page_of(desk, stored(receipt)))
        decide(desk, stored(receipt), "set_aside", reason="hearsay")
        assert stored(receipt).state == "submitted"
        again = text_of(page_of(desk, stored(receipt)))
        assert str(SECOND_PERSON) in again
        second = signed_in(cast.second_secretariat)
        assert "With you as the second person" in text_of(page_of(second, stored(receipt)))
        decide(second, stored(receipt), "set_aside", reason="hearsay")
        assert stored(receipt).state == "set_aside"

    def test_a_verified_visit_is_not_offered_for_verifying_again(self, cast, desk):
        receipt = send(a_visit(), cast)
        verify_visit(revision_of(receipt), by=cast.secretariat)
        offered = [each.decision for each in page_of(desk, stored(receipt)).context["offers"]]
        assert offered == ["return", "set_aside"]

    def test_the_counting_revision_can_be_decided_on_while_a_newer_one_waits(self, cast, desk):
        payload = a_visit()
        receipt = send(payload, cast)
        verify_visit(revision_of(receipt), by=cast.secretariat)
        send(following(receipt, payload, comments="More."), cast)
        visit = stored(receipt)
        assert page_of(desk, visit).context["deciding"].number == 2
        assert page_of(desk, visit, revision=1).context["deciding"].number == 1
        decide(desk, visit, "set_aside", revision=1, reason="duplicate")
        assert stored(receipt).state == "submitted"

    def test_who_is_in_the_team_is_told_why_they_cannot_review(self, cast, signed_in):
        visit = stored(send(a_visit(), cast))
        cast.observer.memberships.update(role=Role.SECRETARIAT)
        client = signed_in(cast.observer)
        shown = text_of(page_of(client, visit))
        assert str(OWN_TEAM) in shown
        assert decide(client, visit, "verify").status_code == 409
        assert Visit.objects.get(pk=visit.pk).state == "submitted"

    def test_a_set_aside_visit_can_be_verified_after_all(self, cast, desk):
        receipt = send(a_visit(), cast)
        set_aside_visit(revision_of(receipt), reason="duplicate", by=cast.second_secretariat)
        decide(desk, stored(receipt), "verify")
        assert stored(receipt).state == "verified"


class TestStationsThatAreNotListed:
    def test_it_is_matched_to_a_station_before_it_can_be_verified(self, cast, desk):
        visit = stored(send(a_visit(station="", station_number="101"), cast))
        page = page_of(desk, visit)
        assert str(NOT_LISTED) in text_of(page)
        assert [station.code for station in page.context["stations"]] == ["n1"]
        desk.post(reverse("station_match", args=["here", visit.uuid]), {"station": "n1"})
        visit.refresh_from_db()
        assert visit.station == cast.station
        assert "stations" not in page_of(desk, visit).context

    def test_other_words_find_other_stations(self, cast, desk):
        visit = stored(send(a_visit(station="", station_number="none such"), cast))
        StationFactory(mission=cast.other_mission, area=cast.other_station.area, number="201")
        assert "No station fits these words." in text_of(page_of(desk, visit))
        page = page_of(desk, visit, match="201")
        assert list(page.context["stations"]) == [cast.south_station]

    def test_a_station_of_another_mission_is_not_found(self, cast, desk):
        visit = stored(send(a_visit(station="", station_number="77"), cast))
        other = StationFactory(
            mission=cast.other_mission, area=cast.other_station.area, code="only-there"
        )
        address = reverse("station_match", args=["here", visit.uuid])
        assert desk.post(address, {"station": other.code}).status_code == 404

    def test_a_visit_matched_meanwhile_says_so(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        address = reverse("station_match", args=["here", visit.uuid])
        response = desk.post(address, {"station": "s1"})
        assert "already at a listed station" in said(response)


class TestWhereItWas:
    """A visit is decided on at the station that the page showed."""

    @pytest.fixture
    def matched(self, cast):
        """A visit at a station not listed, that the secretariat found to be the north one."""
        visit = stored(send(a_visit(station="", place="School", station_number="101"), cast))
        return match_station(visit, station=cast.station, by=cast.secretariat)

    @pytest.mark.parametrize("decision", ["verify", "return", "set_aside"])
    def test_a_visit_that_was_matched_elsewhere_meanwhile_is_read_again(
        self, cast, desk, matched, decision
    ):
        shown = visit_as_shown(matched)
        match_station(matched, station=cast.south_station, by=cast.second_secretariat)
        told = {"note": "A loose seal.", "reason": "duplicate"}
        refused = decide(desk, matched, decision, shown=shown, **told)
        assert refused.status_code == 409
        page = text_of(refused)
        assert "said that it was at another station" in page
        assert str(cast.south_station) in page and "A loose seal." in page
        assert Visit.objects.get(pk=matched.pk).state == "submitted"
        assert visit_as_shown(Visit.objects.get(pk=matched.pk)) in page

    def test_a_match_taken_back_meanwhile_is_read_too(self, cast, desk, matched):
        shown = visit_as_shown(matched)
        take_match_back(matched, by=cast.second_secretariat)
        assert decide(desk, matched, "return", shown=shown, note="Where?").status_code == 409

    @pytest.mark.parametrize("change", ["team", "area", "stage"])
    def test_whatever_else_decides_where_it_counts_is_read(self, cast, desk, matched, change):
        other = {"team": cast.south_team, "area": cast.south, "stage": "opening"}[change]
        shown = visit_as_shown(matched)
        Visit.objects.filter(pk=matched.pk).update(**{change: other})
        assert decide(desk, matched, "verify", shown=shown).status_code == 409

    def test_a_page_that_does_not_say_what_it_showed_is_refused(self, desk, matched):
        assert decide(desk, matched, "verify", shown="").status_code == 409
        assert decide(desk, matched, "verify").status_code == 302

    def test_the_page_posts_what_it_shows(self, desk, matched):
        page = text_of(page_of(desk, matched))
        assert f'name="shown" value="{visit_as_shown(matched)}"' in page


class TestFindings:
    @pytest.fixture
    def finding(self, cast):
        visit = stored(send(a_visit(), cast))
        return FindingFactory(mission=cast.mission, visit=visit, team=visit.team, code="f-1")

    def decided(self, client, finding, **told):
        return settle(client, "finding_decide", finding, **told)

    def test_it_is_decided_on_the_visits_page(self, cast, desk, finding):
        assert finding.summary in text_of(page_of(desk, finding.visit))
        response = self.decided(desk, finding, state="confirmed")
        assert response.url.endswith(f"/visits/{finding.visit.uuid}/#f-1")
        assert Finding.objects.get(pk=finding.pk).state == "confirmed"

    def test_a_duplicate_names_the_finding_it_repeats(self, cast, desk, finding):
        first = FindingFactory(mission=cast.mission, code="f-0")
        unnamed = self.decided(desk, finding, state="duplicate")
        assert "Name the finding that this one duplicates." in text_of(unnamed)
        unknown = self.decided(desk, finding, state="duplicate", duplicate_of="f-9")
        assert "no other finding with this code" in text_of(unknown)
        assert 'value="f-9"' in text_of(unknown)
        self.decided(desk, finding, state="duplicate", duplicate_of="f-0")
        finding.refresh_from_db()
        assert finding.duplicate_of == first

    def test_one_without_a_visit_is_decided_too(self, cast, desk):
        lone = FindingFactory(mission=cast.mission)
        assert self.decided(desk, lone, state="refuted").url == "/missions/here/"
        assert Finding.objects.get(pk=lone.pk).state == "refuted"

    def test_the_team_that_logged_it_does_not_decide_on_it(self, cast, signed_in, finding):
        cast.observer.memberships.update(role=Role.SECRETARIAT)
        client = signed_in(cast.observer)
        assert "somebody else decides on it" in text_of(page_of(client, finding.visit))
        assert self.decided(client, finding, state="confirmed").status_code == 409
        assert Finding.objects.get(pk=finding.pk).state == "new"


class TestWorkingThroughAList:
    def test_a_decision_leads_to_the_next_visit_of_the_list(self, cast, desk):
        first, second, third = (stored(send(a_visit(), cast)) for _number in range(3))
        send(a_visit(team="T2", station="s1"), cast, team=cast.south_team, by=cast.other_observer)
        for visit, following_visit in ((first, second), (second, third)):
            response = decide(desk, visit, "verify", query="team=T1&sort=received")
            expected = f"/missions/here/visits/{following_visit.uuid}/?team=T1&sort=received"
            assert response.url == expected

    def test_a_page_leads_to_the_visits_before_and_after_it_in_the_list(self, cast, desk):
        first, second, third = (stored(send(a_visit(), cast)) for _number in range(3))
        beside = page_of(desk, second, team="T1", sort="-received").context["beside"]
        assert (beside.previous, beside.next) == (third.uuid, first.uuid)
        assert (beside.place, beside.of) == (2, 3)
        shown = text_of(page_of(desk, second, team="T1"))
        assert f'rel="next" href="/missions/here/visits/{third.uuid}/?team=T1"' in shown
        assert "2 of 3 in the list" in shown

    def test_a_visit_that_the_list_lacks_leads_to_the_first_of_it(self, cast, desk):
        done, waits = (stored(send(a_visit(), cast)) for _number in range(2))
        verify_visit(done.revisions.get(), by=cast.second_secretariat)
        shown = text_of(page_of(desk, done))
        assert "First visit of the list" in shown
        assert f"/missions/here/visits/{waits.uuid}/" in shown

    def test_who_came_from_a_sentence_stays_at_the_visit(self, cast, desk):
        visit, _other = (stored(send(a_visit(), cast)) for _number in range(2))
        response = decide(desk, visit, "verify", query="from=statement&kind=short")
        assert response.url == f"/missions/here/visits/{visit.uuid}/?from=statement&kind=short"

    def test_the_next_visit_is_found_as_quickly_in_a_long_list(
        self, cast, desk, django_assert_max_num_queries
    ):
        visit = stored(send(a_visit(), cast))
        counts = []
        for _number in range(2):
            page_of(desk, visit, area="north", state="all")
            with django_assert_max_num_queries(15) as asked:
                page_of(desk, visit, area="north", state="all")
            counts.append(len(asked))
            for _more in range(10):
                send(a_visit(), cast)
        assert counts[0] == counts[1]


class TestWhatHappened:
    def test_the_history_says_who_did_what_in_words(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        decide(desk, visit, "return", note="Which box?")
        told = page_of(desk, visit).context["history"]
        assert [(act.what, act.by) for act in told] == [
            ("Returned to the team", "Secretariat"),
            ("Received", "Observer"),
        ]
        assert told[0].details == ("revision 1", "Waits for review → Returned")
        assert told[1].details == ("revision 1", "Field app")

    def test_each_revision_says_what_it_changed(self, cast, desk):
        payload = a_visit()
        receipt = send(payload, cast)
        send(following(receipt, payload, registered_voters="812"), cast)
        page = page_of(desk, stored(receipt))
        (_newest, changes), (_first, none) = page.context["page"].told_revisions
        assert [(each.before, each.after) for each in changes] == [("", "812")]
        assert none == []
        assert "1 change" in text_of(page)

    def test_files_that_are_on_their_way_are_told(self, cast, desk):
        visit = stored(send(a_visit(), cast))
        AttachmentFactory(mission=cast.mission, visit=visit)
        AttachmentFactory(
            mission=cast.mission, visit=visit, file="here", received_at=visit.received_at
        )
        assert "1 of 2 here" in text_of(page_of(desk, visit))
