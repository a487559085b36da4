"""The list of visits: searched, narrowed and sorted by the address, and taken away as a file."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from missions.models import AuditRecord
from tests.factories import ELECTION_DAY, AnswerFactory, StationFactory, VisitFactory
from tests.factories import VisitRevisionFactory as RevisionFactory
from tests.visits.reviewing import listed, text_of, waiting
from tests.visits.sending import URGENT_ANSWERS, a_visit, enter, send, stored


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


def rows_of(response):
    """The rows of a CSV file, each by its headings."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class TestNarrowing:
    @pytest.mark.parametrize("words", ["4711", "school seven", "S-47", "v-wanted"])
    def test_a_visit_is_found_by_its_stations_number_name_and_code_and_by_its_own(
        self, cast, desk, words
    ):
        station = StationFactory(
            mission=cast.mission, area=cast.north, number="4711", name="School Seven", code="s-47"
        )
        wanted = VisitFactory(mission=cast.mission, station=station, code="V-wanted")
        VisitFactory(mission=cast.mission)
        assert listed(waiting(desk, q=words)) == [wanted.code]

    def test_a_visit_at_a_station_not_listed_is_found_by_what_the_team_wrote(self, cast, desk):
        wanted = VisitFactory(
            mission=cast.mission, station=None, station_number="88", place="Old mill"
        )
        VisitFactory(mission=cast.mission)
        assert listed(waiting(desk, q="mill 88")) == [wanted.code]

    def test_one_kind_of_flag_is_not_another_that_begins_alike(self, cast, desk):
        wanted = VisitFactory(mission=cast.mission, flags="not_listed overlap")
        VisitFactory(mission=cast.mission, flags="not_in_plan")
        VisitFactory(mission=cast.mission, flags="")
        assert listed(waiting(desk, flag="overlap")) == [wanted.code]
        assert listed(waiting(desk, flag="not_listed")) == [wanted.code]

    def test_times_are_those_of_the_missions_clocks(self, cast, desk):
        wanted = VisitFactory(mission=cast.mission, arrived_at=ELECTION_DAY)  # 14:00 in Almaty
        VisitFactory(mission=cast.mission, arrived_at=ELECTION_DAY - timedelta(hours=2))
        VisitFactory(mission=cast.mission, arrived_at=ELECTION_DAY + timedelta(hours=2))
        told = {"arrived_from": "2025-03-16T13:00", "arrived_until": "2025-03-16T15:00"}
        assert listed(waiting(desk, **told)) == [wanted.code]

    def test_the_way_is_that_of_the_revision_shown(self, cast, desk):
        phoned = stored(enter(a_visit(), cast))
        sent = stored(send(a_visit(), cast))
        RevisionFactory(visit=sent, number=2, source="secretariat")
        page = waiting(desk, source="secretariat")
        assert listed(page) == [phoned.code]
        assert "By phone" in text_of(page)

    def test_any_adverse_answer_can_be_asked_for_without_a_question(self, cast, desk):
        wanted = stored(send(a_visit(answers=URGENT_ANSWERS), cast))
        send(a_visit(), cast)
        assert listed(waiting(desk, answer="adverse")) == [wanted.code]

    def test_the_questions_answers_are_offered_once_it_is_chosen(self, cast, desk):
        assert "Voting" in text_of(waiting(desk))
        assert ">Most of them<" not in text_of(waiting(desk, question="voting.interference"))
        assert ">Most of them<" in text_of(waiting(desk, question="voting.secrecy"))

    def test_the_number_of_results_is_told(self, cast, desk):
        VisitFactory.create_batch(3, mission=cast.mission)
        assert "3 rows" in text_of(waiting(desk))


class TestSorting:
    def test_by_the_stage_as_the_day_goes(self, cast, desk):
        for stage in ("counting", "opening", "voting"):
            VisitFactory(mission=cast.mission, stage=stage, code=stage)
        assert listed(waiting(desk, sort="stage")) == ["opening", "voting", "counting"]
        assert listed(waiting(desk, sort="-stage")) == ["counting", "voting", "opening"]

    @pytest.mark.parametrize("column", ["visit", "state", "area", "team", "arrived", "received"])
    def test_by_every_column_that_says_so(self, cast, desk, column):
        VisitFactory.create_batch(3, mission=cast.mission)
        up, down = (listed(waiting(desk, sort=each)) for each in (column, f"-{column}"))
        assert sorted(up) == sorted(down)
        assert len(up) == 3


class TestFiles:
    def test_a_file_holds_the_visits_of_the_page_in_words(self, cast, desk):
        visit = stored(enter(a_visit(registered_voters="812", comments="=1+1"), cast))
        VisitFactory(mission=cast.mission, team=cast.south_team)
        VisitFactory(mission=cast.other_mission)
        found = rows_of(waiting(desk, team="T1", format="csv"))
        assert [row["visit"] for row in found] == [visit.code]
        row = found[0]
        assert (row["stage"], row["state"], row["came by"]) == (
            "Voting",
            "Waits for review",
            "Entered by the secretariat",
        )
        assert (row["station code"], row["area"], row["team code"]) == ("n1", "North", "T1")
        assert (row["arrived"], row["registered voters"]) == ("2025-03-16 09:00", "812")
        assert row["comments"] == "'=1+1"

    def test_with_answers_each_question_has_a_column(self, cast, desk):
        answers = {
            "voting.interference": {"value": "yes", "comment": "Two men."},
            "voting.interference_by": {"value": "police;agents"},
        }
        send(a_visit(answers=answers), cast)
        send(a_visit(stage="opening", answers={}), cast)
        first, second = rows_of(waiting(desk, format="csv", answers="1", sort="-stage"))
        assert first["voting.interference"] == "yes"
        assert sorted(first["voting.interference_by"].split(";")) == ["agents", "police"]
        assert first["comments on answers"] == "voting.interference: Two men."
        assert second["voting.interference"] == ""
        assert [*first].index("opening.admitted") < [*first].index("voting.interference")

    def test_the_workbook_says_the_same(self, cast, desk):
        send(a_visit(), cast)
        response = waiting(desk, format="xlsx", answers="1")
        workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        heading, row = workbook.active.iter_rows(values_only=True)
        said = dict(zip(heading, row, strict=True))
        assert (said["state"], said["voting.interference"]) == ("Waits for review", "no")

    def test_who_takes_a_file_is_audited(self, cast, desk):
        send(a_visit(), cast)
        waiting(desk, format="csv", answers="1")
        told = AuditRecord.objects.filter(action="list downloaded").get()
        assert told.account_id == cast.secretariat.pk
        assert told.changes == {"list": "visits-with-answers", "format": "csv", "rows": 1}

    def test_more_visits_are_more_batches_not_more_of_everything(
        self, cast, desk, monkeypatch, django_assert_max_num_queries
    ):
        monkeypatch.setattr("visits.visit_files.AT_ONCE", 2)
        for _number in range(5):
            AnswerFactory(visit=VisitFactory(mission=cast.mission))
        with django_assert_max_num_queries(15):
            found = rows_of(waiting(desk, format="csv", answers="1"))
        assert [row["voting.interference"] for row in found] == ["no"] * 5
