"""What waits for review, and the page of a visit."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import (
    ELECTION_DAY,
    AnswerFactory,
    FindingFactory,
    VisitFactory,
)
from tests.visits.reviewing import listed, page_of, text_of, waiting
from tests.visits.sending import (
    URGENT_ANSWERS,
    a_visit,
    changed,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import return_visit, verify_visit


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


class TestWhatWaits:
    def test_the_gravest_come_first(self, cast, desk):
        later = timezone.now()
        plain = VisitFactory(mission=cast.mission, received_at=ELECTION_DAY)
        flagged = VisitFactory(mission=cast.mission, flags="overlap", received_at=later)
        urgent = VisitFactory(mission=cast.mission, urgent_waits=True, received_at=later)
        newer = VisitFactory(mission=cast.mission, received_at=later)
        expected = [urgent.code, flagged.code, plain.code, newer.code]
        assert listed(waiting(desk)) == expected

    def test_reviewed_visits_no_longer_wait_but_are_among_all(self, cast, desk):
        done = VisitFactory(mission=cast.mission, awaits_review=False, state="verified")
        assert listed(waiting(desk)) == []
        assert listed(waiting(desk, state="all")) == [done.code]
        assert listed(waiting(desk, state="verified")) == [done.code]
        assert listed(waiting(desk, state="set_aside")) == []

    @pytest.mark.parametrize(
        "query",
        [
            {"area": "north"},
            {"team": "T1"},
            {"stage": "counting"},
            {"urgent": "on"},
            {"flagged": "on"},
        ],
        ids=lambda query: next(iter(query)),
    )
    def test_the_address_narrows_the_list(self, cast, desk, query):
        wanted = VisitFactory(
            mission=cast.mission,
            team=cast.north_team,
            stage="counting",
            urgent_waits=True,
            flags="overlap",
        )
        VisitFactory(mission=cast.mission, team=cast.south_team)
        assert listed(waiting(desk, **query)) == [wanted.code]

    def test_an_area_holds_what_lies_within_it(self, cast, desk):
        village = cast.north.children.create(
            mission=cast.mission, code="village", name="Village", kind="district"
        )
        inside = VisitFactory(mission=cast.mission, area=village)
        VisitFactory(mission=cast.mission, area=cast.south)
        assert listed(waiting(desk, area="north")) == [inside.code]

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [("adverse", "bad"), ("favourable", "good"), ("not_observed", "silent"), ("no", "good")],
    )
    def test_visits_are_found_by_their_answer_to_a_question(self, cast, desk, answer, expected):
        for code, value, adverse in (("bad", "yes", True), ("good", "no", False)):
            visit = VisitFactory(mission=cast.mission, code=code)
            AnswerFactory(visit=visit, value=value, adverse=adverse)
        silent = VisitFactory(mission=cast.mission, code="silent")
        AnswerFactory(visit=silent, value="not_observed", observed=False)
        VisitFactory(mission=cast.mission, code="unasked")
        found = waiting(desk, question="voting.interference", answer=answer)
        assert listed(found) == [expected]
        assert "Did you see anybody interfere" in text_of(found)

    def test_a_question_that_no_form_asks_finds_nothing(self, cast, desk):
        VisitFactory(mission=cast.mission)
        found = waiting(desk, question="voting.moonlight")
        assert listed(found) == []
        assert "Nothing matches" in text_of(found)

    def test_values_that_do_not_exist_are_pointed_at(self, cast, desk):
        response = waiting(desk, stage="moonrise", team="T99", page="x")
        assert response.status_code == 200
        assert "moonrise is not one of the available choices" in text_of(response)

    def test_an_empty_list_says_what_to_do_next(self, cast, desk):
        assert "Nothing waits for review" in text_of(waiting(desk))
        assert "?state=all" in text_of(waiting(desk))

    def test_long_lists_come_in_pages_that_keep_the_filter(self, cast, desk):
        VisitFactory.create_batch(51, mission=cast.mission, team=cast.north_team)
        first = waiting(desk, team="T1")
        assert len(listed(first)) == 50
        assert "?team=T1&page=2" in text_of(first)
        assert len(listed(waiting(desk, team="T1", page=2))) == 1

    def test_other_missions_visits_are_not_listed(self, cast, desk):
        VisitFactory(mission=cast.other_mission, team=cast.other_team)
        assert listed(waiting(desk, state="all")) == []

    def test_it_asks_the_database_as_often_for_many_visits_as_for_few(
        self, cast, desk, django_assert_max_num_queries
    ):
        VisitFactory.create_batch(10, mission=cast.mission, team=cast.north_team)
        waiting(desk)  # a process reads the forms' definitions once
        with django_assert_max_num_queries(15) as few:
            waiting(desk)
        VisitFactory.create_batch(190, mission=cast.mission, team=cast.north_team)
        with django_assert_max_num_queries(15) as many:
            waiting(desk)
        assert len(few) == len(many)


class TestTheVisitsPage:
    def test_it_shows_the_answers_by_group_with_what_they_mean(self, cast, desk):
        answers = {
            **URGENT_ANSWERS,
            "voting.station_ready": {"value": "no", "comment": "No booths."},
            "voting.overcrowded": {"value": "not_observed"},
        }
        visit = stored(send(a_visit(answers=answers), cast))
        page = page_of(desk, visit)
        shown = text_of(page)
        assert "1 urgent answer" in shown
        assert "No booths." in shown
        assert "Urgent" in shown
        assert "An urgent answer has no finding." in shown
        sheet = page.context["page"].sheet
        assert sheet.adverse == 2
        assert [answer.code for answer in sheet.urgent] == ["voting.interference"]
        given = [answer for group in sheet.groups for answer in group.answers]
        assert [answer.said for answer in given if not answer.observed] == ["Not observed"]

    def test_times_are_the_missions_and_the_devices_clock_is_told_apart(self, cast, desk):
        visit = stored(send(a_visit(device_time="2025-03-16T04:45:00Z"), cast))
        shown = text_of(page_of(desk, visit))
        assert "16 March 2025, 09:00 – 09:40" in shown
        assert "Device: 16 Mar 2025, 09:45:00" in shown
        assert "before it arrived" in shown

    def test_a_newer_revision_beside_a_verified_one_shows_what_differs(self, cast, desk):
        payload = a_visit(answers=URGENT_ANSWERS)
        receipt = send(payload, cast)
        verify_visit(revision_of(receipt), by=cast.second_secretariat)
        told = {"voting.interference": {"value": "no", "comment": "It was an agent."}}
        send(following(receipt, payload, answers=told, registered_voters="812"), cast)
        page = page_of(desk, stored(receipt))
        shown = text_of(page)
        assert "Revision 1 keeps counting until revision 2 is verified." in shown
        found = [(each.before, each.after) for each in page.context["page"].newer]
        assert found == [("", "812"), ("Yes", "No"), ("", "It was an agent.")]
        assert page.context["page"].newer[1].was_adverse

    def test_what_did_not_follow_is_kept_beside_and_shown(self, cast, desk):
        payload = a_visit()
        receipt = send(payload, cast)
        send(changed(payload, comments="From the other phone."), cast)
        shown = text_of(page_of(desk, stored(receipt)))
        assert "1 other copy kept beside" in shown
        assert "From the other phone." in shown

    def test_the_team_reads_its_question_and_the_way_to_answer(self, cast, signed_in):
        receipt = send(a_visit(), cast)
        return_visit(revision_of(receipt), question="Was the box sealed?", by=cast.secretariat)
        visit = stored(receipt)
        shown = text_of(page_of(signed_in(cast.observer), visit))
        assert "Was the box sealed?" in shown
        assert f'/missions/here/log/voting/?visit={visit.uuid}"' in shown
        assert 'name="decision"' not in shown
        assert cast.secretariat.name not in shown

    def test_another_teams_visit_is_not_found(self, cast, signed_in):
        visit = stored(send(a_visit(), cast))
        assert page_of(signed_in(cast.other_observer), visit).status_code == 404

    def test_it_takes_few_queries_however_much_happened(
        self, cast, desk, django_assert_max_num_queries
    ):
        payload = a_visit(answers=URGENT_ANSWERS, station="", station_number="9")
        receipt = send(payload, cast)
        visit = stored(receipt)
        page_of(desk, visit)
        with django_assert_max_num_queries(15) as few:
            page_of(desk, visit)
        for _number in range(5):
            FindingFactory(mission=cast.mission, visit=visit, team=visit.team)
            payload = following(receipt, payload, comments=str(uuid4()))
            receipt = send(payload, cast)
            send(changed(payload, comments=str(uuid4()), parent="x"), cast)
        with django_assert_max_num_queries(15) as many:
            page_of(desk, visit)
        assert len(many) == len(few)
