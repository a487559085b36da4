"""Where a phone was: kept as it was told, shown to who reviews, and odd to nobody."""

import pytest

from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, revision_of, send, stored
from visits.payload import load_payload
from visits.positions import Position, position_told

TOLD = {"latitude": 43.238949, "longitude": 76.889709, "accuracy": 12}


def test_a_position_is_kept_raises_no_flag_and_is_shown_to_the_reviewer(cast, signed_in):
    without = stored(send(a_visit(), cast))
    receipt = send(a_visit(position=TOLD), cast)
    visit = stored(receipt)
    assert visit.flags == without.flags
    assert load_payload(bytes(revision_of(receipt).payload))["position"] == TOLD
    desk = signed_in(cast.secretariat)
    shown = text_of(page_of(desk, visit)).replace("</span>", "")
    assert "43.238949, 76.889709 (within 12 m)" in shown
    assert "Where the phone was" not in text_of(page_of(desk, without))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (TOLD, Position(43.238949, 76.889709, 12)),
        ({"latitude": -90, "longitude": 180}, Position(-90.0, 180.0)),
        ({"latitude": 43.2}, None),
        ({"latitude": 91, "longitude": 0}, None),
        ({"latitude": float("nan"), "longitude": 0}, None),
        ({"latitude": "43", "longitude": "76"}, None),
        ({"latitude": True, "longitude": False}, None),
        ("43, 76", None),
        (None, None),
    ],
)
def test_what_is_no_place_on_this_earth_is_no_position(told, expected):
    assert position_told({"position": told}) == expected
