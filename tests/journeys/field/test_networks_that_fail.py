"""What waits on a phone arrives once, in whichever way the network or the server fails meanwhile.

Nobody presses anything: the app tries again by itself.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.bad_network import (
    Answered,
    CutOff,
    Slow,
    Swallowed,
    Torn,
    Works,
    captive_portal,
    signed_out,
)
from tests.journeys.field.conftest import Field
from tests.journeys.field.logging import put_on
from tests.journeys.field.on_the_way import arrives, assert_both_agree, come_back, get_ready
from tests.journeys.field.on_the_way import leave_the_network as leave
from tests.journeys.field_phone import FieldPhone
from tests.journeys.real_server import until

pytestmark = pytest.mark.journey
FAILURES = {
    "the answer is lost after the server stored the visit": [Swallowed("PUT ", times=2)],
    "the answer breaks off": [Torn("PUT ", times=2)],
    "the sending breaks off": [CutOff("PUT ", times=2, after=300)],
    "errors for a while": [Answered(times=4)],
    "an error of something in between, as JSON": [
        Answered("PUT ", times=2, status=502, body=b'{"error": "bad gateway"}')
    ],
    "a hotel's page for everything": [captive_portal(times=5)],
    "a hotel's page for what is sent": [captive_portal("PUT ", times=2)],
    "signed out, says somebody": [signed_out("PUT ", times=1)],
    "a very slow line": [Slow(times=4, rate=4000)],
}


@pytest.fixture
def ready(phone: FieldPhone, field: Field) -> FieldPhone:
    """The phone, on which the app was opened once."""
    get_ready(phone, field)
    return phone


def test_each_way_in_which_a_network_fails_loses_and_doubles_nothing(ready, field, network, diary):
    for name, faults in FAILURES.items():
        network.suffer(*faults)
        put_on(ready, [diary.new_visit(), diary.correction(), diary.new_finding()])
        until(lambda f=faults: all(each.times == 0 for each in f), f"it never came to: {name}")
        arrives(ready, diary.visits | diary.findings)
        assert_both_agree(ready, field, diary.visits, diary.findings)


def test_behind_a_hotels_page_nothing_is_sent_to_it_and_all_waits(ready, field, network, diary):
    leave(ready, network)
    put_on(ready, [diary.new_visit() for _ in range(3)])
    network.suffer(captive_portal())
    ready.context.set_offline(False)
    until(lambda: network.befell(Answered, "GET /reach/") > 1, "the app never asked")
    expect(ready.page.locator("#field-status")).to_contain_text("No network")
    assert ready.held().states() == {"ready": 3}
    # What observers saw is told to no hotel.
    assert network.befell(Answered, "PUT ") == 0
    network.mend()
    arrives(ready, diary.visits)
    assert_both_agree(ready, field, diary.visits)


def test_a_server_killed_before_it_answered_has_the_visit_once(
    ready, field, network, server, diary
):
    leave(ready, network)
    put_on(ready, [diary.new_visit() for _ in range(3)])
    server.hold()
    come_back(ready, network)
    server.kill_held()
    arrives(ready, diary.visits)
    assert_both_agree(ready, field, diary.visits)
    numbers = {told for told, _fault in network.seen if told.startswith("PUT ")}
    sendings = [told for told, _fault in network.seen if told.startswith("PUT ")]
    assert len(sendings) > len(numbers) == 3


def test_an_ended_session_keeps_everything_and_asks_to_sign_in(ready, field, network, diary):
    ready.sign_out_elsewhere()
    put_on(ready, [diary.new_visit() for _ in range(2)])
    expect(ready.page.locator("#field-status")).to_contain_text("Sign in to send what waits: 2")
    assert ready.held().states() == {"ready": 2}
    # Another person signs in on this phone: what waits is not theirs to send.
    ready.sign_in(field.other_observer)
    get_ready(ready, field)
    expect(ready.page.locator("#field-status")).to_contain_text("another account")
    assert ready.held().states() == {"ready": 2}
    ready.sign_in(field.observer)
    get_ready(ready, field)
    arrives(ready, diary.visits)
    assert_both_agree(ready, field, diary.visits)


def test_two_tabs_send_each_visit_once(ready, field, network, diary):
    leave(ready, network)
    other = ready.context.new_page()
    ready.open(f"/missions/{field.mission.slug}/field/outbox/", page=other)
    put_on(ready, [diary.new_visit() for _ in range(6)])
    come_back(ready, network)
    arrives(ready, diary.visits)
    assert_both_agree(ready, field, diary.visits)
    assert network.befell(Works, "PUT .*/intake/") == 6
    expect(other.locator("#outbox-received li")).to_have_count(6)
