"""What a new version changes, in words."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from visits.definition import compose, parse_definition, standard_forms
from visits.form_changes import form_changes

VOTING = standard_forms()["voting"]
IN_USE = parse_definition(VOTING)


def changed(**told: object) -> list[str]:
    """What is said where the question of the queue is told otherwise."""
    raw = deepcopy(VOTING)
    for group in raw["groups"]:
        for question in group["questions"]:
            if question["code"] == "voting.queue":
                question |= told
    return [change.words for change in form_changes(IN_USE, parse_definition(raw))]


def test_the_same_form_has_no_changes():
    assert form_changes(IN_USE, parse_definition(deepcopy(VOTING))) == []


def test_each_part_of_a_question_that_is_told_otherwise_is_named():
    assert "its wording; before: “" in changed(label={"en": "A queue?"})[0]
    assert "its explanation" in changed(help={"en": "Count them."})[0]
    assert "its answers" in changed(type="yn")[0]
    assert "which answers are adverse" in changed(adverse=["many"])[0]
    assert "its theme" in changed(theme="access")[0]
    assert "what its sentence counts" in changed(unit="station")[0]
    condition = {"question": "voting.campaign_material", "value": "yes"}
    assert "when it is asked" in changed(only_if=condition)[0]


def test_a_question_at_another_place_is_said_to_have_moved():
    raw = deepcopy(VOTING)
    raw["groups"][0]["questions"].reverse()
    kinds = {change.kind for change in form_changes(IN_USE, parse_definition(raw))}
    assert kinds == {"moved"}


@settings(deadline=None)  # Composing a whole form takes as long as the machine is busy.
@given(st.sets(st.sampled_from(["voting.queue", "voting.unauthorised_persons", "voting.overall"])))
def test_every_question_left_out_is_said_once_and_nothing_else(off):
    after = parse_definition(compose(VOTING, (), off))
    gone = [change.code for change in form_changes(IN_USE, after)]
    assert gone == [code for code in IN_USE.codes if code not in after.codes]
    assert set(gone) >= off
