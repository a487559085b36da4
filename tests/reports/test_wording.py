"""The phrases of sentences and the choice of wording for a question."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reports.quantifiers import quantifier, stated_allowed
from reports.sentences.texts import ContextText, QuestionTexts
from reports.sentences.wording import (
    basis,
    capitalised,
    choice_context,
    extent_context,
    fill,
    number_context,
    question_text,
    rest,
    time_context,
    yes_context,
)

EVENT = QuestionTexts(
    clean_is="none",
    clean="{Basis} did observers see a parrot.",
    adverse="Observers saw a parrot {basis}.",
    favourable="{Basis}, observers did not see a parrot",
    rest="{rest} they did",
)
GUARANTEE = QuestionTexts(
    clean_is="all",
    clean="The box was sealed {basis}.",
    adverse="{Basis}, the box was not sealed.",
    favourable="The box was sealed {basis}",
    rest="{rest} it was not",
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((31, 35, "voting"), "in 31 of the 35 voting visits in which this was checked"),
        (
            (260, 310, "voting"),
            "in 84 per cent of the 310 voting visits in which this was checked",
        ),
        (
            (31, 40, "voting", "visit", "most"),
            "in most of the 40 voting visits in which this was checked (31 of 40)",
        ),
        (
            (288, 310, "voting", "visit", "nearly_all"),
            "in nearly all of the 310 voting visits in which this was checked (93 per cent)",
        ),
        (
            (38, 38, "voting", "visit", "all"),
            "in all 38 voting visits in which this was checked",
        ),
        (
            (20, 40, "voting", "visit", "half"),
            "in half of the 40 voting visits in which this was checked (20 of 40)",
        ),
        (
            (0, 38, "voting", "visit", "none"),
            "in none of the 38 voting visits in which this was checked",
        ),
        ((0, 3, "voting"), "in 0 of the 3 voting visits in which this was checked"),
        ((1, 1, "voting"), "in the one voting visit in which this was checked"),
        ((5, 14, "opening"), "in 5 of the 14 openings in which this was checked"),
        ((1, 3, "counting"), "in 1 of the 3 counts in which this was checked"),
        ((1, 1, "tabulation"), "in the one tabulation in which this was checked"),
        ((29, 34, "voting", "station"), "at 29 of the 34 stations where observers checked this"),
        ((1, 1, "voting", "station"), "at the one station where observers checked this"),
    ],
)
def test_a_basis_names_its_own_population(arguments, expected):
    assert basis(*arguments) == expected


def test_exact_figures_stay_numbers_where_a_percentage_could_stand():
    assert basis(260, 310, "voting", exact=True).startswith("in 260 of the 310 ")


def test_areas_stand_in_brackets_after_the_basis():
    two_areas = [("Almaty", 3), ("Nur-Sultan", 1), ("Atyrau", 0)]
    assert basis(4, 38, "voting", areas=two_areas).endswith(" (Almaty 3, Nur-Sultan 1)")
    assert basis(4, 38, "voting", areas=[("Almaty", 4)]).endswith(" (Almaty)")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((5,), "in 5 visits"),
        ((1,), "in one visit"),
        ((5, "station"), "at 5 stations"),
        ((1, "station"), "at one station"),
        ((2, "visit", [("Almaty", 1), ("Astana", 1)]), "in 2 visits (Almaty 1, Astana 1)"),
        ((2, "visit", (), "counting"), "in 2 counts"),
    ],
)
def test_the_rest_says_where_the_other_answers_were(arguments, expected):
    assert rest(*arguments) == expected


def test_filling_makes_one_clean_sentence():
    assert fill("{Basis},  it rained..", basis="in\u00a03 visits") == "In 3 visits, it rained."


def test_a_placeholder_without_a_phrase_is_refused():
    with pytest.raises(KeyError):
        fill("It rained {somewhere}.", basis="in 3 visits")
    with pytest.raises(ValueError, match="placeholder is left"):
        fill("It rained {basis}.", basis="in {n} visits")


def test_the_first_letter_is_raised_as_the_language_writes_it():
    assert capitalised("in 3 visits") == "In 3 visits"
    with translation.override("tr"):
        assert capitalised("iki") == "İki"


def made(texts, n, of, **more):
    wording = question_text(texts, n, of, "voting", **more)
    text = wording.text.replace(" voting visits in which this was checked", " visits")
    return text, wording.about, wording.stated, wording.n


def test_an_event_nobody_saw_is_stated_as_none():
    assert made(EVENT, 0, 38) == (
        "In none of the 38 visits did observers see a parrot.",
        "adverse",
        "none",
        0,
    )


def test_a_guarantee_seen_everywhere_is_stated_as_all():
    assert made(GUARANTEE, 0, 38, urgent=True) == (
        "The box was sealed in all 38 visits.",
        "favourable",
        "all",
        38,
    )


@pytest.mark.parametrize("more", [{"of": 4}, {"of": 38, "adverse_findings": 1}])
def test_few_observations_or_a_finding_against_leave_only_numbers(more):
    of = more["of"]
    text = f"In {of} of the {of} visits, observers did not see a parrot."
    assert made(EVENT, 0, **more) == (text, "favourable", "", of)


def test_an_event_seen_is_told_with_its_number():
    assert made(EVENT, 3, 41) == ("Observers saw a parrot in 3 of the 41 visits.", "adverse", "", 3)


def test_an_event_seen_in_most_visits_takes_the_word():
    expected = (
        "Observers saw a parrot in most of the 40 visits (31 of 40).",
        "adverse",
        "most",
        31,
    )
    assert made(EVENT, 31, 40) == expected


def test_an_urgent_event_has_exact_numbers_and_areas():
    areas = [("Almaty", 150), ("Astana", 50)]
    text, _, stated, _ = made(EVENT, 200, 310, urgent=True, areas=areas)
    assert text == "Observers saw a parrot in 200 of the 310 visits (Almaty 150, Astana 50)."
    assert stated == ""


def test_an_urgent_event_seen_everywhere_is_stated_as_all_unless_a_finding_speaks_against_it():
    assert made(EVENT, 6, 6, urgent=True)[2] == "all"
    text, about, stated, _ = made(EVENT, 6, 6, urgent=True, favourable_findings=1)
    assert (text, about, stated) == ("Observers saw a parrot in 6 of the 6 visits.", "adverse", "")


def test_a_favourable_word_has_the_adverse_number_in_its_sentence():
    text, about, stated, n = made(GUARANTEE, 5, 40)
    assert text == "The box was sealed in most of the 40 visits (35 of 40); in 5 visits it was not."
    assert (about, stated, n) == ("favourable", "most", 35)


def test_an_urgent_guarantee_names_the_areas_with_the_rest():
    text, about, stated, n = made(GUARANTEE, 1, 40, urgent=True, areas=[("Almaty", 1)])
    assert text == "The box was sealed in 39 of the 40 visits; in one visit (Almaty) it was not."
    assert (about, stated, n) == ("favourable", "", 39)


def test_a_guarantee_missing_in_half_or_more_is_told_from_the_adverse_side():
    assert made(GUARANTEE, 20, 40)[:3] == (
        "In half of the 40 visits (20 of 40), the box was not sealed.",
        "adverse",
        "half",
    )
    assert made(GUARANTEE, 2, 3)[:3] == (
        "In 2 of the 3 visits, the box was not sealed.",
        "adverse",
        "",
    )


@pytest.mark.parametrize(("n", "of"), [(0, 0), (4, 3), (-1, 3)])
def test_no_sentence_is_made_without_a_basis(n, of):
    with pytest.raises(ValueError, match="No sentence"):
        question_text(EVENT, n, of, "voting")


@given(
    of=st.integers(1, 3000),
    part=st.floats(0, 1),
    texts=st.sampled_from([EVENT, GUARANTEE]),
    urgent=st.booleans(),
    adverse_findings=st.integers(0, 2),
    favourable_findings=st.integers(0, 2),
)
def test_whatever_the_figures_the_word_is_true_and_allowed(
    of, part, texts, urgent, adverse_findings, favourable_findings
):
    n = min(of, round(of * part))
    wording = question_text(
        texts,
        n,
        of,
        "voting",
        urgent=urgent,
        adverse_findings=adverse_findings,
        favourable_findings=favourable_findings,
    )
    assert wording.n == (n if wording.about == "adverse" else of - n)
    assert stated_allowed(wording.about, wording.stated, urgent)
    assert wording.stated in {"", quantifier(wording.n, of)}
    contradicted = {"none": adverse_findings}
    contradicted["all"] = favourable_findings if wording.about == "adverse" else adverse_findings
    assert not contradicted.get(wording.stated, 0)
    if urgent:
        assert "per cent" not in wording.text


def test_a_yes_or_no_context_gives_numbers():
    texts = ContextText(one="Dogs came {basis}.", many="Dogs came {basis}.")
    assert yes_context(texts, 1, 1, "counting") == (
        "Dogs came in the one count in which this was checked."
    )
    assert yes_context(texts, 0, 38, "counting") == (
        "Dogs came in 0 of the 38 counts in which this was checked."
    )


def test_times_are_told_as_a_span_or_as_one_time():
    texts = ContextText(one="It opened at {earliest}.", many="The {count} stations opened {times}.")
    assert time_context(texts, {"07:05": 1}) == "It opened at 07:05."
    assert time_context(texts, {"07:05": 1, "06:58": 1}) == (
        "The 2 stations opened between 06:58 and 07:05."
    )
    assert time_context(texts, {"07:00": 2}) == "The 2 stations opened at 07:00."


def test_numbers_are_added_up():
    texts = ContextText(one="{total} ballots.", many="{total} ballots in {count} counts.")
    assert number_context(texts, 1200, 1) == "1,200 ballots."
    assert number_context(texts, 1234, 2) == "1,234 ballots in 2 counts."


def test_choices_are_listed_the_commonest_first():
    texts = ContextText(one="Missing: {list}.", many="Missing in {count} openings: {list}.")
    chosen = [("Voter list", 1), ("Ink", 2), ("Seals", 0), ("ID reader", 1)]
    assert choice_context(texts, chosen, 3) == (
        "Missing in 3 openings: ink (2), voter list (1), ID reader (1)."
    )
    assert choice_context(texts, [("Ink", 1)], 1) == "Missing: ink."
    assert choice_context(texts, [("Otan", 1)], 1, as_written=True) == "Missing: Otan."


def test_extents_print_their_bounds_and_no_words_of_the_table():
    texts = ContextText(one="In line: {list}.", many="In line, in {count} visits: {list}.")
    assert extent_context(texts, {"many": 1, "none": 3, "few": 0}) == (
        "In line, in 4 visits: 0 (3), 26 or more (1)."
    )


def test_no_context_sentence_is_made_of_nothing():
    with pytest.raises(ValueError, match="No sentence"):
        time_context(ContextText(one="{earliest}", many="{times}"), {})
