"""Findings in a statement: what takes a word away, what is only reported, what is nowhere."""

import io

import docx
import pytest
from pypdf import PdfReader

from reports.drafting import draft_statement
from reports.exports import FORMATS, render
from tests.reports.building import build, many, plain_mission, plain_visit, summary
from tests.reports.naive import PlainFinding
from visits.models import Finding

pytestmark = pytest.mark.django_db
INTERFERENCE = "voting.interference"


def sentences(plain, **how):
    """The sentences of a plain mission's draft, by key."""
    return of_draft(draft_statement(build(plain), **how))


def of_draft(draft):
    return {one.key: one for section in draft.sections for one in section.sentences}


def seen(code="f1", question=INTERFERENCE, visit="", **told):
    """A confirmed finding that observers saw themselves, unless `told` otherwise."""
    how = {"basis": "seen", "state": "confirmed", **told}
    return PlainFinding(code, question, visit, **how)


@pytest.mark.parametrize("basis", ["seen", "aftermath", "document", "meeting", "official", "media"])
def test_a_confirmed_finding_takes_the_word_and_is_named(basis):
    visits = many(INTERFERENCE, "no", 8)
    draft = sentences(plain_mission(*visits, findings=[seen(basis=basis)]))
    sentence = draft[INTERFERENCE]
    assert (sentence.stated, sentence.against, sentence.standing) == ("", 0, "backed")
    assert sentence.figures == {"n": 8, "of": 8}
    assert summary("f1") in sentence.text
    assert sentence.evidence.findings == ("f1",)


def test_a_favourable_finding_takes_the_word_all_from_adverse_answers():
    code = "counting.protocol_signed"
    good = seen(question=code, polarity="favourable")
    draft = sentences(plain_mission(*many(code, "no", 6), findings=[good]))
    assert (draft[code].about, draft[code].stated) == ("adverse", "")
    assert summary("f1") in draft[code].text


@pytest.mark.parametrize("state", ["confirmed", "not_confirmed"])
def test_what_was_told_stays_reported_and_contradicts_nothing(state):
    told = seen(basis="told", state=state, severity="critical")
    draft = sentences(plain_mission(*many(INTERFERENCE, "no", 8), findings=[told]))
    sentence = draft[INTERFERENCE]
    assert (sentence.stated, sentence.standing) == ("none", "backed")
    assert sentence.evidence.findings == ()
    assert summary("f1") not in sentence.text
    assert draft["finding.f1"].standing == "reported"
    assert "reported to the mission" in draft["finding.f1"].text
    grave = draft.get("matters.finding.f1")
    assert (grave is not None) is (state == "confirmed")
    assert grave is None or grave.standing == "reported"


def test_what_was_done_about_a_told_finding_is_not_printed_beside_what_was_seen():
    visits = many(INTERFERENCE, "yes", 2) + many(INTERFERENCE, "no", 8)
    mission = build(plain_mission(*visits, findings=[seen("f1"), seen("f2", basis="told")]))
    Finding.objects.filter(code="f1").update(response="The chair sent the men away.")
    Finding.objects.filter(code="f2").update(response="Nobody did anything.")
    text = of_draft(draft_statement(mission))[f"matters.{INTERFERENCE}"].text
    assert "The chair sent the men away." in text
    assert "Nobody did anything." not in text


@pytest.mark.parametrize("kind", ["short", "preliminary"])
@pytest.mark.parametrize("state", ["new", "called_back", "refuted", "duplicate", "not_confirmed"])
def test_what_is_not_confirmed_is_nowhere(state, kind):
    lists = {"findings": [seen(state=state, severity="critical")]}
    draft = draft_statement(build(plain_mission(*many(INTERFERENCE, "no", 8), **lists)), kind=kind)
    assert of_draft(draft)[INTERFERENCE].stated == "none"
    assert summary("f1").encode() not in render(draft, "json")
    assert b"f1" not in render(draft, "json")


@pytest.mark.parametrize("state", ["set_aside", "returned", "submitted"])
@pytest.mark.parametrize("basis", ["seen", "told"])
def test_a_finding_of_a_visit_that_does_not_count_is_nowhere(state, basis):
    away = plain_visit("v9", {INTERFERENCE: "yes"}, state=state)
    plain = plain_mission(
        *many(INTERFERENCE, "no", 8),
        away,
        findings=[seen(visit="v9", basis=basis, severity="critical")],
    )
    draft = draft_statement(build(plain))
    assert of_draft(draft)[INTERFERENCE].stated == "none"
    assert summary("f1").encode() not in render(draft, "json")


def test_a_finding_on_a_question_that_the_short_kind_leaves_out_is_told_by_itself():
    plain = plain_mission(
        *many("voting.suspended", "no", 8), findings=[seen(question="voting.suspended")]
    )
    short = sentences(plain)
    assert "voting.suspended" not in short
    assert summary("f1") in short["finding.f1"].text
    whole = sentences(plain, kind="preliminary")
    assert "finding.f1" not in whole
    assert summary("f1") in whole["voting.suspended"].text


def test_a_finding_on_a_question_nobody_observed_is_told_beside_the_claim():
    code = "tabulation.protocols_checked"
    plain = plain_mission(claims={code: False}, findings=[seen(question=code)])
    draft = sentences(plain)
    assert draft[code].standing == "unsourced"
    assert draft["finding.f1"].standing == "backed"


SECRET = "The cousin of the mayor"


@pytest.fixture
def confidential():
    findings = [
        seen("f1", confidential=True, severity="critical"),
        seen("f2", "", confidential=True, severity="serious"),
        seen("f3", "", basis="told", confidential=True, severity="critical"),
        seen("f4", "voting.secrecy", confidential=True),
    ]
    visits = many(INTERFERENCE, "no", 8) + many("voting.secrecy", "few", 3)
    mission = build(plain_mission(*visits, findings=findings))
    mission.findings.update(summary=SECRET, response=SECRET, told_by=SECRET, reported_to=SECRET)
    return mission


def words_of(draft, format):
    """The words of an exported file."""
    file = render(draft, format)
    if format == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    if format == "docx":
        return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)
    return file.decode()


@pytest.mark.parametrize("format", list(FORMATS))
@pytest.mark.parametrize("kind", ["short", "preliminary"])
def test_what_a_confidential_finding_tells_is_in_no_file(confidential, format, kind):
    draft = draft_statement(confidential, kind=kind)
    assert {"matters.finding.f1", "finding.f3"} <= set(of_draft(draft))
    words = " ".join(words_of(draft, format).split())
    assert "confidential" in words
    assert "cousin" not in words


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"severity": "critical"}, True),
        ({"severity": "serious"}, True),
        ({"severity": "minor"}, False),
        ({"severity": "note"}, False),
        ({"severity": "critical", "polarity": "favourable"}, False),
        ({"severity": "critical", "state": "called_back"}, False),
    ],
)
def test_a_confirmed_grave_finding_is_a_matter_to_draw_attention_to(told, expected):
    draft = sentences(plain_mission(findings=[seen(**told)]))
    assert ("matters.finding.f1" in draft) is expected
