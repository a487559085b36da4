"""Marks: what is typed and nothing backs, found and kept at its place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.draft_types import Sentence
from reports.editing.marks import NUMBER_WORDS, WORDS, typed, unbacked, words_of
from reports.editing.pieces import pieces
from reports.editing.placeholders import filled, names_in, stray_brace
from reports.editing.word_changes import word_changes

# Many cases, however slow the machine is.
many = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PHRASES = {"basis": "in 31 of the 35 visits", "n": "31", "of": "35"}
QUIET = ["the", "observers", "saw", "station", "calm", "in", "Zürich", "naïve", "o’clock"]
LOUD = [
    *" ".join(WORDS["en"].values()).split(),
    *[word for word in NUMBER_WORDS["en"].split() if word != "one"],
    *["38", "2,289", "1 250", "71.5", "12:30", "nearly all", "no one", "one visit"],
]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(QUIET),
        st.sampled_from(LOUD),
        st.sampled_from(["{basis}", "{Basis}", "{n}", "{of}"]),
    ),
    max_size=12,
)


@many
@given(PIECES)
def test_every_number_and_absolute_word_is_found_and_nothing_else(said):
    # A word between, so that two numbers are not read as one.
    text = " calm ".join(said)
    found = [each.word for each in typed(text, "en")]
    loud = [piece.split()[0] if piece == "one visit" else piece for piece in said if piece in LOUD]
    assert found == loud


@many
@given(PIECES)
def test_marks_stand_where_the_word_stands_in_the_finished_text(said):
    text = "  calm ".join(said)
    done = filled(text, PHRASES, unbacked(text, "en", frozenset()))
    for mark in done.marks:
        assert done.text[mark.start : mark.end] == mark.word
    assert "  " not in done.text and done.text == done.text.strip()
    assert len(done.marks) == len(typed(text, "en"))


@many
@given(PIECES)
def test_what_a_text_itself_holds_backs_it(said):
    text = " calm ".join(said)
    assert unbacked(text, "en", words_of([text], "en")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\u0410ll observers s\u0430w n\u043ene.", ["\u0410ll", "n\u043ene"]),  # Cyrillic А, а, о
        ("\u039done came, and m\u03bfst left.", ["\u039done", "m\u03bfst"]),  # Greek Ν, ο
        ("\uff41\uff4c\uff4c of \uff13\uff18", ["\uff41\uff4c\uff4c", "\uff13\uff18"]),  # wide
        ("\U0001d5ba\U0001d5c5\U0001d5c5", ["\U0001d5ba\U0001d5c5\U0001d5c5"]),  # of mathematics
        ("ne\u0301ver, \u00e1ll", ["ne\u0301ver", "\u00e1ll"]),  # with accents
        ("a\u217c\u217c in \u0417\u041e stations", ["a\u217c\u217c", "\u0417\u041e"]),
        ("Z\u00fcrich, na\u00efve, \u041a\u0430\u0437\u0430\u0445\u0441\u0442\u0430\u043d", []),
    ],
)
def test_letters_that_look_like_others_hide_no_number_and_no_word(text, words):
    assert [each.word for each in typed(text, "en")] == words


def test_a_word_in_look_alikes_is_backed_like_the_word():
    assert unbacked("\u0410ll came.", "en", words_of(["All came."], "en")) == []


@many
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_typed(text):
    done = filled(text, PHRASES, unbacked(text, "en", frozenset()))
    sentence = Sentence(key="k", text=done.text, standing="backed", marks=done.marks)
    assert "".join(piece.text for piece in pieces(sentence)) == sentence.text
    # A stray brace is printed as a bracket; nothing else may move what is marked.
    assert sentence.text == done.text.replace("{", "(").replace("}", ")")
    stray_brace(text)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("No one was hindered.", ["none"]),
        ("Nearly all came.", ["nearly_all"]),
        ("Almost every station opened.", ["nearly_all"]),
        ("The majority came.", ["most"]),
        ("One must say so.", []),
        ("In one visit it rained.", [""]),
        ("In ½ of them, and in 5½ and Ⅲ.", ["", "", "", ""]),
        ("Each, with an isolated few and an overwhelming rest.", ["all", "few", "few", "most"]),
        ("Nobody, never.", ["none", "none"]),
        ("{none} is a placeholder.", []),
        ("It opened at 7:05 on the 3rd.", ["", ""]),
    ],
)
def test_words_state_what_the_table_says(text, states):
    assert [each.states for each in typed(text, "en")] == states


def test_a_word_the_sentence_states_is_backed_and_another_is_not():
    found = unbacked("Nobody came and most left.", "en", frozenset(), stated="none")
    assert [each.word for each in found] == ["most"]


def test_a_number_is_the_same_with_and_without_its_separators():
    assert unbacked("2,289 voters", "en", words_of(["2 289 or 2289"], "en")) == []


def test_digits_are_found_in_a_language_without_a_list_of_words():
    assert [each.word for each in typed("38 бекетте", "kk")] == ["38"]
    assert [each.word for each in typed("٣٨ مراكز", "ar")] == ["٣٨"]


def test_a_placeholder_without_a_phrase_is_marked():
    done = filled("There were {visits_total} visits.", {}, [])
    assert [mark.word for mark in done.marks] == ["{visits_total}"]


def test_placeholders_are_names_and_every_other_brace_is_stray():
    assert names_in("{Basis} and {n}") == ["Basis", "n"]
    for text in ("{n", "n}", "{n.real}", "{n!r}", "{n:>9}", "{}", "{{n}}", "{0}"):
        assert stray_brace(text), text


def test_a_capital_begins_the_phrase_and_full_stops_are_not_doubled():
    phrases = {"basis": "in 31 visits", "what": "a quarrel."}
    assert filled("{Basis}, {what}.", phrases, []).text == "In 31 visits, a quarrel."


words = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=10).map(" ".join)


@many
@given(words, words)
def test_both_texts_can_be_read_out_of_their_differences(before, after):
    changes = word_changes(before, after)
    kept = {"before": ("same", "gone"), "after": ("same", "added")}
    for name, text in (("before", before), ("after", after)):
        assert " ".join(each.text for each in changes if each.kind in kept[name]) == text
