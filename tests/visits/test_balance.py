import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.balance import balances, imbalances

GOOD = {
    "registered": 900,
    "received": 850,
    "voted": 600,
    "ballots_in_box": 598,
    "valid": 590,
    "invalid": 8,
    "unused": 247,
    "spoiled": 3,
}


def test_a_protocol_that_adds_up_balances():
    assert balances(GOOD) is True
    assert imbalances(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "figures_named"),
    [
        ({"valid": 591}, ["591", "8", "598"]),
        ({"ballots_in_box": 601, "valid": 593}, ["601", "600"]),
        ({"registered": 599}, ["600", "599"]),
        ({"received": 851}, ["600", "247", "3", "851"]),
    ],
)
def test_each_broken_rule_is_one_sentence_with_its_figures(changed, figures_named):
    figures = GOOD | changed
    assert balances(figures) is False
    (sentence,) = imbalances(figures)
    assert all(figure in sentence for figure in figures_named)


def test_as_many_ballots_as_voters_and_as_many_voters_as_registered_balance():
    assert balances({"ballots_in_box": 600, "voted": 600, "registered": 600}) is True


def test_a_figure_nobody_read_breaks_no_rule():
    assert balances(GOOD | {"valid": 1, "invalid": None}) is True
    assert balances({"valid": 1, "invalid": 1}) is None


def test_nothing_read_is_no_answer():
    assert balances({}) is None
    assert balances(dict.fromkeys(GOOD)) is None


figure = st.one_of(st.none(), st.integers(0, 5))
protocols = st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, figure))


@given(protocols)
def test_a_protocol_fails_to_balance_exactly_where_there_is_a_sentence_saying_why(figures):
    assert (balances(figures) is False) == bool(imbalances(figures))


@given(protocols, st.sampled_from(sorted(GOOD)))
def test_reading_one_figure_less_never_adds_an_imbalance(figures, unread):
    assert set(imbalances(figures | {unread: None})) <= set(imbalances(figures))


@given(st.tuples(*[st.integers(0, 2000)] * 6))
def test_every_protocol_made_by_the_rules_balances(parts):
    valid, invalid, taken_home, stayed_away, unused, spoiled = parts
    voted = valid + invalid + taken_home
    assert balances(
        {
            "valid": valid,
            "invalid": invalid,
            "ballots_in_box": valid + invalid,
            "voted": voted,
            "registered": voted + stayed_away,
            "unused": unused,
            "spoiled": spoiled,
            "received": voted + unused + spoiled,
        }
    )
