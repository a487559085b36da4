"""The conclusion, participation and media, written on their page; the head's signature."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from missions.models import AuditRecord, SourceDocument
from missions.rules import NotAllowed
from reports.actions.claims import sign_conclusion, text_digest, write_claim
from reports.drafting import draft_statement
from reports.models import Judgement
from tests.factories import JudgementFactory, SourceDocumentFactory
from tests.reports.editing_desk import answered, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast, signed_in):
    return signed_in(cast.secretariat)


@pytest.fixture
def head(cast, signed_in):
    return signed_in(cast.head_of_mission)


def at(name, key="media"):
    return reverse(name, args=["here", "short", key])


def shown(response):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", response.content.decode())).split())


def claimed(cast, key, text, **told):
    held = Judgement.objects.filter(mission=cast.mission, key=key).first()
    usual = {"started_from": text_digest(held.text if held else ""), "by": cast.secretariat}
    return write_claim(**{**usual, **told}, mission=cast.mission, key=key, text=text)


class TestClaimsWithASource:
    def test_one_without_a_source_blocks_and_one_with_is_backed(self, cast, desk):
        page = desk.post(at("claim_edit"), {"text": "Media were free."}, follow=True)
        assert "Media were free." in shown(page)
        assert drafted(cast)["media"].standing == "unsourced"
        told = {"text": "Media were free.", "started_from": text_digest("Media were free.")}
        source = {
            "source-title": "Report on media",
            "source-issuer": "A council",
            "source-kind": "report",
        }
        desk.post(at("claim_edit"), {**told, **source})
        assert SourceDocument.objects.get().theme == "media"
        made = drafted(cast)["media"]
        assert made.standing == "backed" and "Report on media" in made.text

    def test_a_document_the_mission_has_can_carry_it(self, cast, desk):
        source = SourceDocumentFactory(mission=cast.mission, theme="", kind="press")
        typed = {"text": "Turnout was high.", "document": source.code}
        desk.post(at("claim_edit", "participation"), typed)
        made = drafted(cast)["participation"]
        assert (made.standing, made.evidence.sources) == ("reported", (source.code,))

    def test_another_missions_document_cannot(self, cast, desk):
        source = SourceDocumentFactory(mission=cast.other_mission, code="theirs", theme="")
        typed = {"text": "Turnout was high.", "document": source.code}
        response = desk.post(at("claim_edit", "participation"), typed)
        assert response.status_code == 200 and "Nothing is saved yet" in shown(response)
        assert not Judgement.objects.exists()

    def test_a_document_with_a_mistake_saves_nothing_and_keeps_what_was_typed(self, cast, desk):
        typed = {"text": "Media were free.", "source-issuer": "The press council"}
        response = desk.post(at("claim_edit"), typed)
        assert response.status_code == 200 and not Judgement.objects.exists()
        assert 'value="The press council"' in response.content.decode()
        assert "Media were free." in response.content.decode()

    def test_a_claim_is_withdrawn(self, cast, desk):
        claimed(cast, "media", "Media were free.")
        desk.post(at("claim_withdraw"))
        assert "media" not in drafted(cast)
        told = AuditRecord.objects.filter(record_type="reports.judgement").order_by("pk").last()
        assert told.changes["text"][0] == "Media were free."

    def test_the_page_asks_the_database_at_most_fifteen_times(
        self, cast, desk, django_assert_max_num_queries
    ):
        for theme in ("media", "participation", ""):
            SourceDocumentFactory(mission=cast.mission, theme=theme)
        for key in ("media", "conclusion"):
            claimed(cast, key, "Calm.")
            desk.get(at("claim_edit", key))
            with django_assert_max_num_queries(15):
                desk.get(at("claim_edit", key))

    def test_there_is_no_other_claim(self, desk):
        assert desk.get(at("claim_edit", "weather")).status_code == 404


class TestTwoPeople:
    def test_nobody_writes_over_what_they_have_not_read(self, cast, desk):
        begun = text_digest(claimed(cast, "conclusion", "First.").text)
        claimed(cast, "conclusion", "Second.", by=cast.second_secretariat)
        typed = {"text": "Mine.", "started_from": begun}
        response = desk.post(at("claim_edit", "conclusion"), typed)
        told = shown(response)
        assert "Somebody changed this text" in told and "Second." in told
        assert response.context["form"]["text"].value() == "Mine."
        assert Judgement.objects.get().text == "Second."
        # Having read it, the second try goes through.
        now = re.search(r'name="started_from" value="(\w+)"', response.content.decode()).group(1)
        desk.post(at("claim_edit", "conclusion"), {"text": "Both.", "started_from": now})
        assert Judgement.objects.get().text == "Both."


class TestSigning:
    def test_the_head_signs_with_name_and_date(self, cast, head):
        claim = claimed(cast, "conclusion", "The election was calm.")
        page = reverse("conclusion_sign", args=["here", "short"])
        head.post(page, {"digest": text_digest(claim.text)})
        claim.refresh_from_db()
        assert claim.signed_by == cast.head_of_mission.name
        assert claim.signed_on == timezone.localdate(timezone=cast.mission.zone)
        whys = [each.why for each in draft_statement(cast.mission).blockers]
        assert "There is no signed conclusion." not in whys

    def test_a_change_of_the_text_takes_the_signature_away(self, cast):
        JudgementFactory(
            mission=cast.mission,
            key="conclusion",
            text="Calm.",
            signed_by="A. Head",
            signed_on=date(2025, 3, 17),
        )
        claimed(cast, "conclusion", "Calm.")
        assert Judgement.objects.get().signed_by == "A. Head"
        claimed(cast, "conclusion", "Quite calm.")
        assert (Judgement.objects.get().signed_by, Judgement.objects.get().signed_on) == ("", None)

    def test_nobody_else_signs(self, cast, desk):
        claim = claimed(cast, "conclusion", "Calm.")
        page = reverse("conclusion_sign", args=["here", "short"])
        assert desk.post(page, {"digest": text_digest(claim.text)}).status_code == 403
        for account in (cast.secretariat, cast.administrator):
            with pytest.raises(NotAllowed, match="Only the head of mission"):
                sign_conclusion(mission=cast.mission, digest=text_digest(claim.text), by=account)

    def test_what_was_changed_meanwhile_is_read_again_first(self, cast):
        read = text_digest(claimed(cast, "conclusion", "Calm.").text)
        claimed(cast, "conclusion", "Not calm.")
        with pytest.raises(NotAllowed, match="read it again"):
            sign_conclusion(mission=cast.mission, digest=read, by=cast.head_of_mission)

    def test_each_adverse_pattern_is_acknowledged_before(self, cast, head):
        for _number in range(2):
            answered(cast, "voting.interference", "yes", adverse=True)
        digest = text_digest(claimed(cast, "conclusion", "Calm.").text)
        with pytest.raises(NotAllowed, match="acknowledges each adverse pattern: 1"):
            sign_conclusion(mission=cast.mission, digest=digest, by=cast.head_of_mission)
        assert "that still waits" in shown(head.get(at("claim_edit", "conclusion")))

    def test_only_who_edits_the_draft_writes(self, cast):
        for account in (cast.reader, cast.administrator, cast.observer):
            with pytest.raises(NotAllowed, match="does not edit"):
                claimed(cast, "conclusion", "Calm.", by=account)


def test_a_claim_changed_here_is_not_written_over_by_an_import(cast):
    # The import refuses a changed row whose record no longer gives its digest.
    claim = JudgementFactory(mission=cast.mission, key="media", import_digest="as imported")
    claimed(cast, "media", "Changed here.")
    claim.refresh_from_db()
    assert (claim.text, claim.import_digest) == ("Changed here.", "as imported")
