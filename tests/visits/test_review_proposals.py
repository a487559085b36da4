"""A proposal that waits for a second person."""

import pytest
from django.urls import reverse

from tests.visits.reviewing import decide, listed, page_of, text_of, waiting
from tests.visits.sending import URGENT_ANSWERS, a_visit, following, revision_of, send, stored
from visits.actions import return_visit, set_aside_visit, verify_visit

pytestmark = pytest.mark.django_db


def test_a_proposal_stands_at_the_top_until_a_second_person_decides(cast, signed_in):
    revision = revision_of(receipt := send(a_visit(answers=URGENT_ANSWERS), cast))
    set_aside_visit(revision, reason="hearsay", note="Told by a guard.", by=cast.secretariat)
    address = reverse("visit_detail", args=["here", receipt.uuid])
    page = signed_in(cast.head_of_mission).get(address).content.decode()
    top = page.split('id="decide"')[0]
    assert "a second person is needed" in top and "Told by a guard." in top
    set_aside_visit(revision, reason="hearsay", by=cast.head_of_mission)
    page = signed_in(cast.secretariat).get(address).content.decode()
    assert "a second person is needed" not in page


@pytest.fixture
def proposed(cast):
    """A revision with an urgent answer that one person proposed to set aside."""
    revision = revision_of(send(a_visit(answers=URGENT_ANSWERS), cast))
    set_aside_visit(revision, reason="hearsay", by=cast.secretariat)
    return revision


def test_the_list_shows_and_narrows_to_what_a_second_person_is_needed_for(
    cast, signed_in, proposed
):
    send(a_visit(answers=URGENT_ANSWERS), cast)
    desk = signed_in(cast.second_secretariat)
    assert text_of(waiting(desk)).count("Second person needed") == 1
    assert listed(waiting(desk, state="proposed")) == [proposed.visit.code]
    set_aside_visit(proposed, reason="hearsay", by=cast.second_secretariat)
    page = waiting(desk, state="proposed")
    assert listed(page) == []
    assert "Nothing waits for a second person" in text_of(page)


def test_a_proposal_that_was_decided_otherwise_needs_nobody(cast, signed_in, proposed):
    return_visit(proposed, question="Which box?", by=cast.second_secretariat)
    assert listed(waiting(signed_in(cast.secretariat), state="proposed")) == []


def test_a_correction_that_one_person_proposed_to_verify_needs_a_second_one(cast, signed_in):
    first = a_visit(answers=URGENT_ANSWERS)
    revision = revision_of(receipt := send(first, cast))
    verify_visit(revision, by=cast.secretariat)
    send(following(receipt, first, answers={}), cast)
    visit = stored(receipt)
    verify_visit(visit.revisions.get(number=2), by=cast.secretariat)
    desk = signed_in(cast.second_secretariat)
    assert listed(waiting(desk, state="proposed")) == [visit.code]


def test_the_second_person_finds_the_proposed_reason_chosen_and_may_take_another(
    cast, signed_in, proposed
):
    desk = signed_in(cast.second_secretariat)
    page = page_of(desk, proposed.visit)
    (offer,) = [each for each in page.context["offers"] if each.decision == "set_aside"]
    assert offer.opened
    assert offer.form["reason"].value() == "hearsay"
    decide(desk, proposed.visit, "set_aside", reason="duplicate")
    assert proposed.reviews.last().reason == "duplicate"


def test_who_proposed_is_not_offered_the_second_word(cast, signed_in, proposed):
    page = page_of(signed_in(cast.secretariat), proposed.visit)
    (offer,) = [each for each in page.context["offers"] if each.decision == "set_aside"]
    assert not offer.opened
    assert "second person" in offer.refusal
