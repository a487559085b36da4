"""The definition of a form: what is refused, what is asked, what a version's hash stands for."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.enumerations import Stage
from visits.definition import (
    STAGES,
    DefinitionError,
    canonical_json,
    definition_sha256,
    parse_definition,
    standard_forms,
)


def question(code, kind="yn", **more):
    return {"code": code, "type": kind, "label": {"en": f"{code}?"}, "theme": "access", **more}


def form(*questions, stage="voting"):
    group = {"key": "all", "title": {"en": "All"}, "questions": list(questions)}
    return {"stage": stage, "title": {"en": "Voting"}, "groups": [group]}


def only_if(code, value):
    return {"question": code, "value": value}


def choices(*values):
    return [{"value": value, "label": {"en": value}} for value in values]


def test_the_stages_are_those_of_missions():
    assert list(STAGES) == Stage.values


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([question("voting.a", "maybe")], 'has "maybe" as "type": expected one of yn, yna'),
        ([question("voting.a", adverse=["often"])], "calls adverse what is none of its answers"),
        ([question("voting.a", adverse=["not_observed"])], "calls adverse"),
        ([question("voting.a", "number", adverse=["0"])], "calls adverse"),
        ([question("voting.a", adverse=["no"], urgent=["yes"])], "calls urgent what is not"),
        ([question("voting.a"), question("voting.a")], 'has "voting.a" twice'),
        ([question("opening.a")], 'must have a code that starts with "voting."'),
        ([question("voting.A")], "needs a code of"),
        ([question("Mine!", own=True)], "needs a code of"),
        ([question("voting.a", theme="")], "needs a theme"),
        ([question("voting.a", unit="team")], 'has "team" as "unit"'),
        ([question("voting.a", "choice")], "must list its choices"),
        ([question("voting.a", choices=choices("x"))], "lists choices"),
        ([question("voting.a", "choice", choices=choices("x", "x"))], 'has "x" twice'),
        ([question("voting.a", "choice", choices=choices("x;y"))], 'the choice "x;y"'),
        ([question("voting.a", "choices", choices=choices("not_observed"))], "the choice"),
        ([question("voting.a", adverze=["no"])], "has what no form knows: adverze"),
        ([question("voting.a", label={"en": " "})], 'needs a text in "label"'),
        ([question("voting.a", label="Open?")], 'must have an object as "label"'),
        ([question("voting.a", computed="yes")], 'must have true or false as "computed"'),
        ([{"code": "voting.a", "type": "yn"}], 'needs "label"'),
        (["voting.a"], "must be an object"),
        ([], "has no questions"),
        (
            [question("voting.a", only_if=only_if("voting.b", "yes")), question("voting.b")],
            'depends on "voting.b", which is not asked before it',
        ),
        (
            [question("voting.b"), question("voting.a", only_if=only_if("voting.b", "many"))],
            'depends on "many", which is no answer to "voting.b"',
        ),
    ],
)
def test_a_wrong_definition_is_refused_with_a_sentence(questions, sentence):
    with pytest.raises(DefinitionError) as refused:
        parse_definition(form(*questions))
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_the_sentence_names_the_question():
    with pytest.raises(DefinitionError, match='^Question "voting.a" '):
        parse_definition(form(question("voting.a", adverse=["often"])))


def test_a_stage_nobody_knows_is_refused():
    with pytest.raises(DefinitionError, match="expected one of opening, voting"):
        parse_definition(form(question("voting.a"), stage="recount"))


def test_two_groups_of_one_key_are_refused():
    raw = form(question("voting.a"))
    raw["groups"].append({**raw["groups"][0], "questions": [question("voting.b")]})
    with pytest.raises(DefinitionError, match='has "all" twice'):
        parse_definition(raw)


def test_an_own_question_may_have_any_code_and_no_theme():
    parsed = parse_definition(form(question("our-9.queue_2", own=True, theme="")))
    assert parsed.question("our-9.queue_2").own


def test_what_is_left_out_has_its_usual_meaning():
    asked = parse_definition(form(question("voting.a"))).question("voting.a")
    assert (asked.unit, asked.help("en"), asked.only_if) == ("visit", "", None)
    assert not asked.has_adverse and not asked.computed and not asked.own


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
PLACES = ["stage", "title", "groups", ("group", "key"), ("group", "title"), ("group", "questions")]
PLACES += [("question", key) for key in question("voting.a")]
PLACES += [("question", key) for key in ("help", "unit", "choices", "adverse", "urgent", "only_if")]
PLACES += [("question", "computed"), ("question", "own")]


@given(json_values, st.sampled_from(PLACES))
def test_anything_in_any_place_is_read_or_refused_with_a_sentence(anything, place):
    raw = form(question("voting.a"))
    group = raw["groups"][0]
    holders = {"group": group, "question": group["questions"][0]}
    holder, key = (raw, place) if isinstance(place, str) else (holders[place[0]], place[1])
    holder[key] = anything
    try:
        parse_definition(raw)
    except DefinitionError as refused:
        assert str(refused).endswith(".")


@given(json_values)
def test_anything_that_is_no_form_is_refused(anything):
    with pytest.raises(DefinitionError):
        parse_definition(anything)


def test_a_follow_up_is_asked_only_after_the_answer_it_depends_on():
    parsed = parse_definition(
        form(
            question("voting.a"),
            question("voting.b", only_if=only_if("voting.a", "yes")),
            question("voting.c", only_if=only_if("voting.b", "no")),
            question("voting.d", computed=True),
        )
    )
    assert parsed.asked({}) == ("voting.a",)
    assert parsed.asked({"voting.a": ["no"]}) == ("voting.a",)
    assert parsed.asked({"voting.a": ["yes"]}) == ("voting.a", "voting.b")
    yes_no = {"voting.a": ["yes"], "voting.b": ["no"]}
    assert parsed.asked(yes_no) == ("voting.a", "voting.b", "voting.c")
    # The answer to b is left over from before a was changed.
    assert parsed.asked(yes_no | {"voting.a": ["not_observed"]}) == ("voting.a",)


def test_a_form_gives_its_questions_in_order_and_refuses_a_code_it_does_not_have():
    parsed = parse_definition(form(question("voting.b"), question("voting.a")))
    assert parsed.codes == ("voting.b", "voting.a")
    assert [each.code for each in parsed.questions] == list(parsed.codes)
    with pytest.raises(KeyError):
        parsed.question("voting.c")


def reordered(raw):
    if isinstance(raw, dict):
        return {key: reordered(raw[key]) for key in reversed(raw)}
    return [reordered(each) for each in raw] if isinstance(raw, list) else raw


def test_the_hash_ignores_the_order_of_keys_and_nothing_else():
    raw = standard_forms()["opening"]
    assert definition_sha256(reordered(raw)) == definition_sha256(raw)
    changed = deepcopy(raw)
    changed["groups"][0]["questions"][0]["label"]["en"] += " "
    assert definition_sha256(changed) != definition_sha256(raw)


def test_the_canonical_text_is_utf8_with_sorted_keys_and_no_spaces():
    assert canonical_json({"b": [1, True], "a": "ş"}) == '{"a":"ş","b":[1,true]}'.encode()


def test_the_hash_is_the_sha256_of_the_canonical_text():
    # printf '{}' | sha256sum
    expected = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert definition_sha256({}) == expected
