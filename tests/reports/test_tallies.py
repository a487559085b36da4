"""Tallies: n of N for every answer, and behind each number a list of just those visits."""

import csv
import html
import io
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.actions import move_evidence_on
from missions.enumerations import Stage
from reports.drafting import draft_statement
from reports.tallies import stage_tally
from reports.tally_page import shown_groups
from tests.cases.drafted import undone
from tests.factories import AnswerFactory, StationFactory, VisitFactory
from tests.reports.building import build
from tests.reports.naive import QUESTIONS, Recount
from tests.reports.plain_missions import plain_missions
from visits.filters import VisitFilter
from visits.form_versions import definition_of
from visits.models import Visit

pytestmark = pytest.mark.django_db
unhurried = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def visit_with(cast, answers, *, station=None, **told):
    """A verified voting visit in the north, unless told otherwise, with these answers' values."""
    station = station or StationFactory(mission=cast.mission, area=cast.north)
    told = {"state": "verified", "awaits_review": False, **told}
    visit = VisitFactory(
        mission=cast.mission, team=cast.north_team, station=station, area=station.area, **told
    )
    form = definition_of(visit.form_version)
    for code, value in answers.items():
        question = form.question(code)
        polarity = {
            "observed": question.is_observed([value]),
            "adverse": question.is_adverse([value]),
        }
        AnswerFactory(visit=visit, question=code, value=value, **polarity)
    return visit


def shown(mission, code, **how):
    """One question as the page shows it."""
    stage = code.split(".")[0]
    groups = shown_groups(stage_tally(mission, stage, **how))
    return next(each for group in groups for each in group.questions if each.question.code == code)


def lines_of(question):
    found = [question.answered, *question.answers, *question.silent, *question.areas]
    return [*found, question.adverse] if question.adverse else found


def listed(mission, query):
    """How many visits the list of visits shows at an address."""
    return VisitFilter(QueryDict(query), request=SimpleNamespace(mission=mission)).qs.count()


def fresh(plain):
    """A plain mission in the database; what was kept of the one before has its number."""
    caches["memory"].clear()
    return build(plain)


def page(client, **query):
    return client.get(reverse("tally_list", args=["here"], query=query))


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


class TestCounting:
    def test_what_was_not_observed_is_in_no_total(self, cast):
        for value in ("yes", "no", "no", "not_observed", "not_applicable"):
            visit_with(cast, {"voting.assistance_own_choice": value})
        tally = shown(cast.mission, "voting.assistance_own_choice")
        assert [(line.label, line.n, line.of) for line in tally.answers] == [
            ("Yes", 1, 3),
            ("No", 2, 3),
        ]
        assert (tally.adverse.n, tally.adverse.of, tally.answered.n) == (2, 3, 3)
        assert {line.label: line.n for line in tally.silent} == {
            "Not observed": 1,
            "Not applicable": 1,
        }

    def test_only_verified_visits_count_unless_asked_provisionally(self, cast):
        for state in ("verified", "submitted", "returned", "set_aside"):
            visit_with(cast, {"voting.interference": "yes"}, state=state)
        assert shown(cast.mission, "voting.interference").answered.n == 1
        assert shown(cast.mission, "voting.interference", provisional=True).answered.n == 2

    def test_a_station_counts_once_by_its_latest_answer_and_its_visits_are_told_apart(self, cast):
        for hour, value in enumerate(("no", "no", "yes", "not_observed")):
            visit_with(
                cast,
                {"voting.accessible": value},
                station=cast.station,
                arrived_at=f"2025-03-16T0{hour}:00Z",
            )
        tally = shown(cast.mission, "voting.accessible")
        assert (tally.stations.n, tally.stations.of, tally.stations.query) == (0, 1, "")
        assert (tally.adverse.n, tally.adverse.of) == (2, 3)
        assert listed(cast.mission, tally.adverse.query) == 2

    def test_what_lies_within_an_area_is_counted_in_it(self, cast):
        visit_with(cast, {"voting.interference": "yes"}, station=cast.station)
        visit_with(cast, {"voting.interference": "no"}, station=cast.station)
        visit_with(cast, {"voting.interference": "no"}, station=cast.south_station)
        tally = shown(cast.mission, "voting.interference")
        assert [(line.label, line.n, line.of) for line in tally.areas] == [
            ("North", 1, 2),
            ("South", 0, 1),
        ]
        assert listed(cast.mission, tally.areas[0].query) == 1

    def test_an_answer_that_was_not_asked_for_is_told_apart(self, cast):
        visit = visit_with(cast, {"voting.interference": "no"})
        told = {"question": "voting.interference_by", "value": "police"}
        AnswerFactory(visit=visit, observed=False, **told)
        tally = shown(cast.mission, "voting.interference_by")
        assert (tally.answered.n, [line.n for line in tally.answers if line.n]) == (0, [])
        (silent,) = tally.silent
        assert (silent.label, silent.n) == ("Answered, though not asked for", 1)
        assert listed(cast.mission, silent.query) == 1

    def test_times_and_numbers_are_told_in_a_sentence(self, cast):
        for time in ("06:40", "07:10", "07:00"):
            visit_with(cast, {"opening.opened_at": time}, stage="opening")
        assert shown(cast.mission, "opening.opened_at").note == (
            "from 06:40 to 07:10, half of them by 07:00"
        )
        for number in (1000, 250):
            visit = visit_with(cast, {}, stage="counting")
            AnswerFactory(visit=visit, question="counting.valid", value=str(number), number=number)
        tally = shown(cast.mission, "counting.valid")
        assert (tally.note, tally.answered.n, tally.answers) == ("together 1,250", 2, ())
        assert listed(cast.mission, tally.answered.query) == 2


@unhurried
@given(plain=plain_missions(), provisional=st.booleans())
def test_every_number_is_how_many_visits_its_list_shows(plain, provisional):
    with undone():
        mission = fresh(plain)
        for stage in Stage:
            tally = stage_tally(mission, stage, provisional=provisional)
            for group in shown_groups(tally):
                for question in group.questions:
                    for line in lines_of(question):
                        if line.query:
                            assert listed(mission, line.query) == line.n, line
                        else:
                            # What is in no known area has no list of its own.
                            assert line.n == 0 or line.label == "Not known yet", line


@unhurried
@given(plain=plain_missions(), provisional=st.booleans())
def test_every_adverse_share_is_what_a_naive_recount_gives(plain, provisional):
    with undone():
        mission, recount = fresh(plain), Recount(plain, provisional)
        for stage in Stage:
            for group in shown_groups(stage_tally(mission, stage, provisional=provisional)):
                for tally in group.questions:
                    if tally.question.code not in QUESTIONS or not tally.adverse:
                        continue
                    share = recount.share(tally.question.code)
                    counted = tally.stations or tally.adverse
                    assert (counted.n, counted.of) == (share.adverse, share.of), tally.question.code
                    assert tally.adverse.n == len(share.adverse_visits)


class TestKept:
    def test_verified_tallies_are_counted_once_as_long_as_the_evidence_stands(
        self, cast, django_assert_num_queries
    ):
        visit_with(cast, {"voting.interference": "yes"})
        with django_assert_num_queries(4):
            before = stage_tally(cast.mission, "voting")
        with django_assert_num_queries(2):
            again = stage_tally(cast.mission, "voting")
        assert again.counts.by_visit == before.counts.by_visit

    def test_they_are_counted_anew_when_the_evidence_moves(self, cast):
        visit_with(cast, {"voting.interference": "yes"})
        stage_tally(cast.mission, "voting")
        visit_with(cast, {"voting.interference": "yes"})
        move_evidence_on(cast.mission)
        cast.mission.refresh_from_db()
        assert stage_tally(cast.mission, "voting").counts.by_visit["voting.interference"].of == 2

    def test_provisional_tallies_are_never_kept(self, cast):
        visit_with(cast, {"voting.interference": "yes"}, state="submitted")
        stage_tally(cast.mission, "voting", provisional=True)
        visit_with(cast, {"voting.interference": "yes"}, state="submitted")
        counts = stage_tally(cast.mission, "voting", provisional=True).counts
        assert counts.by_visit["voting.interference"].of == 2

    def test_one_missions_tallies_are_not_anothers(self, cast):
        visit_with(cast, {"voting.interference": "yes"})
        assert stage_tally(cast.mission, "voting").answered
        assert not stage_tally(cast.other_mission, "voting").answered


class TestThePage:
    def test_a_number_leads_to_the_visits_behind_it(self, cast, signed_in):
        visit_with(cast, {"voting.interference": "yes"})
        visit_with(cast, {"voting.interference": "no"})
        visit_with(cast, {"voting.interference": "no"})
        client = signed_in(cast.secretariat)
        way = (
            "/missions/here/waiting/?state=verified&stage=voting"
            "&question=voting.interference&answer=no"
        )
        assert f'href="{way}">2 of 3</a>' in text_of(page(client))
        assert client.get(way).context["page"].paginator.count == 2

    def test_a_stage_without_verified_visits_offers_the_provisional_count(self, cast, signed_in):
        visit_with(cast, {"voting.interference": "yes"}, state="submitted")
        client = signed_in(cast.secretariat)
        assert "No visit of this stage counts yet" in text_of(page(client))
        provisional = text_of(page(client, count="provisional"))
        assert "1 of 1" in provisional
        assert "Provisional: visits that are sent and not yet decided on" in provisional

    def test_a_stage_there_is_not_is_answered_with_voting(self, cast, signed_in):
        assert page(signed_in(cast.secretariat), stage="lunch").context["stage"] == Stage.VOTING

    def test_it_says_the_same_as_the_statement(self, cast, signed_in):
        for value in ("yes", "no", "no"):
            visit_with(cast, {"voting.interference": value})
        draft = draft_statement(cast.mission, kind="preliminary")
        sentence = next(
            each
            for section in draft.sections
            for each in section.sentences
            if each.key == "voting.interference"
        )
        tally = shown(cast.mission, "voting.interference")
        assert sentence.figures["of"] == tally.answered.n == 3

    @pytest.mark.parametrize("format_name", ["csv", "xlsx"])
    def test_it_is_downloaded_and_that_is_noted(self, cast, signed_in, format_name):
        visit_with(cast, {"voting.interference": "yes"})
        answer = page(signed_in(cast.secretariat), format=format_name)
        assert f"here-tallies-voting.{format_name}" in answer["Content-Disposition"]
        if format_name == "csv":
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            (row,) = [row for row in rows if row[0] == "voting.interference" and row[5] == "Yes"]
            assert row[3:9] == ["visits", "", "Yes", "yes", "1", "1"]

    def test_it_asks_the_database_as_often_for_many_visits_as_for_few(
        self, cast, signed_in, django_assert_max_num_queries
    ):
        client = signed_in(cast.secretariat)
        visit_with(cast, {"voting.interference": "yes"})
        with django_assert_max_num_queries(15) as few:
            page(client, count="provisional", by="area")
        for _visit in range(30):
            visit_with(cast, {"voting.interference": "yes", "voting.secrecy": "all"})
        with django_assert_max_num_queries(15) as many:
            page(client, count="provisional", by="area")
        assert len(few) == len(many)
        assert Visit.objects.count() == 31
