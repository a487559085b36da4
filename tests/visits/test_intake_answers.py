"""Answers are rows, one a chosen option; exactly one row of a question is counted."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import AnswerFactory
from tests.visits.sending import a_visit, send, stored
from visits.answers import read_answers
from visits.definition import parse_definition, standard_forms
from visits.models import Source

FORMS = {stage: parse_definition(raw) for stage, raw in standard_forms().items()}


def rows(cast, stage="voting", how=None, **answers):
    """The answers of a visit as stored, by value; keyword `voting__x` is the code voting.x."""
    told = {code.replace("__", "."): value for code, value in answers.items()}
    receipt = send(a_visit(stage=stage, answers=told, **(how or {})), cast)
    return {row.value: row for row in stored(receipt).answers.all()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "observed", "adverse", "urgent"),
    [
        ("yes", True, True, True),
        ("no", True, False, False),
        ("not_observed", False, False, False),
    ],
)
def test_an_answer_is_stored_with_what_it_means(cast, value, observed, adverse, urgent):
    row = rows(cast, voting__interference=value)[value]
    assert (row.observed, row.adverse, row.urgent) == (observed, adverse, urgent)
    assert row.counted


@pytest.mark.django_db
def test_not_applicable_is_not_observed_either(cast):
    row = rows(cast, voting__tactile_guides="not_applicable")["not_applicable"]
    assert (row.observed, row.adverse, row.counted) == (False, False, True)


@pytest.mark.django_db
def test_an_answer_can_be_adverse_without_being_urgent(cast):
    found = rows(cast, voting__secrecy="most")["most"]
    assert (found.adverse, found.urgent) == (True, False)


@pytest.mark.django_db
def test_several_choices_are_a_row_each_and_counted_once(cast):
    found = rows(
        cast,
        voting__interference="yes",
        voting__interference_by="police; state_officials;police",
    )
    chosen = [row for row in found.values() if row.question == "voting.interference_by"]
    assert {row.value for row in chosen} == {"police", "state_officials"}
    assert sum(row.counted for row in chosen) == 1


@pytest.mark.django_db
def test_a_number_is_kept_beside_with_its_approximate_mark(cast):
    found = rows(cast, "counting", counting__valid="~410", counting__spoiled="7")
    assert (found["410"].number, found["410"].approximate) == (Decimal(410), True)
    assert (found["7"].number, found["7"].approximate) == (Decimal(7), False)


@pytest.mark.django_db
@pytest.mark.parametrize("zero", [0, "0"])
def test_a_zero_is_an_answer(cast, zero):
    row = rows(cast, "counting", counting__spoiled={"value": zero})["0"]
    assert row.number == 0
    assert row.observed


@pytest.mark.django_db
def test_a_comment_stays_with_its_answer(cast):
    row = rows(cast, voting__overall={"value": "bad", "comment": "Chaos at the door."})["bad"]
    assert row.comment == "Chaos at the door."


@pytest.mark.django_db
def test_an_option_is_stored_once_a_visit(cast):
    row = AnswerFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(visit=row.visit, counted=False)


@pytest.mark.django_db
def test_a_question_is_counted_once_a_visit(cast):
    row = AnswerFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(visit=row.visit, value="yes")


@pytest.mark.django_db
def test_what_nobody_observed_cannot_be_adverse(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(value="not_observed", observed=False, adverse=True)


class TestBalance:
    """Figures of a count that do not add up are first a question to the team."""

    BALANCED = {
        "counting__valid": "90",
        "counting__invalid": "10",
        "counting__ballots_in_box": "100",
    }
    BROKEN = {**BALANCED, "counting__invalid": "11"}

    pytestmark = pytest.mark.django_db

    def test_figures_that_add_up_answer_for_themselves(self, cast):
        row = rows(cast, "counting", **self.BALANCED)["yes"]
        assert (row.question, row.adverse) == ("counting.balances", False)

    def test_figures_that_do_not_add_up_are_flagged_and_answer_nothing(self, cast):
        assert "no" not in rows(cast, "counting", **self.BROKEN)
        assert "unbalanced" in cast.mission.visits.get().flag_codes

    def test_once_the_team_confirms_them_they_are_an_adverse_answer(self, cast):
        row = rows(cast, "counting", {"figures_confirmed": True}, **self.BROKEN)["no"]
        assert (row.question, row.adverse) == ("counting.balances", True)
        assert "unbalanced" not in cast.mission.visits.get().flag_codes

    def test_nobody_else_answers_for_the_figures(self, cast):
        assert rows(cast, "counting", counting__balances="yes") == {}

    def test_an_import_may_bring_what_was_answered_before(self, cast):
        payload = a_visit(stage="counting", answers={"counting.balances": "no"})
        visit = stored(send(payload, cast, source=Source.IMPORT, team=None))
        assert visit.answers.get().adverse


@st.composite
def answered(draw):
    """A form, and answers to some of its questions: readable ones and others."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    values = {}
    for question in form.questions:
        if question.computed or not draw(st.booleans()):
            continue
        readable = st.lists(st.sampled_from(question.values), min_size=1).map(";".join)
        values[question.code] = {
            "value": draw(st.one_of(readable, st.text(max_size=8), st.integers(0, 999).map(str)))
        }
    return form, values


@given(answered())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_is_sent_each_question_is_counted_once_and_adverse_first(sent):
    form, answers = sent
    found = read_answers(form, {"answers": answers}, set())
    by_question: dict[str, list] = {}
    for row in found:
        by_question.setdefault(row.question, []).append(row)
    followed = form.asked({code: [row.value for row in by_question[code]] for code in by_question})
    for code, options in by_question.items():
        question = form.question(code)
        counted = [row for row in options if row.counted]
        assert len(counted) == 1
        assert counted[0].adverse == any(row.adverse for row in options)
        if code not in followed and not question.computed:
            assert not any(row.observed or row.adverse or row.urgent for row in options)
            continue
        assert len({row.value for row in options}) == len(options)
        assert all(row.observed or not row.adverse for row in options)
        assert all(row.adverse == (row.value in question.adverse) for row in options)
