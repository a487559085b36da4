"""For any mission, a statement says what a naive recount of its records says, and no more."""

import re
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.drafting import draft_statement
from reports.exports.json import as_dict
from tests.cases.drafted import undone
from tests.reports.building import build, summary
from tests.reports.naive import CONTEXT, QUESTIONS, SPEECHLESS, Recount, word
from tests.reports.plain_missions import plain_missions

pytestmark = pytest.mark.django_db
STAGES = ("opening.", "voting.", "counting.", "tabulation.")
SENTENCE_KEYS = {"key", "text", "standing", "about", "stated", "unit", "figures", "against"} | {
    "evidence"
}
EVIDENCE_KEYS = {"visits", "findings", "meetings", "sources"}

any_mission = given(
    plain=plain_missions(),
    kind=st.sampled_from(("short", "preliminary")),
    provisional=st.booleans(),
)
unhurried = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def drafted(plain, kind, provisional):
    """The draft of a plain mission, which is gone from the database again afterwards."""
    with undone():
        return draft_statement(build(plain), kind=kind, include_submitted=provisional)


def sentences_of(draft):
    """Every sentence by its key, none of which stands twice."""
    listed = [sentence for section in draft.sections for sentence in section.sentences]
    keys = [sentence.key for sentence in listed]
    assert len(set(keys)) == len(keys), f"a key stands twice: {sorted(keys)}"
    return dict(zip(keys, listed, strict=True))


def questions_in(draft):
    """The sentences about questions that somebody observed, by code."""
    return {
        key: sentence
        for key, sentence in sentences_of(draft).items()
        if key in QUESTIONS and sentence.standing != "unsourced"
    }


@unhurried
@any_mission
def test_every_figure_and_share_is_what_a_naive_recount_gives(plain, kind, provisional):
    draft, recount = drafted(plain, kind, provisional), Recount(plain, provisional)
    found = {name: (figure.value, figure.by) for name, figure in draft.figures.items()}
    assert found == recount.figures()
    assert draft.provisional is provisional
    for code, sentence in questions_in(draft).items():
        share = recount.share(code)
        assert list(sentence.evidence.visits) == share.adverse_visits, code
        assert list(sentence.evidence.findings) == recount.confirmed(code), code
        if code in CONTEXT:
            assert (sentence.about, sentence.stated, sentence.figures) == ("", "", {}), code
            continue
        n = share.adverse if sentence.about == "adverse" else share.of - share.adverse
        assert sentence.about in ("adverse", "favourable"), code
        assert sentence.figures == {"n": n, "of": share.of}, code
        assert sentence.unit == QUESTIONS[code].unit, code
        assert_a_word_of_the_table(sentence, n, share.of, QUESTIONS[code].urgent)
        assert_the_basis_is_told(sentence.text, n, share.of)
        assert_the_adverse_side_is_told(sentence, share, QUESTIONS[code].urgent)


def assert_a_word_of_the_table(sentence, n, of, urgent):
    """The word is the table's or none; some are never used."""
    assert sentence.stated in ("", word(n, of)), sentence
    if sentence.about == "favourable":
        assert sentence.stated not in ("many", "some", "few"), sentence
    if urgent:
        assert sentence.stated in ("", "none", "all"), sentence
        assert "per cent" not in sentence.text, sentence


def assert_the_basis_is_told(text, n, of):
    """The text holds n, or a percentage that may stand for it, and of."""
    numbers = [int(found) for found in re.findall(r"\d+", text)]
    assert of in numbers or (of == 1 and "the one " in text), text
    shown = re.search(r"(under |over )?(\d+) per cent", text)
    if shown is None:
        told = n in numbers or (n == 0 and " none " in f" {text.lower()}") or n == of == 1
        assert told, text
        return
    percentage, exact = int(shown[2]), Fraction(100 * n, of)
    assert of >= 50 and min(n, of - n) > 10, text
    assert 0 < percentage < 100, text
    if shown[1]:
        assert exact < percentage if shown[1] == "under " else exact > percentage, text
    else:
        assert abs(exact - percentage) <= Fraction(1, 2), text


def assert_the_adverse_side_is_told(sentence, share, urgent):
    """Beside a favourable word stands the adverse number; urgent answers name their areas."""
    if sentence.about == "favourable" and share.adverse:
        numbers = [int(found) for found in re.findall(r"\d+", sentence.text)]
        one = share.adverse == 1 and re.search(r"\b(in|at) one ", sentence.text)
        assert share.adverse in numbers or one, sentence
    if urgent:
        for area in share.adverse_areas:
            assert f"Area {area.upper()}" in sentence.text, sentence


@unhurried
@any_mission
def test_words_standing_and_blockers_follow_from_the_evidence(plain, kind, provisional):
    draft, recount = drafted(plain, kind, provisional), Recount(plain, provisional)
    assert_words_and_standing_follow(draft, plain, recount)
    assert_every_sentence_that_belongs_is_there_and_no_other(draft, plain, recount)
    assert_what_blocks_is_what_the_rules_name(draft, plain, recount)
    assert_every_key_and_a_finished_text(draft)
    if provisional and recount.visits:
        assert "provisional" in sentences_of(draft)["scope"].text


def assert_words_and_standing_follow(draft, plain, recount):
    for code, sentence in questions_in(draft).items():
        concrete = sentence.about == "adverse" and not sentence.stated
        concrete = concrete and sentence.figures["n"] >= 1
        thin = not concrete and recount.is_thin(code)
        assert sentence.standing == ("thin" if thin else "backed"), (code, sentence)
        assert sentence.against == 0, sentence
        if code not in CONTEXT:
            assert_contrary_evidence_takes_the_word(plain, recount, sentence)


def assert_contrary_evidence_takes_the_word(plain, recount, sentence):
    """None and all are said where nothing stands against them, and only there."""
    share = recount.share(sentence.key)
    if share.adverse == 0:
        contrary = recount.confirmed(sentence.key, "adverse")
        says_all = sentence.stated in ("none", "all")
        assert says_all is (share.of >= 5 and not contrary and not share.adverse_visits), sentence
    elif share.adverse == share.of:
        contrary = recount.confirmed(sentence.key, "favourable")
        assert (sentence.stated == "all") is (share.of >= 5 and not contrary), sentence
    else:
        assert sentence.stated not in ("none", "all"), sentence
        contrary = []
    confidential = {finding.code for finding in plain.findings if finding.confidential}
    for code in contrary:
        assert (summary(code) in sentence.text) is (code not in confidential), sentence


def assert_every_sentence_that_belongs_is_there_and_no_other(draft, plain, recount):
    found, answered = sentences_of(draft), recount.answered()
    spoken = set(questions_in(draft))
    if draft.kind == "preliminary":
        assert spoken == answered - SPEECHLESS
    assert recount.patterns() <= spoken <= answered - SPEECHLESS
    claims = {key for key in plain.claims if key in QUESTIONS and key not in answered}
    assert {key for key in found if key in QUESTIONS} == spoken | claims
    for key in claims:
        assert found[key].standing == "unsourced", key
        assert found[key].figures == ({} if key in CONTEXT else {"n": 0, "of": 0}), key
    matters = {key for key in found if key.startswith("matters.")}
    assert matters == expected_matters(recount)
    alone = {key.removeprefix("finding.") for key in found if key.startswith("finding.")}
    assert alone == recount.told() | findings_without_a_sentence(recount, spoken)
    for key in (key for key in found if key.startswith(STAGES)):
        assert key in QUESTIONS, key


def expected_matters(recount):
    """The keys under which adverse patterns and grave findings are told."""
    questions = {f"matters.{code}" for code in recount.patterns()}
    return questions | {f"matters.finding.{code}" for code in recount.grave()}


def findings_without_a_sentence(recount, spoken):
    """Confirmed findings that no question's sentence carries."""
    everywhere = {code for question in QUESTIONS for code in recount.confirmed(question)}
    carried = {code for question in spoken for code in recount.confirmed(question)}
    return (everywhere | set(recount.confirmed(""))) - carried


def assert_what_blocks_is_what_the_rules_name(draft, plain, recount):
    answered = recount.answered()
    expected = sorted(expected_matters(recount))
    expected += [key for key in plain.claims if key in QUESTIONS and key not in answered]
    for theme in ("participation", "media"):
        if theme in plain.claims and theme not in {named for _, named in plain.sources}:
            expected.append(theme)
    if not plain.claims.get("conclusion"):
        expected.append("conclusion")
    waiting = recount.urgent_waiting()
    assert sorted(b.sentence for b in draft.blockers) == sorted(expected + [""] * len(waiting))
    named = [blocker.why for blocker in draft.blockers if not blocker.sentence]
    assert all(any(f" {code} " in why for why in named) for code in waiting)
    assert draft.ready is (not draft.blockers)


def assert_every_key_and_a_finished_text(draft):
    for section in as_dict(draft)["sections"]:
        assert section["sentences"], section
        for sentence in section["sentences"]:
            assert set(sentence) == SENTENCE_KEYS
            assert set(sentence["evidence"]) == EVIDENCE_KEYS
            text = sentence["text"]
            assert text and text == " ".join(text.split()), sentence
            assert not re.search(r"[{}]|%\(|\.\.|  | \.", text), sentence
