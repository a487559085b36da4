"""An empty installation: the first administrator sets missions up, by hand and by an upload."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.first_administrator import announcement
from missions.models import Mission, Station
from observers.models import Deployment, TeamMember
from tests.journeys.conftest import PHONE
from tests.journeys.documents import downloaded, told_in_pdf, told_in_word
from tests.journeys.logging_visits import log_a_visit
from tests.journeys.setting_up import add, fill, save
from tests.journeys.wrong_workbook import ERRORS, workbook
from visits.models import Review, Visit

pytestmark = pytest.mark.journey
PASSWORD = "a long walk to the station"
STATIONS = [
    (number, area)
    for area, numbers in (("East", (11, 12, 13)), ("West", (21, 22, 23)))
    for number in numbers
]
# Invented, each with the state that sends them.
OBSERVERS = {
    "Ainura Toktobekova": "Kyrgyzstan",
    "Bakyt Sydykov": "Kyrgyzstan",
    "Cem Yıldızhan": "Türkiye",
    "Derya Karaçam": "Türkiye",
}
TEAMS = {
    "East": ("Ainura Toktobekova", "Cem Yıldızhan"),
    "West": ("Bakyt Sydykov", "Derya Karaçam"),
}


@pytest.fixture
def administrator(visitor: Any) -> Any:
    """The first administrator, come in by the link that the server prints."""
    person = visitor()
    link = re.search(r"http\S+", announcement(person.address))
    assert link
    person.page.goto(link.group())
    fill(
        person.page,
        name="First Administrator",
        email="first@example.org",
        password=PASSWORD,
        password_again=PASSWORD,
    )
    save(person.page, "Open my account")
    return person


def make_mission(page: Page, site: str) -> str:
    """Create a mission by its form; return the address of its pages."""
    add(
        page,
        f"{site}/missions/new/",
        button="Create the mission",
        title="Observation of an invented election",
        slug="invented-2026",
        organisation="Organisation of Invented States",
        election="Parliamentary election",
        election_type="Parliamentary",
        host_country="Uzbekistan",
        election_date="2026-11-15",
        timezone="Asia/Tashkent",
    )
    return f"{site}/missions/invented-2026"


def add_places(page: Page, mission: str) -> None:
    for area in ("East", "West"):
        add(page, f"{mission}/setup/areas/new/", name=area, kind="Region")
    for number, area in STATIONS:
        add(page, f"{mission}/setup/stations/new/", number=str(number), area=area, name="A school")


def add_people(page: Page, mission: str) -> None:
    for state in ("Kyrgyzstan", "Türkiye"):
        add(
            page,
            f"{mission}/delegations/new/",
            name=state,
            kind="Member state",
            country=state,
            quota="2",
        )
    for name, state in OBSERVERS.items():
        add(page, f"{mission}/observers/new/", name=name, nationality=state, delegation=state)


def form_teams(page: Page, mission: str) -> None:
    for area, members in TEAMS.items():
        page.goto(f"{mission}/teams/new/")
        fill(page, name=f"Team {area}", area=area)
        for member in members:
            page.get_by_label(member).check()
        save(page)
        page.goto(f"{mission}/deployment/new/")
        fill(page, team=f"Team {area}", stage="Voting")
        page.get_by_role("button", name="Find").click()
        for number in [number for number, place in STATIONS if place == area]:
            page.get_by_label(re.compile(rf"\b{number}\b")).check()
        save(page, "Plan the ticked stations")


def let_in(page: Page, mission: str, newcomer: Any, name: str, role: str) -> Any:
    """Invite somebody, and let them take up their account by the link that is shown."""
    page.goto(f"{mission}/access/new/")
    address = f"{name.split()[0].lower()}@example.org"
    fill(page, email=address, name=name, role=role)
    if role == "Observer":
        listed = page.locator("[name=observer] option").all_inner_texts()
        page.locator("[name=observer]").select_option(
            label=next(each for each in listed if name in each)
        )
    page.locator("[name=by_mail]").uncheck()
    save(page, "Invite")
    link = page.locator(".written-address").inner_text().strip()
    newcomer.page.goto(link)
    fill(newcomer.page, password=PASSWORD, password_again=PASSWORD)
    save(newcomer.page, "Go in")
    return newcomer


def review_at_once(mission: str, first: Page, second: Page) -> None:
    """Both open the visit at station 11; who decides second is told, and nothing is doubled."""
    for page in (first, second):
        page.goto(f"{mission}/waiting/")
        page.get_by_role("link", name=re.compile(r"\b11\b")).first.click()
        expect(page.get_by_role("button", name="Verify")).to_be_visible()
    for page in (first, second):
        page.get_by_role("button", name="Verify").click()
        page.wait_for_load_state()
    expect(second.locator("main")).to_contain_text("somebody decided on this visit")
    for page, station in ((first, 12), (second, 21), (first, 22)):
        page.goto(f"{mission}/waiting/")
        page.get_by_role("link", name=re.compile(rf"\b{station}\b")).first.click()
        page.get_by_role("button", name="Verify").click()
        page.wait_for_load_state()


def edit_together(mission: str, first: Page, second: Page) -> str:
    """Both reword the same sentence; the second merges. Return the text that then stands."""
    address = f"{mission}/statement/short/sentences/voting.accessible/edit/"
    for page in (first, second):
        page.goto(address)
    first.locator("[name=text]").fill("{Basis} a wheelchair user could not vote without help.")
    save(first)
    second.locator("[name=text]").fill("{Basis} steps kept wheelchair users out.")
    second.get_by_role("button", name="Save", exact=True).click()
    second.wait_for_load_state()
    expect(second.get_by_role("heading", name="Two texts of one sentence")).to_be_visible()
    both = second.locator("main").inner_text()
    assert "without help" in both
    assert "steps kept" in both
    second.locator("[name=text]").fill(
        "{Basis} steps kept wheelchair users out or they could not vote without help."
    )
    save(second, "Save as the one text")
    second.goto(f"{mission}/statement/?kind=short")
    return str(second.locator("[id='s-voting.accessible'] .sentence-text").inner_text())


def test_a_mission_goes_from_the_first_link_to_its_documents(administrator, visitor):
    page = administrator.page
    mission = make_mission(page, administrator.address)
    add_places(page, mission)
    add_people(page, mission)
    form_teams(page, mission)
    made = Mission.objects.get(slug="invented-2026")
    assert Station.objects.filter(mission=made).count() == 6
    assert TeamMember.objects.filter(team__mission=made).count() == 4
    assert Deployment.objects.filter(mission=made, stage="voting").count() == 6

    for name, station in zip(OBSERVERS, (11, 21, 12, 22), strict=True):
        observer = let_in(page, mission, visitor(PHONE), name, "Observer")
        observer.page.goto(f"{mission}/stations/")
        log_a_visit(observer.page, str(station), day="2026-11-15")
    desks = [
        let_in(page, mission, visitor(), name, "Secretariat")
        for name in ("Elena Review", "Farid Draft")
    ]
    first, second = (desk.page for desk in desks)
    review_at_once(mission, first, second)
    assert desks[1].was_told(409)
    assert Visit.objects.filter(mission=made, state="verified").count() == 4
    assert Review.objects.filter(revision__visit__mission=made).count() == 4

    said = edit_together(mission, first, second)
    assert said.startswith(("In all 4", "At")), said
    assert said.endswith("steps kept wheelchair users out or they could not vote without help.")
    assert said in told_in_word(downloaded(second, "Word (DOCX)"))
    assert said in told_in_pdf(downloaded(second, "PDF"))


def test_an_upload_with_twelve_kinds_of_errors_is_mended_one_by_one(administrator):
    page = administrator.page
    for mended in range(len(ERRORS) + 1):
        page.goto(f"{administrator.address}/missions/upload/")
        page.locator("input[type=file]").set_input_files(
            {
                "name": "mission.xlsx",
                "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "buffer": workbook(range(mended, len(ERRORS))),
            }
        )
        page.get_by_role("button", name="Check the file").click()
        if mended < len(ERRORS):
            sheet, row, _column, _value, word = ERRORS[mended]
            report = page.locator("main")
            expect(report).to_contain_text(word)
            expect(report).to_contain_text(sheet)
            assert str(row + 1) in report.inner_text()
            assert not Mission.objects.exists(), "nothing is saved while anything is wrong"
    page.get_by_role("button", name="Create the mission").click()
    page.wait_for_load_state()
    made = Mission.objects.get()
    assert Station.objects.filter(mission=made).count() == 3
    assert Deployment.objects.filter(mission=made).count() == 2
