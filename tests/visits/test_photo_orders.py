"""However its chunks come, a photo that is received is the photo that was taken."""

import hashlib
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.models import AuditRecord
from tests.cast import make_cast
from tests.visits.taking_photos import a_picture, chunks, expected, file_of, put_chunk, resume
from visits.actions import OutOfPlace, take_in_chunk
from visits.models import Attachment

# Long enough to come in many pieces, no picture: what is stored is byte for byte what was sent.
BODY = bytes(index * 7 % 251 for index in range(5000))
WRITERS = 16

sendings = st.lists(
    st.one_of(
        # A chunk from anywhere, of any length; where to go on; a phone that lost its place.
        st.tuples(st.just("any"), st.integers(0, len(BODY)), st.integers(0, 2000)),
        st.tuples(st.just("next"), st.just(0), st.integers(1, 2000)),
        st.tuples(st.just("wrong"), st.integers(0, len(BODY)), st.integers(1, 500)),
    ),
    max_size=30,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent=sendings)
def test_chunks_in_any_order_with_repeats_and_restarts_give_the_same_file(cast, sent):
    photo = expected(cast, BODY)
    here, complete = 0, False
    # At the end the phone goes on from where it is told until the photo is here.
    for how, offset, length in [*sent, *[("next", 0, 1500)] * 9]:
        offset = here if how == "next" else offset
        chunk = BODY[offset : offset + length]
        if how == "wrong":
            chunk = bytes(byte ^ 1 for byte in chunk)
        try:
            receipt = take_in_chunk(photo, offset, chunk, by=cast.observer)
        except OutOfPlace as out_of_place:
            assert not complete
            assert out_of_place.starts_over or offset > out_of_place.received
            here = out_of_place.received
            continue
        assert receipt.received >= here
        assert receipt.complete >= complete
        here, complete = receipt.received, receipt.complete
    assert complete
    assert file_of(photo) == BODY
    assert AuditRecord.objects.filter(changes__uuid=str(photo.uuid)).count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Real threads, each with a connection of its own, as the server's are."""

    def at_once(self, act, each):
        barrier = threading.Barrier(WRITERS)

        def acted(one):
            try:
                barrier.wait(timeout=60)
                return act(one)
            finally:
                connection.close()

        with ThreadPoolExecutor(WRITERS) as writers:
            return list(writers.map(acted, each))

    def test_one_photo_sent_by_many_at_once_is_stored_once(self, signed_in):
        cast = make_cast()
        body = a_picture((300, 200))
        photo = expected(cast, body)
        phones = [signed_in(cast.observer) for _each in range(WRITERS)]

        def send_all(phone):
            for offset, chunk in chunks(body, 700):
                answer = put_chunk(phone, photo, offset, chunk)
                assert answer.status_code in (200, 409), answer.content
                if answer.status_code == 409:
                    assert "starts over" not in answer.json()["error"]
            return resume(phone, photo).json()

        told = self.at_once(send_all, phones)
        assert {each["complete"] for each in told} == {True}
        photo.refresh_from_db()
        assert hashlib.sha256(file_of(photo)).hexdigest() == photo.stored_sha256
        assert AuditRecord.objects.filter(action="photo received").count() == 1

    def test_the_same_chunk_by_many_at_once_is_written_once(self, signed_in):
        cast = make_cast()
        photo = expected(cast, BODY)
        phones = [signed_in(cast.observer) for _each in range(WRITERS)]
        told = self.at_once(lambda phone: put_chunk(phone, photo, 0, BODY[:2000]), phones)
        assert Counter(each.json()["received"] for each in told) == {2000: WRITERS}

    def test_many_photos_at_once_are_all_here(self, signed_in):
        cast = make_cast()
        bodies = [BODY + bytes([number]) for number in range(WRITERS)]
        photos = [expected(cast, body) for body in bodies]
        phones = [signed_in(cast.observer) for _each in range(WRITERS)]

        def send(number):
            for offset, chunk in chunks(bodies[number], 2000):
                put_chunk(phones[number], photos[number], offset, chunk)

        self.at_once(send, range(WRITERS))
        assert [file_of(photo) for photo in photos] == bodies
        assert not Attachment.objects.filter(received_at=None)
