"""A mission's own form: where its own questions go, and what switching off takes along."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.definition import DefinitionError, compose, parse_definition, standard_forms


def question(code, **more):
    return {"code": code, "type": "yn", "label": {"en": f"{code}?"}, "theme": "access", **more}


def only_if(code, value):
    return {"question": code, "value": value}


def codes(raw):
    return [each["code"] for group in raw["groups"] for each in group["questions"]]


STANDARD = {
    "stage": "voting",
    "title": {"en": "Voting"},
    "groups": [
        {
            "key": "all",
            "title": {"en": "All"},
            "questions": [
                question("voting.a"),
                question("voting.b", only_if=only_if("voting.a", "yes")),
                question("voting.c"),
            ],
        }
    ],
}


def test_own_questions_follow_the_question_they_name_in_the_order_given():
    own = [
        question("x", after="voting.a"),
        question("y", after="voting.a"),
        question("x2", after="x"),
    ]
    composed = compose(STANDARD, own, set())
    assert codes(composed) == ["voting.a", "x", "x2", "y", "voting.b", "voting.c"]
    assert parse_definition(composed).question("x").own


def test_own_questions_that_follow_nothing_come_in_a_last_group():
    own = [question("child", after="x"), question("x"), question("lost", after="voting.zzz")]
    composed = compose(STANDARD, own, set())
    assert codes(composed)[3:] == ["x", "child", "lost"]
    assert parse_definition(composed).groups[-1].title("en") == "Questions of this mission"


def test_own_questions_that_follow_each_other_in_a_circle_are_still_asked():
    own = [question("x", after="y"), question("y", after="x")]
    assert sorted(codes(compose(STANDARD, own, set()))[3:]) == ["x", "y"]


def test_switching_a_question_off_takes_along_what_depends_on_it():
    own = [
        question("x", after="voting.a", only_if=only_if("voting.a", "no")),
        question("y", after="voting.a"),
    ]
    assert codes(compose(STANDARD, own, {"voting.a"})) == ["y", "voting.c"]


def test_a_group_with_everything_switched_off_is_left_out():
    composed = compose(STANDARD, [question("x")], set(codes(STANDARD)))
    assert [group["key"] for group in composed["groups"]] == ["own"]


def test_codes_of_other_forms_are_no_matter_when_switching_off():
    assert compose(STANDARD, [], {"opening.admitted"}) == STANDARD


def test_an_own_question_with_a_code_of_the_form_is_refused():
    with pytest.raises(DefinitionError, match='has "voting.a" twice'):
        parse_definition(compose(STANDARD, [question("voting.a")], set()))


ALL_CODES = codes(standard_forms()["voting"])
OWN_CODES = ["x", "y", "z"]


@given(
    st.lists(st.sampled_from(OWN_CODES), unique=True),
    st.lists(st.sampled_from([*ALL_CODES, *OWN_CODES, "nothing", ""]), min_size=3, max_size=3),
    st.sets(st.sampled_from(ALL_CODES), max_size=20),
)
def test_a_composed_form_holds_every_own_question_once_and_nothing_switched_off(own, after, off):
    standard = standard_forms()["voting"]
    before = deepcopy(standard)
    composed = compose(
        standard,
        [question(code, after=place) for code, place in zip(own, after, strict=False)],
        off,
    )
    assert standard == before
    parsed = parse_definition(composed)
    assert sorted(set(parsed.codes) & set(OWN_CODES)) == sorted(own)
    assert off.isdisjoint(parsed.codes)
    kept = [code for code in parsed.codes if code not in own]
    assert kept == [code for code in ALL_CODES if code in kept]
