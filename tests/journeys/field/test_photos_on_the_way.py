"""Photos go piece by piece over a line that is slow and breaks; each comes whole, and once."""

import re

import pytest

from tests.journeys.bad_network import Answered, CutOff, Refused, Slow, Swallowed, captive_portal
from tests.journeys.comparing import assert_photos_agree
from tests.journeys.field.logging import put_on
from tests.journeys.field.on_the_way import (
    arrives,
    assert_both_agree,
    come_back,
    get_ready,
    leave_the_network,
)
from tests.journeys.real_server import until

pytestmark = pytest.mark.journey

PHOTO = "PUT .*/photos/"
PIECE = re.compile(r"PUT .*/photos/([^/]+)/[0-9a-f]{64}/(\d+)/")


def test_photos_come_whole_over_a_line_that_is_slow_and_breaks(
    phone, field, network, server, diary
):
    get_ready(phone, field)
    leave_the_network(phone, network)
    put_on(phone, [diary.new_visit(photos=[600, 600]), diary.new_visit(photos=[600])])
    come_back(phone, network)
    network.suffer(
        CutOff(PHOTO, times=1, after=50_000),
        Slow(PHOTO, times=3, rate=150_000),
        Swallowed(PHOTO, times=2),
        captive_portal("/photos/", times=2),
        Answered("/photos/", times=2),
        Refused(times=3),
    )
    arrives(phone, diary.visits)
    until(lambda: phone.held().photo_states() == {"received": 3}, "some photos still wait")
    assert_both_agree(phone, field, diary.visits)
    assert_photos_agree(field.mission, diary.photos)
    for fault in (CutOff, Slow, Swallowed, Answered, Refused):
        assert network.befell(fault), fault
    # What the server had was not sent again from the beginning.
    pieces = [PIECE.match(told) for told, _fault in network.seen]
    begun = [found[1] for found in pieces if found and found[2] == "0"]
    assert len([found for found in pieces if found]) > len(diary.photos)
    assert len(begun) < 2 * len(diary.photos)


def test_a_server_killed_after_it_stored_a_piece_goes_on_from_there(
    phone, field, network, server, diary
):
    get_ready(phone, field)
    put_on(phone, [diary.new_visit()])
    arrives(phone, diary.visits)
    network.suffer(Answered("/photos/"))
    put_on(phone, [diary.new_visit(photos=[900])])
    arrives(phone, diary.visits)
    server.hold()
    network.mend()
    server.kill_held()
    until(lambda: phone.held().photo_states() == {"received": 1}, "the photo still waits")
    assert_both_agree(phone, field, diary.visits)
    assert_photos_agree(field.mission, diary.photos)
