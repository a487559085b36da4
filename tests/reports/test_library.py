"""Every question of the standard forms has its texts, and they read as sentences."""

import json
import re
from pathlib import Path

import pytest

from reports.sentences.library import context_for, own_context, own_texts, texts_for
from reports.sentences.wording import (
    choice_context,
    extent_context,
    number_context,
    question_text,
    time_context,
    yes_context,
)

FORMS = Path(__file__).parents[2] / "visits" / "standard_forms"
BASES = (1, 3, 5, 34, 60, 310, 2300)


def standard_questions():
    for path in sorted(FORMS.glob("*.json")):
        form = json.loads(path.read_text(encoding="utf-8"))
        for group in form["groups"]:
            yield from ((form["stage"], question) for question in group["questions"])


ADVERSE = [(stage, question) for stage, question in standard_questions() if question["adverse"]]
CONTEXT = [(stage, question) for stage, question in standard_questions() if not question["adverse"]]


def codes(questions):
    return [question["code"] for _, question in questions]


def assert_reads_as_a_sentence(text):
    assert not re.search(r"[{}\u00a0\u202f]|  ", text), text
    assert text.endswith(".") and not text.endswith(".."), text
    assert text.count(".") == 1, text
    assert text[0].isupper(), text
    assert not re.search(r"\b(\w+) \1\b", text), text


def figures_shown(text):
    return {int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*", text.rstrip("."))}


def test_the_standard_forms_have_73_questions_with_adverse_answers():
    assert len(ADVERSE) == 73


@pytest.mark.parametrize(("stage", "question"), ADVERSE, ids=codes(ADVERSE))
def test_every_adverse_question_reads_well_on_every_basis(stage, question):
    texts = texts_for(question["code"])
    assert texts is not None and context_for(question["code"]) is None
    urgent = bool(question["urgent"])
    for of in BASES:
        for adverse in {0, 1, of // 20, of // 4, of // 2, of - 1, of}:
            areas = [("Almaty", adverse - adverse // 2), ("Astana", adverse // 2)]
            wording = question_text(
                texts, adverse, of, stage, question["unit"], urgent, areas if adverse else ()
            )
            assert_reads_as_a_sentence(wording.text)
            if of == 1:
                assert "the one " in wording.text
                continue
            assert of in figures_shown(wording.text)
            shown = wording.n in figures_shown(wording.text) or "per cent" in wording.text
            assert shown or wording.stated == "none"


@pytest.mark.parametrize(("stage", "question"), ADVERSE, ids=codes(ADVERSE))
def test_a_finding_against_a_clean_record_leaves_a_sentence_without_a_word(stage, question):
    texts = texts_for(question["code"])
    wording = question_text(texts, 0, 38, stage, question["unit"], adverse_findings=1)
    assert_reads_as_a_sentence(wording.text)
    assert "38 of the 38" in wording.text


@pytest.mark.parametrize(("stage", "question"), ADVERSE, ids=codes(ADVERSE))
def test_texts_hold_no_figure_word_and_no_verdict_of_their_own(stage, question):
    texts = texts_for(question["code"])
    words = (
        r"\b(all|most|many|some|few|half|nearly|never|always|legal\w*|lawful\w*|proper\w*|free)\b"
    )
    for text in (texts.clean, texts.adverse, texts.favourable, texts.rest):
        assert not re.search(words, str(text), re.IGNORECASE), text
        assert "there was no" not in text
    assert ("{rest}" in texts.rest) and not str(texts.rest).endswith(".")


@pytest.mark.parametrize(("stage", "question"), ADVERSE, ids=codes(ADVERSE))
def test_a_negated_text_names_its_basis_first(stage, question):
    """ "X did not happen in all 40 visits" could mean that it happened in 39."""
    adverse = str(texts_for(question["code"]).adverse)
    if re.search(r"\bnot\b|\bnobody\b", adverse):
        assert adverse.startswith(("{Basis}", "{Rated}")), adverse


def rendered(stage, question, texts, count):
    kind = question["type"]
    if kind in {"yn", "yna"}:
        return yes_context(texts, count // 2, count, stage, question["unit"])
    if kind == "time":
        return time_context(texts, dict.fromkeys(["07:00", "07:20", "06:58"][:count], 1))
    if kind == "number":
        return number_context(texts, 1200 * count, count)
    if kind == "extent":
        return extent_context(texts, {"none": count - 1, "few": 1})
    return choice_context(texts, [(question["choices"][0]["label"]["en"], count)], count)


@pytest.mark.parametrize(("stage", "question"), CONTEXT, ids=codes(CONTEXT))
def test_every_context_question_reads_well_once_and_often(stage, question):
    texts = context_for(question["code"])
    assert texts is not None and texts_for(question["code"]) is None
    for count in (1, 2, 3):
        assert_reads_as_a_sentence(rendered(stage, question, texts, count))


def test_a_code_nobody_knows_has_no_texts():
    for code in ("voting.parrots", "mission.own", "nonsense"):
        assert texts_for(code) is None
        assert context_for(code) is None


@pytest.mark.parametrize("clean_is", ["none", "all"])
@pytest.mark.parametrize(("adverse", "of"), [(0, 38), (0, 3), (3, 38), (30, 38), (38, 38)])
def test_a_missions_own_question_is_quoted_in_its_sentence(clean_is, adverse, of):
    texts = own_texts("Was form {A}  shown?", clean_is, adverse="“no”", favourable="“yes”")
    text = question_text(texts, adverse, of, "voting").text
    assert_reads_as_a_sentence(text)
    assert "“Was form (A) shown?”" in text


@pytest.mark.parametrize(
    "type", ["yn", "yna", "time", "number", "choice", "choices", "extent", "share", "scale"]
)
def test_a_missions_own_context_question_reads_well(type):
    question = {"type": type, "unit": "visit", "choices": [{"label": {"en": "Otan"}}]}
    for count in (1, 2):
        text = rendered("voting", question, own_context("Who came?", type), count)
        assert_reads_as_a_sentence(text)
        assert "“Who came?”" in text


def test_a_question_answered_in_free_text_has_no_sentence():
    with pytest.raises(ValueError, match="No sentence"):
        own_context("What else?", "text")
