"""Who lost their team while they filled in a form keeps what they wrote."""

import pytest

from observers.models import TeamMember
from tests.visits.log_pages import open_log, opened
from tests.visits.sending import a_visit, send
from visits.models import Visit

pytestmark = pytest.mark.django_db


def leave_team(cast):
    TeamMember.objects.filter(observer__person__account=cast.observer).delete()


def test_what_was_typed_is_shown_again_with_whom_to_ask(cast, signed_in):
    page = opened(signed_in(cast.observer))
    leave_team(cast)
    text = page.send(comments="Six hours of notes.").content.decode()
    assert "Six hours of notes." in text
    assert "You are in no team now. Ask the secretariat" in text
    assert not Visit.objects.exists()


def test_a_correction_is_shown_again_too_and_nothing_else_of_the_visit(cast, signed_in):
    receipt = send(a_visit(comments="Told before."), cast)
    page = open_log(signed_in(cast.observer), "voting", visit=str(receipt.uuid))
    leave_team(cast)
    text = page.send(comments="Typed now.").content.decode()
    assert "Typed now." in text
    assert "Told before." not in text
    assert f'value="{receipt.sha256}"' in text


def test_a_page_that_cannot_be_read_says_both(cast, signed_in):
    page = opened(signed_in(cast.observer))
    leave_team(cast)
    text = page.send(commission_present="many").content.decode()
    assert "“many” cannot be read" in text
    assert "You are in no team now." in text
