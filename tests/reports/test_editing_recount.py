"""Edited sentences on any mission stand as a naive recount says; two editors at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.actions.editing import Wording, reword_sentence
from reports.drafting import draft_statement
from reports.models import Block, BlockText, Statement
from tests.cases.drafted import undone
from tests.cast import make_cast
from tests.reports.building import build
from tests.reports.naive import CONTEXT, QUESTIONS, Recount, word
from tests.reports.plain_missions import plain_missions

COUNTED = sorted(set(QUESTIONS) - CONTEXT)
OTHER = {"adverse": "favourable", "favourable": "adverse"}
WORDS = ("", "none", "all", "nearly_all", "most", "half", "many", "some", "few")
# Nothing typed that would be marked: only what the records say.
TEXT = "Observers were there {basis}; {rest} they were not; {n} and {of}."


def edited(plain, claims):
    """The sentences of a draft whose every question somebody reworded, by key."""
    with undone():
        mission = build(plain)
        statement = Statement.objects.create(mission=mission, kind="short")
        for code, (about, stated) in claims.items():
            block = Block.objects.create(statement=statement, key=code)
            told = {"text": TEXT, "about": about, "stated": stated}
            BlockText.objects.create(block=block, language="en", number=1, **told)
        draft = draft_statement(mission)
        return {each.key: each for section in draft.sections for each in section.sentences}


def expected(recount, code, about, stated):
    """The n, of, against and standing of a claim, recounted."""
    share = recount.share(code)
    counts = {"adverse": share.adverse, "favourable": share.of - share.adverse}
    n = counts[about]
    if not share.of:
        return 0, 0, None, "unsourced"
    contrary = {"none": about, "all": OTHER[about]}.get(stated)
    against = 0
    if contrary:
        answers = counts[contrary]
        if contrary == "adverse" and QUESTIONS[code].unit == "station":
            answers = max(answers, len(share.adverse_visits))
        against = answers + len(recount.confirmed(code, contrary))
    if against or (stated and stated != word(n, share.of)):
        return n, share.of, against, "contradicted"
    concrete = about == "adverse" and not stated and n
    if not concrete and recount.is_thin(code):
        return n, share.of, against, "thin"
    return n, share.of, against, "backed"


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(
    plain=plain_missions(),
    claims=st.fixed_dictionaries(
        {
            code: st.tuples(st.sampled_from(("adverse", "favourable")), st.sampled_from(WORDS))
            for code in COUNTED
        }
    ),
)
def test_an_edited_claim_stands_as_a_naive_recount_says(plain, claims):
    found, recount = edited(plain, claims), Recount(plain)
    for code, (about, stated) in claims.items():
        n, of, against, standing = expected(recount, code, about, stated)
        sentence = found[code]
        assert sentence.figures == {"n": n, "of": of}, code
        assert sentence.standing == standing, code
        assert against is None or sentence.against == against, code
        assert (sentence.about, sentence.stated) == (about, stated), code
        assert list(sentence.evidence.visits) == recount.share(code).adverse_visits, code
        assert "{" not in sentence.text, code


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_the_same_moment_one_stands_and_none_is_lost():
    cast = make_cast()

    def save(number):
        try:
            return reword_sentence(
                mission=cast.mission,
                kind="short",
                key="mission.identity",
                wording=Wording(f"The mission observed the election, said {'x' * number}."),
                started_from=None,
                by=cast.secretariat,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        list(people.map(save, range(1, 7)))
    texts = BlockText.objects.order_by("number")
    assert [text.number for text in texts] == [1, 2, 3, 4, 5, 6]
    assert [text.beside for text in texts] == [False, True, True, True, True, True]
    assert len({text.text for text in texts}) == 6
