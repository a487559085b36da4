"""Logging by hand on the phone: a visit begun, left in the middle, and gone on with."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.comparing import logged
from tests.journeys.field.conftest import Field
from tests.journeys.field_app import filled_form, hand_over, log_at
from tests.journeys.field_phone import FieldPhone, Held
from tests.journeys.logging_visits import answer
from tests.journeys.real_server import until


def begin_a_visit(phone: FieldPhone, station: str) -> None:
    """Begin a visit and leave it in the middle, as it is on the phone."""
    log_at(phone.page, station, "Voting")
    answer(phone.page, "voting.interference", "No")
    until(lambda: any(map(_is_answered, phone.held().drafts)), "what is typed is not kept")


def _is_answered(draft: dict[str, Any]) -> bool:
    return "no" in ((draft["typed"] or {}).get("answer-voting.interference") or [])


def open_the_visit(phone: FieldPhone, field: Field) -> None:
    """Go on with the visit under way, which shows what was answered."""
    phone.open(f"/missions/{field.mission.slug}/field/")
    phone.page.locator("#under-way").get_by_role("button", name="Continue").click()
    filled_form(phone.page)
    chosen = phone.page.locator("[data-question='voting.interference'] [value=no]")
    expect(chosen).to_be_checked()


def send(phone: FieldPhone) -> None:
    """Hand the opened visit over."""
    hand_over(phone.page)
    phone.page.wait_for_url("**/field/#queued")


def logged_now(phone: FieldPhone) -> dict[str, bytes]:
    """What waits on the phone, by its hash."""
    waiting = [item for item in phone.held().outbox if item["state"] != "received"]
    return logged(Held([], waiting, []))
