"""The draft's page stays live with the evidence, and a provisional draft is marked everywhere."""

import html
import io
import json
import re
from zipfile import ZipFile

import pytest
from django.urls import reverse

from missions.actions import move_evidence_on
from reports.actions.claims import write_claim
from reports.actions.editing import cut_sentence
from tests.reports.editing_desk import answered, reworded
from tests.visits.sending import a_visit, enter, revision_of
from visits.actions import verify_visit

pytestmark = pytest.mark.django_db
QUESTION = "voting.interference"


@pytest.fixture
def desk(cast, signed_in):
    for _number in range(6):
        answered(cast, QUESTION, "no")
    return signed_in(cast.secretariat)


def page(client, **query):
    return client.get(reverse("statement_draft", args=["here"], query=query))


def shown(response):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", response.content.decode())).split())


def asked(client, opened, **more):
    """What the page is answered when it asks, with what it holds in its hidden fields."""
    held = {name: opened.context[name] for name in ("version", "shown")}
    return client.get(reverse("statement_changes", args=["here", "short"]), {**held, **more})


def verified(cast, value):
    revision = revision_of(enter(a_visit(answers={QUESTION: value}), cast))
    verify_visit(revision, by=cast.head_of_mission)


class TestLive:
    def test_while_nothing_changed_the_answer_is_nothing(
        self, cast, desk, django_assert_max_num_queries
    ):
        opened = page(desk)
        with django_assert_max_num_queries(6):
            answer = asked(desk, opened)
        assert (answer.status_code, answer.content) == (204, b"")

    def test_nothing_is_answered_after_edits_of_before(self, cast, desk):
        reworded(cast, QUESTION, "Calm reigned {basis}.", "favourable", "all")
        reworded(cast, QUESTION, "Peace reigned {basis}.", "favourable", "all")
        assert asked(desk, page(desk)).status_code == 204

    def test_verified_evidence_is_told_with_the_sentences_it_touches(self, cast, desk):
        opened = page(desk)
        verified(cast, "yes")
        answer = asked(desk, opened)
        told = shown(answer)
        assert answer.status_code == 200
        assert "observers saw someone interfere in the commission's work" in told
        assert "Show them" in told
        assert "The mission observed the election" not in told
        # The page goes on asking with the new version, and with what it still shows.
        assert asked(desk, answer).status_code == 204

    def test_what_is_only_sent_is_not_told(self, cast, desk):
        opened = page(desk)
        enter(a_visit(answers={QUESTION: "yes"}), cast)
        assert asked(desk, opened).status_code == 204

    def test_somebody_elses_edit_is_told(self, cast, desk):
        opened = page(desk)
        text = "Calm reigned {basis}."
        reworded(cast, QUESTION, text, "favourable", "all", by=cast.second_secretariat)
        assert "Calm reigned" in shown(asked(desk, opened))

    def test_a_claim_is_told(self, cast, desk):
        opened = page(desk)
        told = {"mission": cast.mission, "started_from": "", "by": cast.second_secretariat}
        write_claim(key="media", text="Media were free.", **told)
        assert "Media were free." in shown(asked(desk, opened))

    def test_a_change_that_touches_no_sentence_shows_no_notice(self, cast, desk):
        opened = page(desk)
        move_evidence_on(cast.mission)
        answer = asked(desk, opened)
        assert answer.status_code == 200 and "Show them" not in shown(answer)
        assert asked(desk, answer).status_code == 204

    def test_a_cut_is_told(self, cast, desk):
        opened = page(desk)
        cut_sentence(
            mission=cast.mission,
            kind="short",
            key="areas.groups",
            reason="",
            by=cast.second_secretariat,
        )
        assert "Somebody cut or moved sentences" in shown(asked(desk, opened))

    def test_the_page_asks_by_itself_and_without_a_script_nothing_is_lost(self, desk):
        body = page(desk).content.decode()
        assert 'hx-trigger="every 20s"' in body and "vendor/htmx" in body
        assert '"allowEval": false' in html.unescape(body)
        assert "hx-" not in re.sub(r'<div id="live".*?</div>', "", body, flags=re.S)


class TestProvisional:
    @pytest.fixture
    def waiting(self, cast, desk):
        """A seventh visit, sent and not verified."""
        enter(a_visit(answers={QUESTION: "no"}), cast)
        return desk

    def test_the_page_counts_what_was_sent_and_is_watermarked(self, waiting):
        plain, marked = page(waiting), page(waiting, include="submitted")
        assert "6 voting visits" in shown(plain) and "PROVISIONAL" not in shown(plain)
        assert "7 voting visits" in shown(marked)
        assert 'data-words="PROVISIONAL"' in marked.content.decode()
        assert "watermark" not in plain.content.decode()

    def test_it_stays_provisional_from_link_to_link(self, waiting):
        body = html.unescape(page(waiting, include="submitted").content.decode())
        for format in ("docx", "pdf", "html", "md", "json"):
            assert f"statement/short.{format}?include=submitted" in body
        assert "?kind=preliminary&include=submitted" in body
        assert "changes/?include=submitted" in body

    def test_it_is_not_edited(self, waiting):
        assert "/edit/" not in page(waiting, include="submitted").content.decode()
        assert "/edit/" in page(waiting).content.decode()

    @pytest.mark.parametrize("format", ["docx", "pdf", "html", "md", "json"])
    def test_every_file_says_so_in_its_name_and_inside(self, waiting, format):
        address = reverse("statement_download", args=["here", "short", format])
        response = waiting.get(address, {"include": "submitted"})
        assert f'here-short-provisional.{format}"' in response["Content-Disposition"]
        content = response.content
        if format == "json":
            assert json.loads(content)["provisional"] is True
        elif format == "docx":
            with ZipFile(io.BytesIO(content)) as packed:
                headers = [name for name in packed.namelist() if "header" in name]
                assert any(b"PROVISIONAL" in packed.read(name) for name in headers)
        elif format == "pdf":
            assert content.startswith(b"%PDF")
        else:
            assert "PROVISIONAL" in content.decode()
        plain = waiting.get(address)
        assert "provisional" not in plain["Content-Disposition"]
        assert format == "json" or b"PROVISIONAL" not in plain.content
