"""From a phone at a polling station to the figures of the statement and its documents."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.documents import downloaded, told_in_pdf, told_in_word
from tests.journeys.logging_visits import log_a_visit
from visits.models import Visit

pytestmark = pytest.mark.journey

VISITED = re.compile(r"Observers visited (\d+) polling stations")


def verify_the_first_that_waits(page: Page, station: str) -> None:
    page.get_by_role("link", name="Visits", exact=True).click()
    page.get_by_role("link", name=station).click()
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("link", name=station)).to_have_count(0)


def stations_on_the_page(page: Page) -> int:
    page.get_by_role("link", name="Statement", exact=True).click()
    text = page.locator("[id='s-stations.visited'] .sentence-text").inner_text()
    found = VISITED.search(text)
    assert found, text
    return int(found[1])


def test_a_visit_logged_on_a_phone_changes_the_statement_and_its_documents(demo, sign_in):
    secretariat = sign_in("secretariat").page
    assert stations_on_the_page(secretariat) == 38

    log_a_visit(sign_in("observer", PHONE).page, "R-40")
    assert stations_on_the_page(secretariat) == 38, "a visit counted before it was verified"

    verify_the_first_that_waits(secretariat, "R-40")
    assert stations_on_the_page(secretariat) == 39
    for told in (
        told_in_word(downloaded(secretariat, "Word (DOCX)")),
        told_in_pdf(downloaded(secretariat, "PDF")),
    ):
        assert VISITED.search(told)[1] == "39"
        assert "none of the 39 voting visits" in told
        assert "at 6 stations this was not possible" in told
    visit = Visit.objects.get(mission=demo, station__number="R-40")
    assert (visit.state, visit.team.code) == ("verified", "T-3")
