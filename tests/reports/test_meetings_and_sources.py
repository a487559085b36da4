"""Meetings and source documents: kept by the secretariat, and never taken from under a sentence."""

import csv
import html
import io

import pytest
from django.urls import reverse

from missions.models import AuditRecord, Meeting, Mission, SourceDocument
from missions.rules import NotAllowed
from reports.actions.records import keep_record, remove_record
from reports.models import Block, BlockText, Statement
from reports.resting import resting_on
from tests.factories import (
    AreaFactory,
    JudgementFactory,
    MeetingFactory,
    SourceDocumentFactory,
)
from tests.reports.folder import small

pytestmark = pytest.mark.django_db

MEETING = {
    "organisation": "Ministry of Justice",
    "category": "government",
    "date": "2025-03-12",
    "person": "The minister",
}
SOURCE = {
    "title": "Turnout by region",
    "issuer": "Central Election Commission",
    "kind": "official_figure",
    "theme": "participation",
    "url": "https://example.org/turnout",
}


def ask(client, name, *keys, method="get", query=None, **typed):
    path = reverse(name, args=["here", *keys], query=query or {})
    return getattr(client, method)(path, typed)


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def version(mission):
    return Mission.objects.get(pk=mission.pk).evidence_version


def edited(mission, key="own.1", language="en", **told):
    """A text that somebody gave a sentence of the short statement, after those before."""
    statement, _made = Statement.objects.get_or_create(mission=mission, kind="short")
    block, _made = Block.objects.get_or_create(statement=statement, key=key)
    number = block.texts.count() + 1
    return BlockText.objects.create(block=block, language=language, number=number, **told)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.secretariat)


class TestMeetings:
    def test_a_meeting_is_added_and_told(self, cast, client):
        answer = ask(client, "meeting_add", method="post", **MEETING)
        assert answer["Location"] == "/missions/here/meetings/"
        meeting = Meeting.objects.get()
        assert (meeting.mission, meeting.code) == (cast.mission, "ministry-of-justice")
        told = AuditRecord.objects.get(record_type="missions.meeting")
        assert (told.action, told.account_id) == ("created", cast.secretariat.pk)
        assert told.changes["organisation"] == ["", "Ministry of Justice"]
        # Whom the mission met is theirs to be forgotten: only that it was written.
        assert told.changes["person"] is None

    def test_the_last_day_is_not_before_the_first_and_what_was_typed_stays(self, client):
        answer = ask(client, "meeting_add", method="post", **MEETING, end_date="2025-03-11")
        shown = text_of(answer)
        assert "The last day is not before the first." in shown
        assert 'value="Ministry of Justice"' in shown
        assert 'value="2025-03-11"' in shown
        assert not Meeting.objects.exists()

    def test_an_area_of_another_mission_is_none(self, cast, client):
        elsewhere = AreaFactory(mission=cast.other_mission)
        answer = ask(client, "meeting_add", method="post", **MEETING, area=elsewhere.pk)
        assert answer.status_code == 200
        assert not Meeting.objects.exists()

    def test_its_code_stays_when_it_is_changed(self, cast, client):
        meeting = MeetingFactory(mission=cast.mission, code="m-1")
        ask(client, "meeting_edit", meeting.pk, method="post", **MEETING, code="other")
        meeting.refresh_from_db()
        assert (meeting.organisation, meeting.code) == ("Ministry of Justice", "m-1")

    def test_it_is_deleted_after_a_question(self, cast, client):
        meeting = MeetingFactory(mission=cast.mission)
        assert "Nothing depends on it" in text_of(ask(client, "meeting_delete", meeting.pk))
        ask(client, "meeting_delete", meeting.pk, method="post")
        assert not Meeting.objects.exists()
        assert AuditRecord.objects.get().action == "deleted"


class TestSources:
    def test_a_source_document_is_added(self, cast, client):
        ask(client, "source_add", method="post", **SOURCE)
        source = SourceDocument.objects.get()
        assert (source.mission, source.code, source.theme) == (
            cast.mission,
            "turnout-by-region",
            "participation",
        )

    def test_its_address_starts_with_https(self, client):
        answer = ask(client, "source_add", method="post", **SOURCE | {"url": "http://example.org"})
        assert "An address that starts with https://." in text_of(answer)

    def test_an_address_that_came_otherwise_does_not_keep_the_rest_from_being_changed(
        self, cast, client
    ):
        source = SourceDocumentFactory(mission=cast.mission, url="http://example.org/old")
        typed = SOURCE | {"url": "http://example.org/old"}
        assert ask(client, "source_edit", source.pk, method="post", **typed).status_code == 302

    def test_the_form_says_which_themes_carry_claims(self, client):
        shown = text_of(ask(client, "source_add"))
        assert '<optgroup label="Carries a claim of the statement"> <option value="part' in shown


class TestEvidence:
    def test_every_change_moves_the_evidence_and_no_change_does_not(self, cast):
        source = SourceDocumentFactory.build(mission=cast.mission)
        keep_record(source, mission=cast.mission, by="tests")
        assert version(cast.mission) == 1
        keep_record(source, mission=cast.mission, by="tests")
        assert version(cast.mission) == 1
        remove_record(source, mission=cast.mission, by="tests")
        assert version(cast.mission) == 2


class TestWhatRestsOnThem:
    @pytest.mark.parametrize("theme", ["participation", "media"])
    def test_a_source_of_a_claim_is_not_deleted(self, cast, client, theme):
        source = SourceDocumentFactory(mission=cast.mission, theme=theme)
        JudgementFactory(mission=cast.mission, key=theme)
        asked = text_of(ask(client, "source_delete", source.pk))
        assert f'/missions/here/statement/?kind=short#s-{theme}">the claim' in asked
        answer = ask(client, "source_delete", source.pk, method="post")
        assert answer.status_code == 409
        assert SourceDocument.objects.exists()
        assert version(cast.mission) == 0

    def test_a_claim_of_another_mission_or_theme_binds_nothing(self, cast):
        source = SourceDocumentFactory(mission=cast.mission, theme="participation")
        JudgementFactory(mission=cast.other_mission, key="participation")
        JudgementFactory(mission=cast.mission, key="media")
        assert resting_on(source) == []

    def test_a_record_an_edited_sentence_names_is_not_deleted(self, cast):
        meeting = MeetingFactory(mission=cast.mission, code="m1")
        source = SourceDocumentFactory(mission=cast.mission, code="d1")
        edited(cast.mission, text="The mission met the commission.", meetings=["m1"])
        edited(cast.mission, "own.2", text="Turnout rose.", sources=["d1"])
        for record, words in ((meeting, "The mission met the commission."), (source, "Turnout")):
            with pytest.raises(NotAllowed, match=words):
                remove_record(record, mission=cast.mission, by="tests")

    def test_a_text_that_another_one_replaced_binds_nothing(self, cast):
        meeting = MeetingFactory(mission=cast.mission, code="m1")
        edited(cast.mission, meetings=["m1"])
        edited(cast.mission, text="Shorter.")
        assert resting_on(meeting) == []

    def test_a_text_kept_beside_another_one_binds_too(self, cast):
        meeting = MeetingFactory(mission=cast.mission, code="m1")
        edited(cast.mission, meetings=["m1"], beside=True, text="Mine.")
        edited(cast.mission, text="Theirs.")
        assert [str(each) for each in resting_on(meeting)] == ["the sentence “Mine.”"]

    def test_until_it_is_merged(self, cast):
        meeting = MeetingFactory(mission=cast.mission, code="m1")
        beside = edited(cast.mission, meetings=["m1"], beside=True, text="Mine.")
        edited(cast.mission, text="Both.", merges=beside)
        assert resting_on(meeting) == []


class TestLists:
    def test_they_narrow_and_are_downloaded(self, cast, client):
        MeetingFactory(mission=cast.mission, organisation="Court", category="judiciary")
        MeetingFactory(mission=cast.mission, organisation="Party", category="party", person="Ann")
        MeetingFactory(mission=cast.other_mission, organisation="Elsewhere")
        shown = text_of(ask(client, "meeting_list", query={"category": "judiciary"}))
        assert "Court" in shown
        assert "Ann" not in shown
        answer = ask(client, "meeting_list", query={"q": "ann", "format": "csv"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == ["Party"]
        assert rows[1][1] == "2025-03-14"

    def test_empty_ones_say_what_to_do(self, client):
        assert "No meeting yet" in text_of(ask(client, "meeting_list"))
        assert "No source document yet" in text_of(ask(client, "source_list"))

    @pytest.mark.parametrize(
        ("name", "factory"),
        [("meeting_list", MeetingFactory), ("source_list", SourceDocumentFactory)],
    )
    def test_they_ask_the_database_as_often_for_many_as_for_few(
        self, cast, client, django_assert_max_num_queries, name, factory
    ):
        factory.create_batch(3, mission=cast.mission)
        with django_assert_max_num_queries(15) as few:
            ask(client, name)
        factory.create_batch(27, mission=cast.mission)
        with django_assert_max_num_queries(15) as many:
            ask(client, name)
        assert len(few) == len(many)


def test_an_import_refuses_a_meeting_that_was_changed_here(tmp_path, signed_in, cast):
    small.bring_in(tmp_path, small.folder())
    mission = Mission.objects.exclude(slug__in=("here", "elsewhere")).get()
    meeting = Meeting.objects.get(mission=mission)
    meeting.organisation = "Renamed here"
    keep_record(meeting, mission=mission, by=cast.secretariat)
    refused = small.refusal(tmp_path, small.folder())
    assert any("meetings.csv" in each and "was changed here" in each for each in refused)
