"""What waits to be sent from a phone: queued past the forms, and read as the phone holds it."""

import json
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, expect

from missions.models import Mission
from tests.journeys.conftest import PATIENCE

STATION = "ala-r40"
# The module by the name it is served under, which carries a hash where files do.
STORE = """import([...performance.getEntriesByType("resource")].map((each) => each.name)
  .find((each) => /\\/js\\/field\\/store\\./.test(each)))"""
QUEUE = f"""async ([slug, told, photos]) => {{
  const store = await {STORE};
  const {{ account, mission, addresses, forms, zone }} = await store.kept(`day:${{slug}}`);
  const {{ number, kind, body, title }} = told;
  const address = `${{kind === "visit" ? addresses.intake : addresses.findings}}${{number}}/`;
  const place = {{ code: "ala-r40", name: title, area: "" }};
  const draft = {{ number, kind, account, mission, title, page: forms.voting.page, typed: {{}},
    place, zone, told: {{}}, step: "", parent: "", stage: "voting", station: place.code,
    address, home: addresses.home, at: new Date().toISOString() }};
  const about = {{ number, kind, account: told.account ?? account, mission, title, address }};
  const item = await store.itemOf({{ ...about, body, draft }});
  await store.queue(item, photos ?? []);
  return item;
}}"""


def a_visit_of(mission: Mission, number: str = "", /, **told: Any) -> dict[str, Any]:
    """What a phone queues of a voting visit of the demo's observer."""
    number = number or str(uuid4())
    keys = {
        "visit": number,
        "mission": mission.slug,
        "stage": "voting",
        "station": STATION,
        "arrived_at": "2019-06-09T10:00:00+06:00",
    }
    body = json.dumps(keys | told, sort_keys=True, ensure_ascii=False)
    return {"number": number, "kind": "visit", "title": "Station R-40", "body": body}


def a_finding_of(mission: Mission) -> dict[str, Any]:
    """What a phone queues of a finding without a visit."""
    number = str(uuid4())
    body = json.dumps({"finding": number, "mission": mission.slug, "summary": "Three buses."})
    return {"number": number, "kind": "finding", "title": "Three buses.", "body": body}


def queue(page: Page, mission: Mission, told: dict[str, Any]) -> dict[str, Any]:
    """Queue it on the phone, as a form does; return the item."""
    return dict(page.evaluate(QUEUE, [mission.slug, told]))


def stored(page: Page, what: str) -> list[dict[str, Any]]:
    """What the phone holds: drafts, outbox or photos."""
    return list(page.evaluate(f"async (what) => (await {STORE})[what]()", what))


def states(page: Page) -> list[str]:
    """The state of each item of the outbox, the oldest first."""
    return [item["state"] for item in stored(page, "outbox")]


def is_ready(page: Page) -> None:
    """Wait until the phone says that it can work without a network; the outbox must be open."""
    ready = page.locator("#outbox-ready")
    expect(ready).to_contain_text("ready to work without a network:", timeout=PATIENCE)


def rows(page: Page, state: str) -> Any:
    """The rows of the outbox in a state."""
    return page.locator(f".outbox-row[data-state={state}]")
