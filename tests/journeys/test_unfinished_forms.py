"""What was begun on this phone and not sent is listed, goes on, or is discarded."""

import pytest
from playwright.sync_api import Page, expect

from missions.models import Account
from tests.journeys.conftest import PHONE
from tests.journeys.logging_visits import answer, step_to
from visits.actions import return_visit, take_in_visit
from visits.models import Finding, Source, Visit
from visits.payload import build_payload, load_payload

pytestmark = pytest.mark.journey

FORM = "log/voting/?station=ala-r40"
UNFINISHED = "Not sent yet, on this device"


def type_notes(page: Page, notes: str) -> None:
    page.locator("[name=arrived_at]").fill("2019-06-09T19:05")
    comments = page.locator("[name=comments]")
    step_to(page, comments)
    comments.fill(notes)


def test_an_unfinished_visit_is_listed_and_goes_on_where_it_was(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open("stations/")
    expect(page.get_by_role("heading", name=UNFINISHED)).to_be_hidden()
    observer.open(FORM)
    type_notes(page, "Half a night of notes.")
    observer.open("stations/")
    section = page.get_by_role("region", name=UNFINISHED)
    expect(section.get_by_role("listitem")).to_contain_text("Voting")
    section.get_by_role("link", name="Continue").click()
    expect(page.locator("[name=comments]")).to_have_value("Half a night of notes.")
    answer(page, "voting.interference", "No")
    send = page.get_by_role("button", name="Send the visit")
    step_to(page, send)
    send.click()
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
    assert Visit.objects.get(mission=demo, station__code="ala-r40").comments
    observer.open("stations/")
    expect(page.get_by_role("heading", name=UNFINISHED)).to_be_hidden()


def test_an_unfinished_form_is_discarded_only_when_that_is_confirmed(sign_in):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_notes(page, "To be thrown away.")
    observer.open("stations/")
    discard = page.get_by_role("region", name=UNFINISHED).get_by_role("button", name="Discard")
    page.once("dialog", lambda dialog: dialog.dismiss())
    discard.click()
    expect(discard).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    discard.click()
    expect(page.get_by_role("heading", name=UNFINISHED)).to_be_hidden()
    observer.open(FORM)
    expect(page.locator("[name=comments]")).to_have_value("")


def test_a_correction_typed_while_the_visit_changed_is_not_lost(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_notes(page, "As it was.")
    page.get_by_role("button", name="Send the visit").click()
    page.get_by_role("link", name="Correct this visit").click()
    page.locator("[name=comments]").evaluate(
        "field => { field.value = 'Typed here.'; "
        "field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    visit = Visit.objects.get(mission=demo, station__code="ala-r40")
    first = visit.revisions.get()
    told = load_payload(bytes(first.payload))
    payload = build_payload(**told | {"parent": first.sha256, "comments": "Sent by the mate."})
    by = Account.objects.get(email="observer@demo.example")
    take_in_visit(payload, mission=demo, by=by, source=Source.DEVICE, team=visit.team)

    observer.open("stations/")
    page.get_by_role("region", name=UNFINISHED).get_by_role("link", name="Continue").click()
    expect(page.get_by_text("The visit was changed meanwhile.")).to_be_visible()
    expect(page.locator("[name=comments]")).to_have_value("Typed here.")
    send = page.get_by_role("button", name="Send the visit")
    step_to(page, send)
    send.click()
    expect(page.get_by_role("heading", name="Both versions are kept")).to_be_visible()
    observer.open("my-visits/")
    expect(page.get_by_text("Another version of this visit came from").first).to_be_visible()


def test_a_finding_is_kept_while_it_is_typed_and_sent_once(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open("my-findings/report/")
    tellers = page.get_by_label("If you were told: by whom?")
    expect(tellers).to_be_hidden()
    page.get_by_label("What happened?").fill("Buses brought voters.")
    page.get_by_text("Told to the team", exact=True).click()
    tellers.fill("a party agent")
    observer.open("stations/")
    page.get_by_role("region", name=UNFINISHED).get_by_role("link", name="Continue").click()
    expect(page.get_by_label("What happened?")).to_have_value("Buses brought voters.")
    expect(tellers).to_have_value("a party agent")
    page.get_by_label("What is it about?").select_option("voter_pressure")
    page.get_by_role("button", name="Send the finding").click()
    expect(page.get_by_role("heading", name="The finding is stored")).to_be_visible()
    finding = Finding.objects.get(mission=demo, summary="Buses brought voters.")
    assert (finding.basis, finding.told_by) == ("told", "a party agent")
    observer.open("my-findings/report/")
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_an_answer_to_a_question_is_sent_from_its_first_step(sign_in, demo):
    observer = sign_in("observer", PHONE)
    page = observer.page
    observer.open(FORM)
    type_notes(page, "Two men at the door.")
    page.get_by_role("button", name="Send the visit").click()
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
    visit = Visit.objects.get(mission=demo, station__code="ala-r40")
    reviewer = Account.objects.get(email="secretariat@demo.example")
    return_visit(visit.revisions.get(), question="Who were the two men?", by=reviewer)
    observer.open("my-visits/?state=asked")
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer to the secretariat").fill("Guards of the school.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Guards of the school.")).to_be_visible()
    secretariat = sign_in("secretariat")
    secretariat.open(f"visits/{visit.uuid}/")
    expect(secretariat.page.get_by_text("Guards of the school.")).to_be_visible()
