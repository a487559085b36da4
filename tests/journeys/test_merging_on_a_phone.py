"""Two phones changed one visit: the observer merges them on a phone, light and dark."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page

from missions.models import Account, Mission
from observers.teams import team_of
from reports.demo import SLUG
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_page import AXE, complaints
from visits.actions import take_in_visit
from visits.models import Source, Visit
from visits.payload import build_payload

pytestmark = pytest.mark.journey
ANSWERS = {"voting.interference": {"value": "no"}, "voting.station_ready": {"value": "yes"}}
CHAIR = "The chair left at twenty past nine, and her deputy did not know where the list lay."


def two_versions() -> Visit:
    """A visit of the observer's team with another version beside it."""
    mission = Mission.objects.get(slug=SLUG)
    account = Account.objects.get(email="observer@demo.example")
    team = team_of(account, mission)
    assert team is not None
    how = {"mission": mission, "by": account, "source": Source.DEVICE, "team": team}
    keys = {
        "visit": str(uuid4()),
        "stage": "voting",
        "station_number": "112",
        "team": team.code,
        "arrived_at": "2019-06-09T09:00:00+06:00",
        "answers": ANSWERS,
    }
    first = take_in_visit(build_payload(**keys), **how)
    parent = {**keys, "parent": first.sha256}
    mine = build_payload(**parent | {"comments": "Quiet.", "device": "Chrome on Android"})
    take_in_visit(mine, **how)
    answers = {**ANSWERS, "voting.station_ready": {"value": "no"}}
    theirs = build_payload(**parent | {"comments": CHAIR, "device": "Safari", "answers": answers})
    assert take_in_visit(theirs, **how).outcome == "conflict"
    return Visit.objects.get(uuid=first.uuid)


def wrong_with(page: Page) -> list[str]:
    """What axe finds, light and dark, and whether anything stands out of the window."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(AXE)
        found += [f"{scheme}: {each}" for each in complaints(page)]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the window")
    return found


def test_the_observer_compares_and_sends_one(sign_in):
    observer = sign_in("observer")
    visit = two_versions()
    page = observer.page
    page.set_viewport_size(PHONE)
    observer.open("my-visits/")
    page.get_by_role("link", name="Compare the two versions").click()
    page.get_by_role("heading", name="2 places where they differ").wait_for()
    assert not wrong_with(page)
    smallest = min(
        box["height"]
        for choice in page.locator(".merge-choice").all()
        if (box := choice.bounding_box())
    )
    assert smallest >= 44
    page.get_by_role("group", name="Comments").get_by_label("Keep both").check()
    page.get_by_role("button", name="Send as one visit").click()
    page.get_by_role("heading", name="The visit is stored").wait_for()
    visit.refresh_from_db()
    assert visit.latest_revision == 3
    assert visit.comments == f"Quiet.\n\n{CHAIR}"
    assert not visit.conflicts.filter(resolved_at=None).exists()
