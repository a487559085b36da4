"""A draft tells of one moment, whatever is decided while it is made."""

from threading import Thread

import pytest
from django.db import connection

from missions.models import Mission
from missions.models.one_moment import one_moment
from reports import figures
from reports.drafting import draft_statement
from tests.cast import Cast, make_cast
from tests.visits.sending import QUIET_ANSWERS, URGENT_ANSWERS, a_visit, revision_of, send
from visits.actions import verify_visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    """Committed: a second connection sees it."""
    return make_cast()


def elsewhere(act):
    """Do something on another connection, and wait until it is committed."""
    failed = []

    def run():
        try:
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)
    assert not failed


def drafted(cast):
    found = draft_statement(Mission.objects.get(pk=cast.mission.pk))
    sentences = {one.key: one for section in found.sections for one in section.sentences}
    return found, sentences["voting.interference"]


@pytest.mark.parametrize("counting", ["areas_of", "answers_grouped", "_adverse_visits"])
def test_what_is_verified_while_a_draft_is_made_is_not_half_in_it(cast, monkeypatch, counting):
    for hour in range(6):
        told = {"arrived_at": f"2025-03-16T0{hour + 1}:00:00+05:00", "departed_at": ""}
        verify_visit(
            revision_of(send(a_visit(answers=QUIET_ANSWERS, **told), cast)), by=cast.secretariat
        )
    late = a_visit(answers=URGENT_ANSWERS, arrived_at="2025-03-16T12:00:00+05:00")
    urgent = revision_of(send(late, cast))
    real = getattr(figures, counting)

    def between(*asked):
        elsewhere(lambda: verify_visit(urgent, by=cast.secretariat))
        return real(*asked)

    with monkeypatch.context() as patched:
        patched.setattr(figures, counting, between)
        found, sentence = drafted(cast)
    assert sentence.figures == {"n": 0, "of": 6}
    assert sentence.evidence.visits == ()
    assert any(blocker.visit for blocker in found.blockers)
    found, sentence = drafted(cast)
    assert sentence.figures == {"n": 1, "of": 7}
    assert len(sentence.evidence.visits) == 1
    assert not any(blocker.visit for blocker in found.blockers)


def test_a_connection_that_was_just_opened_drafts_as_any_other(cast):
    # Each of a server's threads has its own, of which Django knows nothing before it asks.
    elsewhere(lambda: draft_statement(Mission.objects.get(pk=cast.mission.pk)))
    connection.close()
    assert draft_statement(Mission.objects.get(pk=cast.mission.pk)).sections


def test_others_write_while_one_moment_is_read_and_an_error_ends_it(cast):
    missions = Mission.objects.filter(pk=cast.mission.pk)
    with pytest.raises(ZeroDivisionError), one_moment():
        before = missions.get().title
        elsewhere(lambda: missions.update(title="Another title"))
        assert missions.get().title == before
        raise ZeroDivisionError
    assert missions.get().title == "Another title"
    missions.update(title=before)
    assert missions.get().title == before
