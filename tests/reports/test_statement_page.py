"""The statement page: every sentence beside its evidence, and the files of the same draft."""

import html
import io
import re
from zipfile import ZipFile

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from reports.drafting import draft_statement
from reports.exports.pdf import TypesettingError
from reports.models import Acknowledgement
from reports.statement_page import MOST_LINKS
from tests.factories import (
    AnswerFactory,
    FindingFactory,
    JudgementFactory,
    MeetingFactory,
    SourceDocumentFactory,
    VisitFactory,
    VisitRevisionFactory,
)

QUESTION = "voting.interference"
PATTERN = f"matters.{QUESTION}"


def statement(client, **query):
    return client.get(reverse("statement_draft", args=["here"], query=query))


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def answered(cast, value, **told):
    """A verified voting visit of the north that answered whether anybody interfered."""
    keys = {"team": cast.north_team, "state": "verified", "awaits_review": False}
    visit = VisitFactory(mission=cast.mission, **{**keys, **told})
    adverse = value == "yes"
    AnswerFactory(visit=visit, question=QUESTION, value=value, adverse=adverse, urgent=adverse)
    return visit


def shown_sentence(response, key):
    page = response.context["page"]
    return next(
        shown
        for section in page.sections
        for paragraph in section.paragraphs
        for shown in paragraph
        if shown.sentence.key == key
    )


@pytest.fixture
def adverse(cast):
    """One adverse visit among seven, with a confirmed finding."""
    for _number in range(6):
        answered(cast, "no")
    visit = answered(cast, "yes")
    FindingFactory(
        mission=cast.mission, visit=visit, code="f-1", question=QUESTION, state="confirmed"
    )
    return visit


@pytest.fixture
def desk(cast, signed_in):
    return signed_in(cast.secretariat)


@pytest.fixture
def head(cast, signed_in):
    return signed_in(cast.head_of_mission)


class TestSentencesBesideTheirEvidence:
    def test_a_sentence_leads_to_its_visits_and_findings(self, cast, desk, adverse):
        page = statement(desk)
        shown = text_of(page)
        assert "adverse in 1 of 7 visits" in shown
        way = f"/missions/here/visits/{adverse.uuid}/?from=statement&kind=short&sentence={PATTERN}"
        assert f'<a href="{way}">{adverse.code}</a>' in shown
        assert f'<a href="{way}#f-1">Finding f-1</a>' in shown

    def test_the_visits_on_either_side_are_found_by_the_links_beside_it(self, cast, desk, adverse):
        sentence = shown_sentence(statement(desk), PATTERN)
        for query, expected in ((sentence.adverse_list, 1), (sentence.favourable_list, 6)):
            page = desk.get(f"{reverse('visit_waiting', args=['here'])}?{query}")
            assert page.context["page"].paginator.count == expected

    def test_a_visit_leads_back_to_the_sentence_it_was_opened_from(self, cast, desk, adverse):
        VisitRevisionFactory(visit=adverse, payload=b"{}")
        page = reverse("visit_detail", args=["here", adverse.uuid])
        origin = {"from": "statement", "kind": "preliminary", "sentence": PATTERN}
        shown = text_of(desk.get(page, origin))
        assert f'href="/missions/here/statement/?kind=preliminary#s-{PATTERN}"' in shown

    @pytest.mark.parametrize(
        "origin",
        [
            {"from": "//example.org", "kind": "short"},
            {"from": "statement", "kind": "//example.org", "sentence": '"//example.org'},
        ],
    )
    def test_a_visit_leads_back_nowhere_else(self, cast, desk, adverse, origin):
        VisitRevisionFactory(visit=adverse, payload=b"{}")
        shown = desk.get(reverse("visit_detail", args=["here", adverse.uuid]), origin)
        ways = re.findall(r'class="back-link"\s+href="([^"]*)"', shown.content.decode())
        assert [way.split("?")[0] for way in ways] in (
            ["/missions/here/waiting/"],
            ["/missions/here/statement/"],
        )
        assert "//example.org" not in "".join(ways)

    def test_no_list_is_offered_where_no_visit_answered_so(self, cast, desk):
        answered(cast, "yes")
        sentence = shown_sentence(statement(desk), PATTERN)
        assert (sentence.basis, sentence.favourable_list) == ("adverse in 1 of 1 visit", "")
        assert sentence.adverse_list

    def test_no_numbers_and_no_list_stand_beside_a_question_nobody_answered(self, cast, desk):
        JudgementFactory(mission=cast.mission, key=QUESTION, text="Nobody interfered.")
        page = statement(desk, kind="preliminary")
        sentence = shown_sentence(page, QUESTION)
        assert (sentence.basis, sentence.favourable_list, sentence.adverse_list) == ("", "", "")
        assert "0 of 0" not in text_of(page)

    def test_the_words_for_standings_are_explained(self, cast, desk):
        assert "What these words mean" in text_of(statement(desk))

    def test_every_sentence_has_its_standing_in_words(self, cast, desk, adverse):
        response = statement(desk, kind="preliminary")
        draft = response.context["draft"]
        sentences = [each for section in draft.sections for each in section.sentences]
        shown = text_of(response)
        blocks = re.findall(r'<div class="sentence sentence-(\w+)" id="s-([^"]+)">', shown)
        assert blocks == [(each.standing, each.key) for each in sentences]
        for standing, _key in blocks:
            assert standing.capitalize() in shown

    def test_a_source_and_a_meeting_are_named_too(self, cast, desk):
        source = SourceDocumentFactory(
            mission=cast.mission, theme="participation", url="https://example.org/turnout"
        )
        MeetingFactory(mission=cast.mission)
        JudgementFactory(mission=cast.mission, key="participation", text="Turnout was 71 per cent.")
        shown = text_of(statement(desk))
        assert f'href="https://example.org/turnout" rel="noreferrer">{source.title}</a>' in shown

    def test_more_visits_than_a_page_can_bear_are_read_in_the_list(self, cast, desk):
        for _number in range(MOST_LINKS + 3):
            answered(cast, "yes")
        response = statement(desk)
        assert len(shown_sentence(response, PATTERN).records["visits"]) == MOST_LINKS
        assert "and 3 more visits" in text_of(response)

    def test_other_missions_records_are_not_shown(self, cast, desk, adverse):
        FindingFactory(mission=cast.other_mission, code="f-1", summary="Elsewhere.")
        assert "Elsewhere." not in text_of(statement(desk))

    def test_the_demonstrations_note_is_shown(self, cast, desk):
        cast.mission.demo = True
        cast.mission.save()
        assert "It is not the statement of any organisation." in text_of(statement(desk))

    def test_a_kind_that_does_not_exist_is_said(self, cast, desk):
        response = statement(desk, kind="novel")
        assert response.status_code == 302
        assert "novel" in " ".join(map(str, get_messages(response.wsgi_request)))

    def test_it_asks_the_database_as_often_for_many_visits_as_for_few(
        self, cast, desk, adverse, django_assert_max_num_queries
    ):
        statement(desk)
        # Eleven to draft, one for mission and role, one for the evidence, two for signing in.
        VisitFactory(mission=cast.mission, team=cast.north_team, urgent_waits=True)
        with django_assert_max_num_queries(15) as few:
            statement(desk)
        for number in range(200):
            answered(cast, "yes" if number % 3 else "no")
        with django_assert_max_num_queries(15) as many:
            statement(desk)
        assert len(few) == len(many)


class TestReadiness:
    def test_what_stands_in_the_way_leads_to_its_sentence(self, cast, desk, adverse):
        JudgementFactory(mission=cast.mission, key="media", text="Media were free.")
        waiting = VisitFactory(mission=cast.mission, team=cast.north_team, urgent_waits=True)
        shown = text_of(statement(desk))
        assert "Not ready to be signed" in shown
        assert f'href="#s-{PATTERN}"' in shown
        assert 'href="#s-media"' in shown
        way = f"/missions/here/visits/{waiting.uuid}/?from=statement&kind=short"
        assert f'<a href="{way}">' in shown
        assert f"Visit {waiting.code} is urgent and not yet verified or set aside." in shown
        assert "can be edited, moved or cut" in shown
        assert "There is no signed conclusion." in shown

    def test_a_returned_urgent_visit_is_found_by_the_links_that_promise_it(self, cast, desk):
        returned = {"state": "returned", "awaits_review": False, "urgent_waits": True}
        for _number in range(2):
            VisitFactory(mission=cast.mission, team=cast.north_team, **returned)
        shown = text_of(statement(desk))
        assert shown.count("was returned; the team has not answered yet") == 2
        (listed,) = set(re.findall(r'"(/missions/here/waiting/\?[^"]*urgent=on)"', shown))
        assert desk.get(listed).context["page"].paginator.count == 2

    def test_a_statement_with_nothing_in_the_way_says_so(self, cast, desk):
        JudgementFactory(
            mission=cast.mission, signed_by="A. Head", signed_on=cast.mission.election_date
        )
        answered(cast, "no")
        assert "Nothing stands in the way of signing" in text_of(statement(desk))


class TestAcknowledging:
    def press(self, client, page, pattern=PATTERN, **told):
        digest = shown_sentence(page, pattern).digest
        keys = {"kind": "preliminary", "pattern": pattern, "digest": digest}
        return client.post(reverse("pattern_acknowledge", args=["here"]), {**keys, **told})

    def test_the_head_of_mission_acknowledges_a_pattern_and_stays_at_its_sentence(
        self, cast, head, adverse
    ):
        before = statement(head)
        assert "Acknowledge this pattern" in text_of(before)
        response = self.press(head, before)
        assert response.url == f"/missions/here/statement/?kind=preliminary#s-{PATTERN}"
        assert Acknowledgement.objects.get().account == cast.head_of_mission
        assert shown_sentence(statement(head), PATTERN).acknowledged
        assert "Acknowledged by the head of mission" in text_of(statement(head))

    def test_what_came_of_it_is_said_beside_the_sentence(self, cast, head, adverse):
        self.press(head, statement(head))
        shown = text_of(statement(head, kind="preliminary"))
        at = shown.index(f'id="s-{PATTERN}"')
        assert "You have acknowledged this adverse pattern" in shown[at : at + 1500]

    def test_the_secretariat_has_no_button(self, cast, desk, adverse):
        assert "Acknowledge this pattern" not in text_of(statement(desk))

    def test_evidence_that_changed_meanwhile_is_read_again_first(self, cast, head, adverse):
        before = statement(head)
        answered(cast, "yes")
        response = self.press(head, before)
        assert "evidence has changed" in " ".join(map(str, get_messages(response.wsgi_request)))
        assert not Acknowledgement.objects.exists()

    def test_a_kind_that_does_not_exist_leads_back_to_the_short_one(self, cast, head, adverse):
        assert "?kind=short#" in self.press(head, statement(head), kind="//example.org").url


class TestFiles:
    def download(self, client, suffix, kind="short"):
        return client.get(f"/missions/here/statement/{kind}.{suffix}")

    @pytest.mark.parametrize(
        ("suffix", "start"),
        [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!"), ("md", b"#"), ("json", b"{")],
    )
    def test_the_draft_is_downloaded_in_each_format(self, cast, desk, adverse, suffix, start):
        response = self.download(desk, suffix)
        assert response.content.lstrip().startswith(start)
        expected = f'attachment; filename="here-short.{suffix}"'
        assert response.headers["Content-Disposition"] == expected

    def test_the_word_file_says_what_the_page_says(self, cast, desk, adverse):
        (sentence,) = (
            each
            for section in draft_statement(cast.mission).sections
            for each in section.sentences
            if each.key == PATTERN
        )
        archive = ZipFile(io.BytesIO(self.download(desk, "docx").content))
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
        assert sentence.text in html.unescape(words)
        assert sentence.text in text_of(statement(desk))

    @pytest.mark.parametrize(("kind", "suffix"), [("novel", "pdf"), ("short", "exe")])
    def test_a_file_that_does_not_exist_is_not_found(self, cast, desk, kind, suffix):
        assert self.download(desk, suffix, kind).status_code == 404

    def test_a_pdf_that_could_not_be_made_is_said_in_a_sentence(self, cast, desk, monkeypatch):
        def broken(*_about):
            raise TypesettingError("The PDF could not be made.")

        monkeypatch.setattr("reports.views.statement.render_file", broken)
        response = self.download(desk, "pdf")
        assert response.url == "/missions/here/statement/?kind=short"
        assert "could not be made" in " ".join(map(str, get_messages(response.wsgi_request)))
