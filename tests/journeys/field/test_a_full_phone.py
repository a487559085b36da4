"""A phone that is full says so, keeps what it has, and still sends."""

import json

import pytest
from playwright.sync_api import CDPSession, Locator

from tests.journeys.comparing import assert_all_there_once
from tests.journeys.field.by_hand import begin_a_visit, open_the_visit, send
from tests.journeys.field.logging import put_on
from tests.journeys.field.on_the_way import (
    arrives,
    assert_both_agree,
    come_back,
    get_ready,
    leave_the_network,
)
from tests.journeys.field_app import hand_over
from tests.journeys.field_phone import FieldPhone
from tests.journeys.logging_visits import step_to
from tests.journeys.real_server import until
from visits.models import Visit

pytestmark = pytest.mark.journey


def set_quota(phone: FieldPhone, size: int | None) -> CDPSession:
    """Let the browser keep so many bytes of the app and not more; None: as many as it likes.

    Holds as long as what is returned.
    """
    told = {"origin": phone.address} | ({} if size is None else {"quotaSize": size})
    session = phone.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", told)
    return session


def is_not_kept(field: Locator, words: str) -> bool:
    """Whether the phone says, when this is typed, that it does not keep it."""
    field.fill(words)
    field.page.wait_for_timeout(500)
    return field.page.locator("#not-kept").is_visible()


def test_a_full_phone_keeps_what_it_has_says_so_and_still_sends(
    phone, field, network, server, diary
):
    get_ready(phone, field)
    leave_the_network(phone, network)
    put_on(phone, [diary.new_visit(), diary.new_visit()])
    begin_a_visit(phone, "101")
    phone.switch_off()
    phone.switch_on()
    phone.context.set_offline(True)
    full = set_quota(phone, 1)
    open_the_visit(phone, field)
    before = phone.held()
    comments = phone.page.locator("[name=comments]")
    step_to(phone.page, comments)
    # For half a minute the browser goes by what was free when it last looked.
    until(
        lambda: is_not_kept(comments, "Typed on a full phone."), "a full phone keeps what is typed"
    )
    hand_over(phone.page)
    phone.page.wait_for_timeout(500)
    # Not handed over, and everything that was there is there still.
    assert phone.held().outbox == before.outbox
    assert len(phone.held().drafts) == 1
    come_back(phone, network)
    until(lambda: Visit.objects.count() == 2, "a full phone sends nothing")
    assert_all_there_once(field.mission, diary.visits)

    full.detach()
    send(phone)
    held = {item["sha256"]: item for item in phone.held().outbox}
    (last,) = [item for sha256, item in held.items() if sha256 not in diary.visits]
    arrives(phone, held)
    visit = Visit.objects.get(uuid=last["number"])
    assert visit.comments == "Typed on a full phone."
    payload = bytes(visit.revisions.get().payload)
    assert json.loads(payload)["visit"] == last["number"]
    assert_both_agree(phone, field, {**diary.visits, last["sha256"]: payload})
