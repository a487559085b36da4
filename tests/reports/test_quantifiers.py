"""The table of quantifier words and the rule for percentages."""

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reports.quantifiers import (
    QUANTIFIER_TABLE,
    as_share,
    number,
    per_cent,
    quantifier,
    stated_allowed,
)

shares = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def restated(n, of):
    """The table read aloud, in fractions."""
    share = Fraction(n, of)
    rows = [
        ("none", n == 0),
        ("all", n == of),
        ("nearly_all", share >= Fraction(90, 100)),
        ("most", share > Fraction(50, 100)),
        ("half", share == Fraction(50, 100)),
        ("many", share >= Fraction(25, 100)),
        ("some", share >= Fraction(10, 100)),
        ("few", True),
    ]
    return next(key for key, holds in rows if holds)


@given(shares)
@example((9, 10))
@example((20, 40))
@example((5, 20))
@example((4, 40))
def test_the_word_is_the_first_of_the_table_that_holds(share):
    n, of = share
    assume(of >= 5)
    assert quantifier(n, of) == restated(n, of)


@pytest.mark.parametrize("of", range(1, 5))
def test_no_word_stands_on_fewer_than_five(of):
    assert {quantifier(n, of) for n in range(of + 1)} == {""}


def test_the_printed_table_has_the_words_in_the_order_tested():
    order = [quantifier(n, 100) for n in (0, 100, 95, 60, 50, 30, 12, 3)]
    assert [key for key, _, _ in QUANTIFIER_TABLE] == order


@pytest.mark.parametrize(("n", "of"), [(-1, 10), (11, 10)])
def test_a_share_outside_its_basis_is_refused(n, of):
    with pytest.raises(ValueError, match="0 <= n <= of"):
        quantifier(n, of)


@pytest.mark.parametrize("key", ["many", "some", "few"])
def test_soft_words_are_never_used_of_a_favourable_answer(key):
    assert not stated_allowed("favourable", key, urgent=False)
    assert stated_allowed("adverse", key, urgent=False)


@pytest.mark.parametrize("about", ["adverse", "favourable"])
def test_an_urgent_question_takes_only_none_and_all(about):
    keys = [key for key, _, _ in QUANTIFIER_TABLE]
    assert [key for key in keys if stated_allowed(about, key, urgent=True)] == ["none", "all"]
    assert stated_allowed(about, "", urgent=True)


@pytest.mark.parametrize(
    ("n", "of", "expected"),
    [
        (31, 35, "31 of the 35"),
        (24, 49, "24 of the 49"),
        (260, 310, "84 per cent of the 310"),
        (10, 310, "10 of the 310"),
        (300, 310, "300 of the 310"),
        (2289, 2300, "over 99 per cent of the 2,300"),
        (11, 2300, "under 1 per cent of the 2,300"),
        (2300, 2300, "2,300 of the 2,300"),
        (1159, 2300, "1,159 of the 2,300"),  # 50.4: "50 per cent" would not be most
        (2061, 2300, "2,061 of the 2,300"),  # 89.6: "90 per cent" would be nearly all
        (567, 2300, "567 of the 2,300"),  # 24.7: "25 per cent" would be many
        (1150, 2300, "50 per cent of the 2,300"),
    ],
)
def test_a_share_is_printed_by_the_rule(n, of, expected):
    assert as_share(n, of) == expected


@given(shares)
def test_a_percentage_never_stands_for_few_or_for_everything(share):
    n, of = share
    text = per_cent(n, of)
    if of < 50 or n <= 10 or of - n <= 10:
        assert text == ""
    assert not text.startswith(("0 ", "100 "))


@given(shares)
def test_a_percentage_falls_under_the_same_word_as_its_share(share):
    n, of = share
    text = per_cent(n, of)
    assume(text[:1].isdigit())
    printed = int(text.split()[0])
    assert abs(Fraction(printed) - Fraction(100 * n, of)) <= Fraction(1, 2)
    assert restated(printed, 100) == restated(n, of)


def test_thousands_are_separated_as_the_language_does_with_ordinary_spaces():
    assert number(2300) == "2,300"
    with translation.override("ru"):
        assert number(12300) == "12 300"
