"""Logging a visit on the phone, step by step."""

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 20


def step_to(page: Page, part: Locator) -> None:
    """Press Next until the thing can be seen."""
    status = page.locator("#step-status")
    if status.count():
        # Until the steps are there the form is one page, on which everything can be seen.
        expect(status).not_to_be_empty()
    for _step in range(MOST_STEPS):
        if part.is_visible():
            return
        page.get_by_role("button", name="Next").click()
    raise AssertionError("no step of the form shows it")


def answer(page: Page, question: str, label: str) -> None:
    """Answer a question of this step or a later one."""
    block = page.locator(f'[data-question="{question}"]')
    step_to(page, block)
    block.locator(".options").get_by_text(label, exact=True).click()


def log_a_visit(page: Page, station: str, day: str = "2019-06-09") -> None:
    """Log a voting visit at a planned station: ready, nobody interfered, not accessible."""
    planned = page.get_by_role("listitem").filter(has_text=station)
    planned.get_by_role("link", name="Log the visit").click()
    expect(page.get_by_text(station).first).to_be_visible()
    page.locator("[name=arrived_at]").fill(f"{day}T19:05")
    answer(page, "voting.accessible", "No")
    answer(page, "voting.station_ready", "Yes")
    answer(page, "voting.interference", "No")
    departed = page.locator("[name=departed_at]")
    step_to(page, departed)
    departed.fill(f"{day}T19:40")
    page.get_by_role("button", name="Send the visit").click()
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
