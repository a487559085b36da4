"""Finding one of twenty thousand stations on the phone, without a network and without a stutter."""

from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.models import Area, Mission, Station
from reports.demo import SLUG
from tests.journeys.conftest import PHONE, Person
from tests.journeys.field_app import STORE, hold_sending, open_the_app

pytestmark = pytest.mark.journey

MANY = 20_000
# What somebody may wait for a letter to show, and what a page may be busy at once, milliseconds.
MOST_FOR_A_LETTER = 30
MOST_AT_ONCE = 200
WATCH = """
window.busy = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.busy.push(each.duration);
}).observe({type: "longtask"});
"""
FIND = f"""async ([slug, words]) => {{
    const {{ makeIndex, find }} = await import('/static/js/field/search.js');
    const kept = await (await {STORE}).kept(`stations:${{slug}}`);
    const index = await makeIndex(kept);
    return words.map((each) => {{
        const from = performance.now();
        const {{ found, more }} = find(index, each);
        return [performance.now() - from, found.length, more, found[0]?.name ?? ''];
    }});
}}"""


@pytest.fixture
def observer(demo: Mission, sign_in: Any) -> Person:
    """The observer, in a mission with twenty thousand stations more."""
    area = Area.objects.get(mission=demo, code="ala-almaly")
    Station.objects.bulk_create(
        Station(mission=demo, area=area, code=f"many-{n}", number=f"{n}", name=f"Мектеп №{n}")
        for n in range(1, MANY + 1)
    )
    person: Person = sign_in("observer", PHONE)
    hold_sending(person)
    person.page.add_init_script(WATCH)
    open_the_app(person, pages=True)
    return person


def found_on(page: Page) -> list[str]:
    return page.locator("#find [data-found] .row-title").all_inner_texts()


def test_twenty_thousand_stations_are_searched_letter_by_letter_offline(observer):
    page = observer.page
    words = ["1", "12", "мектеп 19999", "almaly 777", "nowhere", "r-40"]
    results = page.evaluate(FIND, [SLUG, words])
    times = [took for took, *_rest in results]
    assert median(times) < MOST_FOR_A_LETTER, times
    assert [(found, more) for _took, found, more, _first in results[2:3]] == [(1, 0)]
    assert results[0][1] == 30
    assert results[0][2] > 10_000
    assert results[0][3].startswith("1 ")
    assert results[4][1:3] == [0, 0]

    page.context.set_offline(True)
    page.evaluate("window.busy.length = 0")
    search = page.locator("#search")
    search.press_sequentially("19999", delay=60)
    expect(page.locator("#search-told")).to_have_text("1 found")
    assert found_on(page) == ["19999 Мектеп №19999"]
    busy = page.evaluate("window.busy")
    assert max(busy, default=0) < MOST_AT_ONCE, busy
    search.fill("1999")
    expect(page.locator("#search-told")).to_have_text("12 found")
    assert found_on(page)[0] == "1999 Мектеп №1999"
    search.fill("19")
    expect(page.locator("#search-told")).to_contain_text("more: write more")
    assert len(found_on(page)) == 30
    search.fill("no such")
    expect(page.locator("#search-told")).to_contain_text("No station matches.")
    page.context.set_offline(False)
