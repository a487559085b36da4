"""One question: reading an answer as it was written, and what the answer means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.answer_values import AnswerType
from visits.definition import Choice, Question


def question(kind, **more):
    if kind in ("choice", "choices"):
        listed = [Choice(value, {"en": value.title()}) for value in ("ink", "stamp", "seals")]
        more.setdefault("choices", tuple(listed))
    labels = {"en": "Open?", "tr": "Açık mı?"}
    return Question("voting.a", AnswerType(kind), labels, {}, "access", "visit", **more)


KINDS = [kind.value for kind in AnswerType]
CLOSED = [kind for kind in KINDS if kind not in ("number", "time", "text")]


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("yn", " yes ", (["yes"], None, False)),
        ("yna", "not_applicable", (["not_applicable"], None, False)),
        ("scale", "very_bad", (["very_bad"], None, False)),
        ("extent", "some", (["some"], None, False)),
        ("share", "half", (["half"], None, False)),
        ("choice", "stamp", (["stamp"], None, False)),
        ("choices", "seals; ink;seals;", (["ink", "seals"], None, False)),
        ("number", "0", (["0"], Decimal(0), False)),
        ("number", "~50", (["50"], Decimal(50), True)),
        ("number", "007", (["7"], Decimal(7), False)),
        ("time", "7:05", (["07:05"], None, False)),
        ("time", "07.05", (["07:05"], None, False)),
        ("time", "07:05:00", (["07:05"], None, False)),
        ("text", "one; two ", (["one; two"], None, False)),
    ],
)
def test_an_answer_is_read_as_it_was_written(kind, written, read):
    assert question(kind).check(written) == read


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("yn", "maybe", "one of yes, no, or only not_observed"),
        ("yn", "yes;no", "one of yes, no"),
        ("yn", "not_applicable", "one of yes, no, or only not_observed"),
        ("yna", "yes;not_applicable", "one of yes, no, or only not_applicable or not_observed"),
        ("choice", "ink;stamp", "one of ink, stamp, seals"),
        ("choices", "ink;not_observed", "any of ink, stamp, seals, separated by ;"),
        ("choices", ";", "any of ink"),
        ("number", "-1", "a whole number"),
        ("number", "1.234", "a whole number"),
        ("number", "1234567890", "a whole number"),
        ("number", "٣", "a whole number"),
        ("time", "24:00", "a time of day such as 07:05"),
        ("time", "7", "a time of day"),
        ("text", "  ", "an answer"),
    ],
)
def test_what_does_not_answer_is_refused_naming_what_was_expected(kind, written, expected):
    with pytest.raises(ValueError) as refused:
        question(kind).check(written)
    assert f"does not answer voting.a: expected {expected}" in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_takes_not_observed(kind):
    assert question(kind).check("not_observed") == (["not_observed"], None, False)
    assert question(kind).values[-1] == "not_observed"


def test_only_yna_takes_not_applicable():
    assert [kind for kind in KINDS if "not_applicable" in question(kind).values] == ["yna"]


@given(st.sampled_from(KINDS), st.text(st.sampled_from("~0123456789:.;aeinosty_- ")) | st.text())
def test_any_text_is_read_or_refused_with_a_sentence_and_reading_again_changes_nothing(kind, text):
    asked = question(kind)
    try:
        values, number, approximate = asked.check(text)
    except ValueError as refused:
        assert "expected" in str(refused) and str(refused).endswith(".")
        return
    again = ("~" if approximate else "") + ";".join(values)
    assert asked.check(again) == (values, number, approximate)


@given(st.integers(0, 999_999_999), st.booleans())
def test_every_count_is_read_with_its_mark(count, approximate):
    written = f"~{count}" if approximate else str(count)
    assert question("number").check(written) == ([str(count)], Decimal(count), approximate)


@given(st.times())
def test_every_time_of_day_is_read(time):
    assert question("time").check(f"{time:%H:%M}")[0] == [f"{time:%H:%M}"]


@given(st.sets(st.sampled_from(["ink", "stamp", "seals"]), min_size=1), st.randoms())
def test_choices_come_back_in_the_forms_order_whatever_the_order_written(chosen, random):
    written = sorted(chosen)
    random.shuffle(written)
    values, _, _ = question("choices").check(";".join(written))
    assert values == [value for value in ("ink", "stamp", "seals") if value in chosen]


@given(st.sampled_from(CLOSED), st.data())
def test_an_answer_is_adverse_favourable_or_silent_and_never_two_of_these(kind, draw):
    asked = question(kind)
    adverse = draw.draw(st.sets(st.sampled_from(asked.substantive_values), min_size=1))
    urgent = draw.draw(st.sets(st.sampled_from(sorted(adverse))))
    asked = question(kind, adverse=frozenset(adverse), urgent=frozenset(urgent))
    value = draw.draw(st.sampled_from(asked.values))
    polarity = asked.polarity([value])
    assert asked.is_adverse([value]) == (polarity == "adverse") == (value in adverse)
    assert asked.is_observed([value]) == (polarity != "")
    assert not asked.is_urgent([value]) or polarity == "adverse"


def test_one_problem_among_several_choices_makes_the_answer_adverse():
    asked = question("choices", adverse=frozenset({"seals"}), urgent=frozenset({"seals"}))
    assert asked.is_adverse(["ink", "seals"]) and asked.is_urgent(["ink", "seals"])
    assert asked.polarity(["ink"]) == "favourable"


@given(st.sampled_from(KINDS), st.sampled_from(["yes", "none", "12", "not_observed"]))
def test_a_question_without_problem_answers_is_context(kind, value):
    asked = question(kind)
    assert not asked.has_adverse
    assert asked.polarity([value]) == ""


def test_no_answer_is_not_an_observation():
    assert not question("yn").is_observed([])
    assert not question("yn").is_adverse([])


def test_a_comment_is_asked_for_with_bad_and_very_bad():
    asking = [
        value for value in question("scale").values if question("scale").asks_comment([value])
    ]
    assert asking == ["bad", "very_bad"]
    assert not question("choices").asks_comment(["bad"])


def test_every_value_has_words_and_what_was_written_stands_for_itself():
    assert question("extent").value_label("few", "en") == "Few (1 to 5)"
    assert question("share").value_label("few", "en") == "Few of them"
    assert question("choice").value_label("ink", "en") == "Ink"
    assert question("number").value_label("250", "en") == "250"
    assert question("number").value_label("not_observed", "en") == "Not observed"
    for kind in KINDS:
        for value in question(kind).values:
            label = question(kind).value_label(value, "en")
            assert label and label != value and "_" not in label


def test_a_text_missing_in_a_language_is_shown_in_its_base_language_or_english():
    assert question("yn").label("tr") == "Açık mı?"
    assert question("yn").label("tr-cy") == "Açık mı?"
    assert question("yn").label("ru") == "Open?"
    assert question("yn").help("ru") == ""
