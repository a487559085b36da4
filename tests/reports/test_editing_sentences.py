"""Edited sentences: what stays bound, what they state, and how they then stand."""

import json

import pytest

from missions.rules import NotAllowed
from reports.actions.adding import add_sentence
from reports.actions.editing import Wording, cut_sentence
from reports.draft_types import Evidence
from reports.drafting import draft_statement, open_desk
from reports.exports import render
from reports.models import BlockText
from tests.factories import (
    FindingFactory,
    JudgementFactory,
    MeetingFactory,
    SourceDocumentFactory,
)
from tests.reports.editing_desk import answered, blockers, drafted, reworded, seven_visits

pytestmark = pytest.mark.django_db
QUESTION = "voting.interference"
MATERIAL = "voting.campaign_material"


@pytest.fixture
def seven(cast):
    seven_visits(cast)


def in_json(cast, kind="short"):
    told = json.loads(render(draft_statement(cast.mission, kind=kind), "json"))
    return {each["key"]: each for section in told["sections"] for each in section["sentences"]}


class TestQuestionSentences:
    def test_editing_begins_from_the_librarys_text_with_its_placeholders(self, cast, seven):
        subject = open_desk(cast.mission, kind="short").subject(QUESTION)
        assert "{Basis}" in subject.template and "7" not in subject.template
        assert (subject.about, subject.stated) == ("adverse", "none")

    def test_the_unchanged_template_says_what_the_machine_says(self, cast, seven):
        for key in (QUESTION, MATERIAL):
            before = in_json(cast, "preliminary")[key]
            subject = open_desk(cast.mission, kind="preliminary").subject(key)
            told = (subject.template, subject.about, subject.stated)
            reworded(cast, key, *told, kind="preliminary")
            assert in_json(cast, "preliminary")[key] == before

    def test_numbers_stay_tied_to_the_records(self, cast, seven):
        text = "Leaflets were seen by observers {basis}."
        reworded(cast, MATERIAL, text, "adverse", "")
        assert "in 1 of the 7 voting visits" in drafted(cast)[MATERIAL].text
        answered(cast, MATERIAL, "yes", adverse=True)
        made = drafted(cast)[MATERIAL]
        assert "in 2 of the 8 voting visits" in made.text
        assert (made.figures, made.standing) == ({"n": 2, "of": 8}, "backed")

    def test_every_key_of_the_format_is_there(self, cast, seven):
        reworded(cast, QUESTION, "All was calm in the commissions {basis}.", "favourable", "all")
        told = in_json(cast)[QUESTION]
        assert told == {
            "key": QUESTION,
            "text": "All was calm in the commissions in all 7 voting visits.",
            "standing": "backed",
            "about": "favourable",
            "stated": "all",
            "unit": "visit",
            "figures": {"n": 7, "of": 7},
            "against": 0,
            "evidence": {"visits": [], "findings": [], "meetings": [], "sources": []},
        }

    def test_a_text_that_states_none_is_contradicted_by_the_next_verified_visit(self, cast, seven):
        text = "Observers saw no interference in any of {population}."
        reworded(cast, QUESTION, text, "adverse", "none")
        before = drafted(cast)[QUESTION]
        assert (before.standing, before.against, before.marks) == ("backed", 0, ())
        visit = answered(cast, QUESTION, "yes", adverse=True)
        after = drafted(cast)[QUESTION]
        assert (after.standing, after.against) == ("contradicted", 1)
        assert after.evidence.visits == (visit.code,)
        assert blockers(cast, QUESTION) == ["Verified evidence speaks against this sentence."]

    def test_a_live_word_follows_the_table(self, cast, seven):
        text = "In {quantifier} of {population} campaign material was absent; {rest} it was there."
        reworded(cast, MATERIAL, text, "favourable", "live")
        made = drafted(cast)[MATERIAL]
        assert made.text.startswith("In most of the 7 voting visits")
        assert "in one visit it was there" in made.text
        assert made.stated == "most"
        for _number in range(5):
            answered(cast, MATERIAL, "no")
        made = drafted(cast)[MATERIAL]
        assert made.text.startswith("In nearly all of the 12 voting visits")
        assert (made.stated, made.figures) == ("nearly_all", {"n": 11, "of": 12})

    def test_a_live_word_gives_way_to_the_number_where_the_basis_is_too_small(self, cast):
        answered(cast, MATERIAL, "no")
        text = "In {quantifier} of {population} campaign material was absent; {rest} it was there."
        reworded(cast, MATERIAL, text, "favourable", "live", kind="preliminary")
        made = drafted(cast, "preliminary")[MATERIAL]
        assert made.text.startswith("In 1 of the 1 voting visit") and made.stated == ""

    def test_a_claim_on_a_question_nobody_answered_is_unsourced(self, cast, seven):
        wording = Wording("Observers could work {basis}.", "favourable", "")
        key = "voting.observers_unhindered"
        add(cast, "observers", "", wording, ("question", key))
        made = in_json(cast)[key]
        assert (made["standing"], made["figures"]) == ("unsourced", {"n": 0, "of": 0})
        assert blockers(cast, key)

    @pytest.mark.parametrize(
        ("text", "about", "stated", "why"),
        [
            ("Nobody interfered.", "adverse", "none", "how many visits"),
            ("Calm {basis} {turnout}.", "adverse", "", "no placeholder {turnout}"),
            ("Calm {basis", "adverse", "", "brace"),
            ("Calm {basis.__class__}", "adverse", "", "brace"),
            ("Calm {basis}.", "", "", "favourable or the adverse side"),
            ("Calm {basis}.", "favourable", "most", "urgent answer"),
            ("Calm {basis}.", "favourable", "loads", "from the list"),
            ("Nobody interfered {basis}.", "adverse", "none", "{population}"),
            ("In most of {population} it was calm.", "favourable", "all", "make them agree"),
            ("In {population} it was calm.", "favourable", "", "not in how many"),
            ("In the {of} visits it was calm.", "adverse", "", "not in how many"),
            ("In {population} it was calm.", "favourable", "live", "not in how many"),
            ("   ", "adverse", "", "Write the sentence"),
            ("x" * 2001, "adverse", "", "at most 2000"),
        ],
    )
    def test_a_text_that_may_not_stand_is_refused_with_a_sentence(
        self, cast, seven, text, about, stated, why
    ):
        with pytest.raises(NotAllowed, match=why.replace("{", r"\{")):
            reworded(cast, QUESTION, text, about, stated)
        assert not BlockText.objects.exists()

    def test_a_favourable_word_needs_the_adverse_number_beside_it(self, cast, seven):
        text = "In {quantifier} of {population} campaign material was absent."
        with pytest.raises(NotAllowed, match="adverse number"):
            reworded(cast, MATERIAL, text, "favourable", "live")
        with pytest.raises(NotAllowed, match="not said of a favourable"):
            reworded(cast, MATERIAL, f"{text} {{rest}}", "favourable", "many")

    def test_a_withheld_figure_cannot_be_printed(self, cast, seven):
        text = "{visits_total} visits were made; nobody interfered in any of {population}."
        reworded(cast, QUESTION, text, "adverse", "none")
        assert drafted(cast)[QUESTION].text.startswith("7 visits were made")
        cast.mission.withhold = "visits_total"
        cast.mission.save()
        made = drafted(cast)[QUESTION]
        assert made.standing == "unsourced" and not made.text.startswith("7")
        assert "{visits_total}" in blockers(cast, QUESTION)[0]
        with pytest.raises(NotAllowed, match="withholds"):
            reworded(cast, QUESTION, f"{text} Indeed.", "adverse", "none")


class TestTypedNumbersAndWords:
    @pytest.mark.parametrize("typed", ["38", "thirty", "most", "nearly all", "the majority"])
    def test_what_nothing_backs_is_marked_and_blocks(self, cast, seven, typed):
        text = f"In {typed} of the places observers saw leaflets {{basis}}."
        reworded(cast, MATERIAL, text, "adverse", "")
        made = drafted(cast)[MATERIAL]
        assert made.standing == "unsourced"
        (mark,) = made.marks
        assert made.text[mark.start : mark.end] == mark.word
        assert mark.word in typed
        assert f"“{mark.word}”" in blockers(cast, MATERIAL)[0]

    def test_a_contradicted_sentence_stays_contradicted(self, cast, seven):
        text = "In none of 38 places observers saw leaflets {of}."
        reworded(cast, MATERIAL, text, "adverse", "none")
        assert drafted(cast)[MATERIAL].standing == "contradicted"

    def test_numbers_the_records_state_may_be_typed_until_they_change(self, cast, seven):
        reworded(cast, "stations.visited", "The teams went to 7 stations.")
        assert drafted(cast)["stations.visited"].standing == "backed"
        answered(cast, QUESTION, "no")
        after = drafted(cast)["stations.visited"]
        assert (after.standing, [mark.word for mark in after.marks]) == ("unsourced", ["7"])

    def test_a_judgement_is_marked_and_stays_one(self, cast, seven):
        text = "All 38 stations followed every rule."
        JudgementFactory(mission=cast.mission, key="conclusion", text=text)
        made = drafted(cast)["conclusion"]
        assert made.standing == "judgement"
        assert [mark.word for mark in made.marks] == ["All", "38", "every"]
        assert [made.text[mark.start : mark.end] for mark in made.marks] == ["All", "38", "every"]


class TestFindingsAndMatters:
    def test_what_was_told_keeps_saying_so(self, cast):
        FindingFactory(
            mission=cast.mission, code="f", basis="told", state="confirmed", summary="A quarrel."
        )
        with pytest.raises(NotAllowed, match="reported to the mission"):
            reworded(cast, "finding.f", "There was a quarrel.")
        reworded(cast, "finding.f", "A quarrel was reported to the mission.")
        made = drafted(cast)["finding.f"]
        assert (made.standing, made.evidence.findings) == ("reported", ("f",))

    def test_a_matter_keeps_its_number_and_stays_to_be_acknowledged(self, cast, seven):
        answered(cast, QUESTION, "yes", adverse=True)
        answered(cast, QUESTION, "yes", adverse=True)
        key = f"matters.{QUESTION}"
        with pytest.raises(NotAllowed, match="rests on"):
            reworded(cast, key, "Somebody interfered.")
        reworded(cast, key, "{Basis}, the work of commissions was disturbed.")
        made = drafted(cast)[key]
        assert made.text == (
            "In 2 of the 9 voting visits (North), the work of commissions was disturbed."
        )
        assert made.standing == "backed"
        assert blockers(cast, key) == [
            "The head of mission has not acknowledged this adverse pattern."
        ]


def add(cast, section, after, wording, bound=("", ""), **told):
    usual = {"mission": cast.mission, "kind": "short", "by": cast.secretariat}
    return add_sentence(
        **{**usual, **told}, section=section, after=after, wording=wording, bound=bound
    )


class TestOwnSentences:
    def test_one_bound_to_nothing_blocks_until_it_is_bound(self, cast, seven):
        key = add(cast, "areas", "", Wording("The weather was mild."))
        assert drafted(cast)[key].standing == "unsourced"
        source = SourceDocumentFactory(mission=cast.mission, kind="report")
        bound = Wording("The weather was mild.", bound=bound_to(source.code))
        reworded(cast, key, "", wording=bound)
        made = drafted(cast)[key]
        assert (made.standing, made.evidence.sources) == ("backed", (source.code,))
        assert not blockers(cast, key)

    def test_what_stands_in_the_press_is_reported(self, cast, seven):
        source = SourceDocumentFactory(mission=cast.mission, kind="press")
        key = add(cast, "areas", "", Wording("The weather was mild."), ("source", source.code))
        assert drafted(cast)[key].standing == "reported"

    def test_a_number_is_backed_where_the_source_holds_it(self, cast, seven):
        source = SourceDocumentFactory(mission=cast.mission, kind="report", figure="71 per cent")
        text = Wording("Turnout stood at 71 per cent; 12 parties ran.")
        key = add(cast, "areas", "", text, ("source", source.code))
        assert [mark.word for mark in drafted(cast)[key].marks] == ["12"]

    def test_a_meeting_backs_its_date_and_what_it_heard_is_reported(self, cast, seven):
        meeting = MeetingFactory(mission=cast.mission)
        when = f"{meeting.date.day} {meeting.date:%B %Y}"
        key = add(cast, "meetings", "", Wording(f"It met on {when}."), ("meeting", meeting.code))
        made = drafted(cast)[key]
        assert (made.standing, made.evidence.meetings) == ("reported", (meeting.code,))
        assert not made.marks

    def test_what_a_sentence_adds_to_its_meeting_is_marked_and_blocks(self, cast, seven):
        meeting = MeetingFactory(mission=cast.mission)
        said = Wording("All stations opened on time, 10 of them twice.")
        key = add(cast, "meetings", "", said, ("meeting", meeting.code))
        made = drafted(cast)[key]
        assert [mark.word for mark in made.marks] == ["All", "10", "twice"]
        assert made.standing == "unsourced"
        assert blockers(cast, key)

    def test_a_page_sent_twice_adds_one_sentence(self, cast, seven):
        text = Wording("The weather was mild.")
        first = add(cast, "areas", "", text, number="0a1b2c3d")
        assert add(cast, "areas", "", text, number="0a1b2c3d") == first
        own = [key for key in drafted(cast) if key.startswith("own.")]
        assert own == [first]
        with pytest.raises(NotAllowed, match="already, in other words"):
            add(cast, "areas", "", Wording("It rained."), number="0a1b2c3d")

    def test_a_question_the_short_kind_leaves_out_comes_with_the_machines_words(self, cast, seven):
        for _number in range(5):
            answered(cast, "voting.identity_checked", "all")
        assert "voting.identity_checked" not in drafted(cast)
        key = add(cast, "voting", "", Wording(""), ("question", "voting.identity_checked"))
        expected = drafted(cast, "preliminary")[key]
        assert drafted(cast)[key].text == expected.text

    def test_a_question_with_a_sentence_has_no_second_one(self, cast, seven):
        with pytest.raises(NotAllowed, match="edit that one"):
            add(cast, "voting", "", Wording("Calm {basis}.", "adverse"), ("question", QUESTION))

    def test_a_confirmed_finding_can_be_told_by_itself(self, cast, seven):
        FindingFactory(
            mission=cast.mission, code="f", state="confirmed", question=QUESTION, summary="A row."
        )
        assert "finding.f" not in drafted(cast)
        add(cast, "interference", QUESTION, Wording(""), ("finding", "f"))
        made = drafted(cast)["finding.f"]
        assert (made.standing, made.evidence.findings) == ("backed", ("f",))

    def test_a_record_the_mission_lacks_is_refused(self, cast, seven):
        MeetingFactory(mission=cast.other_mission, code="m-9")
        for bound in (("meeting", "m-9"), ("question", "voting.nothing"), ("finding", "x")):
            with pytest.raises(NotAllowed, match="no such record"):
                add(cast, "areas", "", Wording("It met."), bound)


def bound_to(*sources):
    return Evidence(sources=sources)


def test_only_who_edits_the_draft_edits_it(cast, seven):
    for account in (cast.reader, cast.administrator, cast.observer, cast.outsider):
        with pytest.raises(NotAllowed, match="does not edit"):
            reworded(cast, QUESTION, "Calm {basis}.", "favourable", "all", by=account)
        told = {"mission": cast.mission, "kind": "short", "by": account}
        with pytest.raises(NotAllowed, match="does not edit"):
            cut_sentence(**told, key="areas.groups", reason="")


@pytest.mark.parametrize("form", ["json", "md", "html"])
def test_documents_say_what_the_page_says(cast, seven, form):
    reworded(cast, QUESTION, "Calm reigned {basis}.", "favourable", "all")
    cut_sentence(
        mission=cast.mission, kind="short", key="areas.groups", reason="", by=cast.secretariat
    )
    shown = render(draft_statement(cast.mission), form).decode()
    assert "Calm reigned in all 7 voting visits." in shown
    assert "Observers worked in these areas" not in shown
