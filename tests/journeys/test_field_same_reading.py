"""The form on the phone and the form in the browser: the same answers give the same visit."""

import json
import random
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from missions.enumerations import ChosenBy
from missions.models import Mission, Station
from reports.demo import SLUG
from tests.factories import MissionQuestionFactory
from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import STORE, hold_sending, open_the_app, stored
from visits.answer_values import AnswerType
from visits.definition import Question
from visits.form_versions import current_version, definition_of, publish_mission_forms
from visits.forms.answers import BOXED
from visits.forms.header import STATION_DETAILS
from visits.models import Answer, ChairGender, Visit, VisitRevision
from visits.payload import load_payload
from visits.reading import Reading, read_visit
from visits.surroundings import Surroundings

# Both forms are filled in for every stage, which takes minutes.
pytestmark = [pytest.mark.journey, pytest.mark.proof]

STATIONS = {
    "opening": "ala-r40",
    "voting": "ala-r40",
    "counting": "ala-r40",
    "tabulation": "",
}
# Words that a form changes on their way: lines, spaces around them, signs of other alphabets.
WORDS = ("A word.", "  Two\nlines, “quoted” \\ and 7/8  ", "Ескерту: жәшік ашық", "<b>&amp;</b> 👀")
NUMBERS = ("0", "7", "250", "~300", "1 200", "12 345")
TIMES = ("07:00", "19:45", "00:05")
PUT_BACK = """async ([id, typed]) => {
    const { putBack } = await import('/static/js/typed_fields.js');
    putBack(document.getElementById(id), typed);
}"""


def an_answer(question: Question, chance: random.Random) -> dict[str, Any]:
    """What somebody types into one question: an answer, "not observed", or only a comment."""
    name, typed = f"answer-{question.code}", {}
    if chance.random() < 0.3:
        typed[f"comment-{question.code}"] = chance.choice(WORDS)
    if chance.random() < 0.15:
        return typed
    if question.type in BOXED and chance.random() < 0.2:
        return typed | {f"silent-{question.code}": ["on"]}
    if question.type is AnswerType.NUMBER:
        return typed | {name: chance.choice(NUMBERS)}
    if question.type is AnswerType.TIME:
        return typed | {name: chance.choice(TIMES)}
    if question.type is AnswerType.TEXT:
        return typed | {name: chance.choice(WORDS).replace("\n", " ")}
    if question.type is AnswerType.CHOICES and chance.random() < 0.8:
        values = question.substantive_values
        return typed | {name: chance.sample(values, chance.randint(1, len(values)))}
    return typed | {name: [chance.choice(question.values)]} | a_finding(question, chance)


def a_finding(question: Question, chance: random.Random) -> dict[str, Any]:
    if not question.urgent or chance.random() < 0.4:
        return {}
    name = f"finding-{question.code}"
    return {
        f"{name}-summary": chance.choice(WORDS),
        f"{name}-severity": chance.choice(["critical", "minor"]),
        f"{name}-basis": chance.choice(["told", "seen"]),
        f"{name}-told_by": chance.choice(["", "An agent"]),
        f"{name}-response": chance.choice(["", "It was written down."]),
    }


def a_header(stage: str, listed: bool, chance: random.Random) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "arrived_at": "2019-06-09T19:05",
        "departed_at": "2019-06-09T19:40",
        "chosen_by": [chance.choice(ChosenBy.values)],
        "accompanied_by_official": [chance.choice(["yes", "no"])],
        "comments": chance.choice(WORDS),
    }
    for name in STATION_DETAILS[stage]:
        typed[name] = chance.choice(NUMBERS[:4])
    typed |= {"chair_gender": [chance.choice(ChairGender.values)]}
    if "voted_as_of" in typed:
        typed["voted_as_of"] = chance.choice(TIMES)
    if not listed:
        typed |= {"station_number": "77 a", "place": WORDS[2], "area": "ala-almaly"}
    return typed


def typed_for(mission: Mission, stage: str, listed: bool, seed: int) -> dict[str, Any]:
    """What is typed into a form: the seed says what; every question is of the form in use."""
    chance = random.Random(f"{stage} {listed} {seed}")
    typed = a_header(stage, listed, chance)
    for question in definition_of(current_version(mission, stage)).questions:
        if not question.computed:
            typed |= an_answer(question, chance)
    return typed


def by_the_form(person: Person, stage: str, query: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Type it into the form in the browser, send that, and return what was stored of it."""
    person.open(f"log/{stage}/?{query}")
    page = person.page
    page.evaluate(PUT_BACK, ["visit-form", typed])
    send(page)
    if page.locator("[name=figures_asked]").count():
        send(page)
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
    return load_payload(bytes(VisitRevision.objects.latest("pk").payload))


def send(page: Page) -> None:
    """Go to the last step and send."""
    page.locator(".step-index summary").click()
    page.locator(".step-index li").last.get_by_role("link").click()
    page.get_by_role("button", name="Send the visit").click()


def by_the_phone(person: Person, draft: dict[str, Any]) -> dict[str, Any]:
    """Open the draft in the field app, hand it over, and return what waits to be sent."""
    page = person.page
    page.evaluate(f"async (draft) => (await {STORE}).keepDraft(draft)", draft)
    page.goto(f"{person.address}{draft['page']}#visit={draft['number']}")
    expect(page.locator("#visit-form.stepping")).to_be_visible()
    send(page)
    page.wait_for_timeout(300)
    if page.locator("#visit-form").is_visible():
        page.get_by_role("button", name="Send the visit").click()
    page.wait_for_url("**/field/#queued")
    (item,) = [each for each in stored(page, "outbox") if each["number"] == draft["number"]]
    return dict(json.loads(item["body"]))


NUMBER = "7b0c6a3e-2f7d-4a51-9a53-0f2f1c1f6a01"


def a_draft(page: Page, stage: str, station: Station | None, **more: Any) -> dict[str, Any]:
    """A draft as the app makes it, of a station that is listed or of none."""
    day = page.evaluate(f"async (slug) => (await {STORE}).kept(`day:${{slug}}`)", SLUG)
    place = {"code": station.code, "name": str(station), "area": ""} if station else None
    return {
        "number": NUMBER,
        "kind": "visit",
        "account": day["account"],
        "mission": SLUG,
        "zone": day["zone"],
        "team": day["team"]["code"],
        "home": day["addresses"]["home"],
        "stage": stage,
        "station": station.code if station else "",
        "place": place or {"code": "", "name": "", "area": ""},
        "title": "A visit",
        "page": day["forms"][stage]["page"],
        "form": day["forms"][stage]["sha256"],
        "address": f"{day['addresses']['intake']}{NUMBER}/",
        "parent": "",
        "told": {},
        "step": "",
        "at": "2019-06-09T13:05:00Z",
    } | more


def comparable(told: dict[str, Any]) -> dict[str, Any]:
    """What was sent, without what names the sending and the device."""
    own = {"visit", "device", "device_time", "parent"}
    findings = [
        {
            **each,
            "number follows": each.get("id") == str(uuid5(UUID(told["visit"]), each["question"])),
        }
        for each in told.get("findings", [])
    ]
    for each in findings:
        each.pop("id")
    return {key: value for key, value in told.items() if key not in own} | {"findings": findings}


def reading_of(told: dict[str, Any], mission: Mission) -> tuple[Any, ...]:
    """All that is read of a visit: its row, its answers, its flags."""
    at = timezone.now()
    found: Reading = read_visit(dict(told), Surroundings(mission), received_at=at)
    row = [
        getattr(found.visit, field.attname)
        for field in Visit._meta.concrete_fields
        if field.name not in ("uuid", "received_at")
    ]
    fields = [each.attname for each in Answer._meta.concrete_fields]
    answers = [[getattr(each, name) for name in fields] for each in found.answers]
    return row, sorted(answers, key=str), sorted(found.flags)


@pytest.fixture
def observer(demo: Mission, sign_in: Any) -> Person:
    """The observer, whose voting form also asks a question of every type."""
    choices = "one;two;three"
    for kind in AnswerType:
        MissionQuestionFactory(
            mission=demo,
            code=f"own.{kind}",
            type=kind,
            adverse="",
            choices=choices if kind.value.startswith("choice") else "",
        )
    publish_mission_forms(demo)
    person: Person = sign_in("observer", PHONE)
    # What waits on the phone stays there: it is compared, not sent.
    hold_sending(person)
    open_the_app(person)
    return person


@pytest.mark.parametrize("stage", list(STATIONS))
def test_the_same_answers_give_the_same_visit_by_phone_and_by_browser(observer, demo, stage):
    station = Station.objects.filter(mission=demo, code=STATIONS[stage]).first()
    page = observer.page
    for seed, where in enumerate([station, None]):
        typed = typed_for(demo, stage, where is not None, seed)
        query = f"station={where.code}" if where else ""
        phone = by_the_phone(
            observer, a_draft(page, stage, where, typed=typed, number=_number(seed))
        )
        form = by_the_form(observer, stage, query, typed)
        assert comparable(phone) == comparable(form)
        assert reading_of(phone, demo) == reading_of(form, demo)
        assert phone["answers"]
        open_the_app(observer)


def _number(seed: int) -> str:
    return f"{NUMBER[:-1]}{seed}"


def test_a_correction_by_phone_is_the_correction_by_browser(observer, demo):
    station = Station.objects.get(mission=demo, code="ala-r40")
    first = by_the_form(observer, "voting", "station=ala-r40", typed_for(demo, "voting", True, 1))
    sent = VisitRevision.objects.latest("pk")
    open_the_app(observer)
    page = observer.page
    typed = {"comments": "Corrected."}
    draft = a_draft(
        page, "voting", station, number=first["visit"], told=first, parent=sent.sha256, typed=None
    )
    page.evaluate(f"async (draft) => (await {STORE}).keepDraft(draft)", draft)
    page.goto(f"{observer.address}{draft['page']}#visit={draft['number']}")
    expect(page.locator("#visit-form.stepping")).to_be_visible()
    page.locator(".step-index summary").click()
    page.locator(".step-index li").last.get_by_role("link").click()
    page.locator("[name=comments]").fill(typed["comments"])
    page.get_by_role("button", name="Send the visit").click()
    page.wait_for_url("**/field/#queued")
    phone = json.loads(stored(page, "outbox")[0]["body"])

    observer.open(f"log/voting/?visit={first['visit']}")
    page.locator(".step-index summary").click()
    page.locator(".step-index li").last.get_by_role("link").click()
    page.locator("[name=comments]").fill(typed["comments"])
    page.get_by_role("button", name="Send the visit").click()
    expect(page.get_by_role("heading", name="The visit is stored")).to_be_visible()
    form = load_payload(bytes(VisitRevision.objects.latest("pk").payload))

    assert comparable(phone) == comparable(form)
    assert (phone["parent"], phone["visit"]) == (form["parent"], form["visit"])
    assert reading_of(phone, demo) == reading_of(form, demo)
    assert {**first, "comments": ""} == {**_as_first(phone), "comments": ""}


def _as_first(told: dict[str, Any]) -> dict[str, Any]:
    """A correction without what only a correction, or a phone, says."""
    return {
        key: value for key, value in told.items() if key not in ("parent", "device", "device_time")
    }
