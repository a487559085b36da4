"""An administrator makes the mission's own form; the observer is asked by it once published."""

import pytest

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey


def test_a_form_is_changed_looked_at_and_published(sign_in):
    administrator = sign_in("administrator")
    page = administrator.page
    administrator.open("forms/voting/")
    page.get_by_label("Switch off “How many voters were waiting in line?”").click()
    page.get_by_role("button", name="Switch it off: “How many voters").click()
    page.get_by_role("link", name="Add a question").click()
    page.locator("#id_label").fill("Was a radio on in the polling room?")
    page.locator("#id_code").fill("radio_on")
    page.locator("#id_adverse").fill("yes")
    page.get_by_role("button", name="Add the question").click()
    observer = sign_in("observer", PHONE)
    observer.open("log/voting/?station=ala-r40")
    assert "Was a radio on" not in observer.page.content()
    page.get_by_role("link", name="Look at this mission's version 1 and publish it").click()
    page.get_by_role("button", name="Publish this mission's version 1").click()
    page.get_by_text("version 1 is published").wait_for()
    observer.open("log/voting/?station=ala-r40")
    asked = observer.page.content()
    assert "Was a radio on in the polling room?" in asked
    assert "How many voters were waiting in line?" not in asked


def test_the_preview_asks_as_the_form_does_and_sends_nothing(sign_in):
    administrator = sign_in("administrator", PHONE)
    page = administrator.page
    administrator.open("forms/voting/preview/")
    follows = page.locator("[data-question='voting.interference_by']")
    assert not follows.is_visible()
    asked = page.locator("[data-question='voting.interference']")
    asked.get_by_text("Yes", exact=True).click()
    assert follows.is_visible()
    assert page.get_by_role("button", name="Send the visit").count() == 0


def test_a_number_is_found_from_any_page(sign_in):
    secretariat = sign_in("secretariat")
    page = secretariat.page
    box = page.get_by_role("search", name="Search this mission").get_by_role("searchbox")
    box.fill("R-40")
    box.press("Enter")
    page.get_by_role("heading", name="Stations 1").wait_for()
    assert page.get_by_role("main").get_by_role("link", name="R-40").first.is_visible()
