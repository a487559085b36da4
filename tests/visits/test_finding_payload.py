"""A finding as a device may send it: odd values are left out, only what says nothing is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.rules import NotAllowed
from tests.cast import Cast
from visits.actions import FindingReceipt, take_in_finding
from visits.finding_payload import (
    MOST_TELLERS,
    UnreadableFinding,
    load_finding,
    told_fields,
    told_numbers,
)
from visits.models import Finding

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
KEYS = [field.name for field in Finding._meta.get_fields() if field.name != "summary"]


NUMBER = "6f1c2a9e-3f0b-4c57-9d3e-0a4f5d1c7b21"


def sent(**told: Any) -> bytes:
    return json.dumps({"finding": NUMBER, "summary": "A fight."} | told).encode()


def take_in(payload: bytes, cast: Cast) -> FindingReceipt:
    return take_in_finding(payload, mission=cast.mission, team=cast.north_team, by=cast.observer)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_whatever_else_it_says_a_finding_with_words_can_be_read(told):
    raw = load_finding(sent(**told), "here") if told.get("mission") in (None, "") else told
    fields = told_fields(raw | {"summary": "A fight."}) | told_numbers(raw)
    assert fields["summary"] == "A fight."
    assert fields["tellers"] is None or 0 <= fields["tellers"] <= MOST_TELLERS
    assert set(fields["approximate"].split()) <= {"tellers", "affected"}
    Finding(**fields)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"no JSON",
        b"[]",
        b'"a text"',
        b'{"summary": "A fight."}',
        b'{"finding": 7, "summary": "A fight."}',
        sent(summary="  "),
        sent(mission="elsewhere"),
    ],
)
def test_what_is_no_finding_of_this_mission_is_refused_with_a_sentence(payload):
    with pytest.raises(UnreadableFinding, match=r"\."):
        load_finding(payload, "here")


def test_what_cannot_be_read_is_left_out_and_the_rest_is_stored(cast):
    take_in(
        sent(
            theme="no theme",
            occurred_at="after lunch",
            station="no station",
            area="south",
            stage="supper",
            tellers="99999",
            affected="some fifty",
            question="voting.interference",
        ),
        cast,
    )
    finding = Finding.objects.get()
    assert (finding.theme, finding.occurred_at, finding.stage) == ("overall", None, "")
    assert (finding.station, finding.area) == (None, cast.south)
    assert (finding.tellers, finding.affected, finding.approximate) == (None, None, "")
    assert finding.question == ""


def test_characters_that_no_database_holds_are_replaced_and_the_words_kept(cast):
    receipt = take_in(sent(summary="A \x00 fight."), cast)
    assert Finding.objects.get(uuid=receipt.uuid).summary == "A \N{REPLACEMENT CHARACTER} fight."


def test_a_number_taken_in_another_mission_is_refused_without_saying_where(cast):
    payload = sent()
    take_in_finding(payload, mission=cast.other_mission, team=cast.other_team, by=cast.outsider)
    with pytest.raises(NotAllowed) as refused:
        take_in(payload, cast)
    assert "elsewhere" not in str(refused.value)
    assert Finding.objects.count() == 1
