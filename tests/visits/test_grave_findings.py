"""A confirmed grave finding is taken back, or made lighter, by two people."""

import html
import json

import pytest
from django.urls import reverse

from missions.models import AuditRecord
from missions.rules import NotAllowed
from reports.drafting import draft_statement
from tests.factories import FindingFactory
from tests.visits.reviewing import said, text_of
from tests.visits.reviewing import settle as sent
from tests.visits.sending import a_visit, enter, revision_of
from visits.actions import (
    agree_to_proposal,
    decide_finding,
    drop_proposal,
    edit_finding,
    set_aside_visit,
    verify_visit,
)
from visits.models import ReviewDecision

pytestmark = pytest.mark.django_db


@pytest.fixture
def grave(cast):
    """A confirmed critical finding of the north team."""
    return FindingFactory(
        mission=cast.mission,
        team=cast.north_team,
        state="confirmed",
        severity="critical",
        code="f-grave",
        summary="Ballots were stuffed.",
        question="voting.interference",
        basis="seen",
    )


def matters(cast) -> list[str]:
    return [each.key for each in draft_statement(cast.mission).matters]


def interference(cast) -> str:
    """What the draft says of the question."""
    sections = draft_statement(cast.mission).sections
    sentences = (each for section in sections for each in section.sentences)
    return next(each.text for each in sentences if each.key == "voting.interference")


def opened(client, finding) -> str:
    return text_of(client.get(reverse("finding_detail", args=["here", finding.uuid])))


CHANGES = [
    {"severity": "serious"},
    {"severity": "note"},
    {"polarity": "favourable"},
    {"question": ""},
    {"question": "voting.station_ready"},
    {"confidential": True},
    *({"basis": basis} for basis in ("told", "meeting", "official", "media")),
]


@pytest.mark.parametrize("change", CHANGES)
def test_one_person_only_proposes_to_make_it_lighter(cast, grave, change):
    ((name, value),) = change.items()
    before = getattr(grave, name)
    edit_finding(grave, by=cast.secretariat, **change)
    grave.refresh_from_db()
    assert getattr(grave, name) == before
    assert (grave.proposed, grave.proposed_by) == (change, cast.secretariat)
    assert matters(cast) == ["matters.finding.f-grave"]
    made = agree_to_proposal(grave, proposed=change, by=cast.second_secretariat)
    assert (getattr(made, name), made.proposed) == (value, {})


def test_what_the_press_wrote_is_not_made_hearsay_by_one(cast, grave):
    grave.basis = "media"
    grave.save()
    assert edit_finding(grave, by=cast.secretariat, basis="told").basis == "media"
    assert edit_finding(grave, by=cast.secretariat, basis="official").basis == "official"


def test_one_alone_does_not_take_it_off_the_sentence_it_speaks_against(cast, grave):
    for hour in range(1, 7):
        told = a_visit(arrived_at=f"2025-03-16T0{hour}:00:00+05:00", departed_at="")
        verify_visit(revision_of(enter(told, cast)), by=cast.head_of_mission)
    assert "none of" not in interference(cast)
    for change in ({"question": ""}, {"basis": "told"}, {"confidential": True}):
        edit_finding(grave, by=cast.secretariat, **change)
        assert grave.summary in interference(cast)
    edit_finding(grave, by=cast.secretariat, question="")
    agree_to_proposal(grave, proposed={"question": ""}, by=cast.head_of_mission)
    assert grave.summary not in interference(cast)


def test_what_it_makes_graver_is_kept_at_once_beside_what_waits(cast):
    finding = FindingFactory(
        mission=cast.mission, state="confirmed", severity="serious", question="voting.interference"
    )
    made = edit_finding(finding, by=cast.secretariat, severity="critical", question="")
    assert (made.severity, made.question) == ("critical", "voting.interference")
    assert made.proposed == {"question": ""}


@pytest.mark.parametrize("state", ["new", "called_back", "not_confirmed", "refuted"])
def test_one_person_only_proposes_to_take_it_back(cast, grave, state):
    decide_finding(grave, state=state, by=cast.secretariat)
    grave.refresh_from_db()
    assert grave.state == "confirmed"
    assert matters(cast) == ["matters.finding.f-grave"]


def test_what_else_was_written_is_kept_at_once(cast, grave):
    edit_finding(grave, by=cast.secretariat, severity="minor", summary="Ballots went in by tens.")
    grave.refresh_from_db()
    assert (grave.summary, grave.severity) == ("Ballots went in by tens.", "critical")


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "critical"},
        {"basis": "aftermath"},
        {"basis": "document"},
        {"theme": "administration"},
        {"question": "voting.interference"},
        {"confidential": False},
        {"summary": "Two boxes were stuffed.", "response": "The police came."},
        {"stage": "counting"},
    ],
)
def test_what_makes_it_no_lighter_takes_one(cast, changes):
    finding = FindingFactory(
        mission=cast.mission, state="confirmed", severity="serious", confidential=True
    )
    made = edit_finding(finding, by=cast.secretariat, **changes)
    assert not made.proposed
    assert {name: getattr(made, name) for name in changes} == changes


@pytest.mark.parametrize(
    "kind",
    [
        {"state": "new", "severity": "critical"},
        {"state": "confirmed", "severity": "minor"},
        {"state": "confirmed", "severity": "critical", "polarity": "favourable"},
    ],
)
def test_a_finding_that_is_no_matter_takes_one(cast, kind):
    finding = FindingFactory(mission=cast.mission, **kind)
    assert decide_finding(finding, state="refuted", by=cast.secretariat).state == "refuted"


def test_the_same_person_is_not_the_second(cast, grave):
    decide_finding(grave, state="refuted", by=cast.secretariat)
    grave.refresh_from_db()
    with pytest.raises(NotAllowed, match="a second person must agree"):
        decide_finding(grave, state="refuted", by=cast.secretariat)
    with pytest.raises(NotAllowed, match="a second person must agree"):
        agree_to_proposal(grave, proposed=grave.proposed, by=cast.secretariat)
    # Another word of the same person is another proposal, and no agreement.
    assert edit_finding(grave, by=cast.secretariat, severity="note").proposed == {
        "severity": "note"
    }


@pytest.mark.parametrize("second", ["second_secretariat", "head_of_mission"])
def test_a_second_person_carries_it_out(cast, grave, second):
    by = cast.of_role(second)
    edit_finding(grave, by=cast.secretariat, severity="note")
    made = agree_to_proposal(grave, proposed={"severity": "note"}, by=by)
    assert (made.severity, made.proposed, made.proposed_by) == ("note", {}, None)
    assert matters(cast) == []


def test_a_second_person_who_decides_the_same_agrees(cast, grave):
    decide_finding(grave, state="refuted", by=cast.secretariat)
    assert decide_finding(grave, state="refuted", by=cast.head_of_mission).state == "refuted"


def test_who_decides_otherwise_proposes_otherwise(cast, grave):
    decide_finding(grave, state="refuted", by=cast.secretariat)
    made = decide_finding(grave, state="not_confirmed", by=cast.second_secretariat)
    assert (made.state, made.proposed["state"]) == ("confirmed", "not_confirmed")
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        agree_to_proposal(
            grave, proposed={"state": "refuted", "duplicate_of": ""}, by=cast.head_of_mission
        )


def test_as_a_duplicate_it_takes_two_as_well(cast, grave):
    other = FindingFactory(mission=cast.mission, code="f-other")
    made = decide_finding(grave, state="duplicate", duplicate_of=other, by=cast.secretariat)
    assert made.state == "confirmed"
    done = agree_to_proposal(grave, proposed=made.proposed, by=cast.head_of_mission)
    assert (done.state, done.duplicate_of) == ("duplicate", other)


def test_confirming_it_once_more_ends_the_proposal(cast, grave):
    decide_finding(grave, state="refuted", by=cast.secretariat)
    assert not decide_finding(grave, state="confirmed", by=cast.second_secretariat).proposed


def test_its_own_team_has_no_word_in_it(cast, grave):
    decide_finding(grave, state="refuted", by=cast.secretariat)
    grave.refresh_from_db()
    for act in (
        lambda: agree_to_proposal(grave, proposed=grave.proposed, by=cast.observer),
        lambda: drop_proposal(grave, by=cast.observer),
    ):
        with pytest.raises(NotAllowed, match="team of this finding"):
            act()


def test_a_visit_with_one_is_set_aside_by_two(cast):
    revision = revision_of(enter(a_visit(), cast))
    verify_visit(revision, by=cast.head_of_mission)
    FindingFactory(
        mission=cast.mission, visit=revision.visit, state="confirmed", severity="serious"
    )
    set_aside_visit(revision, reason="duplicate", by=cast.secretariat)
    assert len(matters(cast)) == 1
    second = set_aside_visit(revision, reason="duplicate", by=cast.second_secretariat)
    assert second.decision == ReviewDecision.SET_ASIDE
    assert matters(cast) == []


class TestThePages:
    def test_it_is_proposed_shown_listed_and_agreed_to(self, cast, signed_in, grave):
        first, second = signed_in(cast.secretariat), signed_in(cast.second_secretariat)
        assert "you propose and a second person agrees" in opened(first, grave)
        response = sent(first, "finding_settle", grave, state="refuted")
        assert "once a second person agrees" in said(response)
        page = opened(second, grave)
        assert f"Proposed by {cast.secretariat.name}:" in page
        assert "Confirmed → Refuted" in page
        listed = reverse("finding_list", args=["here"], query={"state": "proposed"})
        assert "Second person needed" in text_of(second.get(listed))
        grave.refresh_from_db()
        told = {"agree": "yes", "proposed": json.dumps(grave.proposed)}
        assert sent(first, "finding_second", grave, **told).status_code == 409
        assert "it is done" in said(sent(second, "finding_second", grave, **told))
        grave.refresh_from_db()
        assert grave.state == "refuted"
        assert "Second person needed" not in text_of(second.get(listed))

    def test_what_the_page_posts_is_what_it_shows(self, cast, signed_in, grave):
        edit_finding(grave, by=cast.secretariat, severity="note")
        page = signed_in(cast.head_of_mission).get(
            reverse("finding_detail", args=["here", grave.uuid])
        )
        assert 'value="{"severity": "note"}"' in html.unescape(page.content.decode())
        assert "Critical → Note" in text_of(page)

    def test_what_is_proposed_is_in_words(self, cast, signed_in, grave):
        changes = {"question": "", "basis": "told", "confidential": True}
        edit_finding(grave, by=cast.secretariat, **changes)
        page = opened(signed_in(cast.head_of_mission), grave)
        assert "Seen by the team → Told to the team" in page
        assert "Not confidential → Confidential" in page
        assert "question: voting.interference → –" in page

    def test_who_proposed_may_take_it_back_and_so_may_the_second(self, cast, signed_in, grave):
        for by in (cast.secretariat, cast.second_secretariat):
            decide_finding(grave, state="refuted", by=cast.secretariat)
            told = {"agree": "no", "proposed": "{}"}
            assert "stays as it is" in said(sent(signed_in(by), "finding_second", grave, **told))
            grave.refresh_from_db()
            assert (grave.state, grave.proposed) == ("confirmed", {})

    def test_editing_says_that_it_waits(self, cast, signed_in, grave):
        told = {"summary": "Stuffed.", "theme": grave.theme, "severity": "note"}
        told |= {"polarity": "adverse", "basis": grave.basis}
        told |= {"summary": grave.summary, "question": grave.question}
        client = signed_in(cast.secretariat)
        proposed = said(sent(client, "finding_edit", grave, **told))
        assert "once a second person agrees" in proposed and "is changed" not in proposed
        told |= {"severity": "critical", "summary": "Two boxes were stuffed."}
        assert "The finding is changed." in said(sent(client, "finding_edit", grave, **told))

    def test_every_step_is_in_the_history_and_in_the_audit(self, cast, signed_in, grave):
        edit_finding(grave, by=cast.secretariat, severity="note")
        agree_to_proposal(grave, proposed={"severity": "note"}, by=cast.head_of_mission)
        acts = AuditRecord.objects.filter(record_id=str(grave.pk), record_type="visits.finding")
        told = [(act.action, act.by, act.changes.get("severity")) for act in acts.order_by("pk")]
        assert told == [
            ("finding change proposed", cast.secretariat.email, ["critical", "note"]),
            ("finding edited", cast.head_of_mission.email, ["critical", "note"]),
        ]
        assert "Proposed: a second person is needed" in opened(signed_in(cast.secretariat), grave)

    def test_a_sending_that_says_nothing_is_not_found(self, cast, signed_in, grave):
        assert sent(signed_in(cast.secretariat), "finding_second", grave).status_code == 404
