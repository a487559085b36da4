"""A proposal that waits for a second person."""

import pytest
from django.urls import reverse

from tests.visits.sending import URGENT_ANSWERS, a_visit, revision_of, send
from visits.actions import set_aside_visit

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
