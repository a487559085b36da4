"""A phone whose clock is wrong: taken in like any other, and said to the reviewer with how far."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, changed, send
from visits.actions import adopt_copy
from visits.device_clock import clock_off, clock_words, is_off
from visits.flags import Flag
from visits.models import VisitRevision

NOW = datetime(2025, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def phone(cast, signed_in):
    return signed_in(cast.observer)


def put(phone, payload, number, **clock):
    """Send a visit as a phone does, with its clock off by so much; without, it tells no time."""
    headers = {"Device-Clock": (timezone.now() + timedelta(**clock)).isoformat()} if clock else {}
    address = reverse("visit_intake", args=["here", number])
    return phone.put(address, payload, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ({"hours": 1, "seconds": 20}, "The device’s clock was 1 hour fast when it sent this."),
        ({"minutes": -25}, "The device’s clock was 25 minutes slow when it sent this."),
        ({"days": 400, "hours": 2, "minutes": 1}, "was 400 days 2 hours fast"),
    ],
)
def test_a_wrong_clock_is_flagged_with_how_far_and_nothing_is_refused(
    cast, phone, signed_in, clock, words
):
    number = uuid4()
    answer = put(phone, a_visit(number), number, **clock)
    assert answer.status_code == 201
    assert Flag.CLOCK_OFF in answer.json()["flags"]
    page = page_of(signed_in(cast.secretariat), VisitRevision.objects.get().visit)
    text = text_of(page)
    assert words in text
    assert "The device's clock was wrong when it sent this" in text


@pytest.mark.parametrize("clock", [{}, {"minutes": 9}, {"seconds": -590}])
def test_a_clock_that_is_about_right_or_not_told_is_no_flag(cast, phone, clock):
    number = uuid4()
    assert Flag.CLOCK_OFF not in put(phone, a_visit(number), number, **clock).json()["flags"]


@pytest.mark.parametrize(
    "told", ["", "now", "2025-03-16T09:00:00", "2025-13-45T00:00:00Z", "9" * 99]
)
def test_a_clock_that_cannot_be_read_is_not_told(told):
    assert clock_off({"Device-Clock": told}, NOW) is None


def test_the_same_bytes_keep_their_receipt_when_the_clock_is_put_right(cast, phone):
    number = uuid4()
    payload = a_visit(number)
    first = put(phone, payload, number, hours=3)
    again = put(phone, payload, number, seconds=1)
    assert (first.status_code, again.status_code) == (201, 200)
    told = [{**each.json(), "outcome": ""} for each in (first, again)]
    assert told[0] == told[1]


def test_a_copy_taken_as_a_revision_is_flagged_as_it_came(cast, phone):
    number = uuid4()
    payload = a_visit(number)
    receipt = send(payload, cast)
    answer = put(phone, changed(payload, comments="Other."), number, hours=-2)
    assert answer.status_code == 409
    copy = VisitRevision.objects.get(sha256=receipt.sha256).visit.conflicts.get()
    revision = adopt_copy(copy, by=cast.secretariat)
    assert Flag.CLOCK_OFF in revision.flags.split()
    assert "2 hours slow" in revision.clock_words


@given(st.integers(-(2**40), 2**40))
def test_words_say_it_only_where_it_is_worth_a_look(seconds):
    words = clock_words(seconds)
    assert bool(words) == is_off(seconds)
    assert not words or ("fast" in words) == (seconds > 0)
