"""The standing of a sentence about a question, whoever wrote it: the machine or a person."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.standing import Claim, Contrary, Coverage, against, contradicted, standing_of, thin
from tests.reports.naive import word

WORDS = ("none", "few", "some", "many", "half", "most", "nearly_all", "all")
POLARITIES = ("adverse", "favourable")
OTHER = {"adverse": "favourable", "favourable": "adverse"}
AMPLE = Coverage(reach=400, population=400, areas=2, areas_seen=2, thin_below=5)


@st.composite
def shares(draw, smallest=1):
    of = draw(st.integers(smallest, 400))
    return draw(st.integers(0, of)), of


polarities = st.sampled_from(POLARITIES)
findings = st.builds(Contrary, st.integers(0, 3), st.integers(0, 3))


def found(contrary, polarity):
    """The confirmed findings of one polarity."""
    return getattr(contrary, f"{polarity}_findings")


@given(shares(), polarities, findings)
def test_none_is_contradicted_by_a_single_answer_or_finding(share, about, contrary):
    n, of = share
    claim = Claim(about, "none", n, of)
    assert against(claim, contrary) == n + found(contrary, about)
    if n or found(contrary, about):
        assert contradicted(claim, contrary)
        assert standing_of(claim, contrary, AMPLE) == "contradicted"


@given(shares(), polarities, findings)
def test_all_is_contradicted_by_a_single_answer_or_finding_of_the_other_side(
    share, about, contrary
):
    n, of = share
    claim = Claim(about, "all", n, of)
    assert against(claim, contrary) == of - n + found(contrary, OTHER[about])
    if of - n or found(contrary, OTHER[about]):
        assert contradicted(claim, contrary)
        assert standing_of(claim, contrary, AMPLE) == "contradicted"


@given(shares(smallest=5), polarities)
def test_none_and_all_stand_where_nothing_speaks_against_them(share, about):
    _n, of = share
    assert standing_of(Claim(about, "none", 0, of), Contrary(), AMPLE) == "backed"
    assert standing_of(Claim(about, "all", of, of), Contrary(), AMPLE) == "backed"


@given(shares(), polarities, st.sampled_from(WORDS), findings)
def test_a_word_that_is_not_the_tables_is_contradicted(share, about, stated, contrary):
    n, of = share
    claim = Claim(about, stated, n, of)
    if stated != word(n, of):
        assert contradicted(claim, contrary)
        assert standing_of(claim, contrary, AMPLE) == "contradicted"
    elif stated not in ("none", "all"):
        assert against(claim, contrary) == 0
        assert not contradicted(claim, contrary)


@given(shares(), polarities, findings)
def test_a_sentence_that_only_gives_numbers_is_never_contradicted(share, about, contrary):
    claim = Claim(about, "", *share)
    assert against(claim, contrary) == 0
    assert not contradicted(claim, contrary)


@given(polarities, st.sampled_from(WORDS), st.integers(1, 4), findings)
def test_under_five_no_word_stands(about, stated, of, contrary):
    for n in range(of + 1):
        assert standing_of(Claim(about, stated, n, of), contrary, AMPLE) == "contradicted"


@given(shares(smallest=5), st.integers(1, 9))
def test_an_adverse_visit_that_a_later_one_replaced_speaks_against_none_and_all(share, visits):
    of = share[1]
    contrary = Contrary(adverse_visits=visits)
    assert against(Claim("adverse", "none", 0, of), contrary) == visits
    assert against(Claim("favourable", "all", of, of), contrary) == visits
    # At every station something was adverse: the earlier visits agree.
    assert against(Claim("adverse", "all", of, of), contrary) == 0


def test_adverse_stations_are_not_counted_again_as_visits():
    contrary = Contrary(adverse_visits=3)
    assert against(Claim("adverse", "none", 2, 30), contrary) == 3


@given(polarities, st.sampled_from(("", *WORDS)), findings)
def test_what_nobody_observed_is_unsourced_whatever_it_says(about, stated, contrary):
    assert standing_of(Claim(about, stated, 0, 0), contrary, AMPLE) == "unsourced"


@given(
    st.builds(
        Coverage,
        reach=st.integers(1, 60),
        population=st.integers(1, 60),
        areas=st.integers(1, 3),
        areas_seen=st.integers(1, 3),
        thin_below=st.integers(1, 9),
    )
)
def test_thin_is_few_or_one_area_of_several_or_under_half_of_the_stage(coverage):
    few = coverage.reach < coverage.thin_below
    narrow = coverage.areas == 1 and coverage.areas_seen > 1
    sparse = Fraction(coverage.reach, coverage.population) < Fraction(1, 2)
    assert thin(coverage) is (few or narrow or sparse)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, False),
        ({"areas": 1}, True),
        ({"areas": 1, "areas_seen": 1}, False),
        ({"reach": 4, "population": 4}, True),
        ({"reach": 5, "population": 5}, False),
        ({"population": 20}, False),
        ({"population": 21}, True),
        ({"thin_below": 10}, False),
        ({"thin_below": 11}, True),
    ],
)
def test_at_each_bound_a_sentence_is_thin_on_one_side_only(changed, expected):
    # Two areas of three are several: only one area of several is too little.
    enough = Coverage(reach=10, population=10, areas=2, areas_seen=3, thin_below=5)
    assert thin(replace(enough, **changed)) is expected


NOT_ENOUGH = Coverage(reach=1, population=300, areas=1, areas_seen=3, thin_below=5)


@given(shares())
def test_a_concrete_adverse_event_is_backed_by_one_visit(share):
    n, of = max(share[0], 1), share[1]
    claim = Claim("adverse", "", n, of)
    assert claim.concrete
    assert standing_of(claim, Contrary(favourable_findings=3), NOT_ENOUGH) == "backed"


@pytest.mark.parametrize(
    "claim",
    [
        Claim("favourable", "", 3, 3),
        Claim("favourable", "most", 6, 10),
        Claim("favourable", "nearly_all", 9, 10),
        Claim("adverse", "none", 0, 10),
        Claim("adverse", "most", 6, 10),
        Claim("adverse", "", 0, 3),
    ],
)
def test_whatever_generalises_is_thin_on_too_little(claim):
    assert standing_of(claim, Contrary(), NOT_ENOUGH) == "thin"


def test_contradicted_comes_before_thin():
    assert standing_of(Claim("adverse", "none", 1, 10), Contrary(), NOT_ENOUGH) == "contradicted"
