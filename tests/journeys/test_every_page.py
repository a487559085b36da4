"""Every page that links lead to, as each kind of user sees it: axe finds nothing, nothing is cut.

Each person begins on their first page and follows every link, one of each address of the
installation. A page is looked at in the browser when anything on it was not looked at yet, whoever
saw it before; with MUSHAHID_SCREENSHOTS=1 in every size and scheme, and its pictures are kept in
docs/screenshots/pages/. `make proofs` looks at each page of each person in every size and scheme.
"""

import json
import os
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from missions.models import Account
from reports.demo import PLAYERS
from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "screenshots" / "pages"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a link may lead to that is no page of ours to look at.
LEFT_OUT = {"logout"}
MOST_PAGES = 120
LONGEST_PAGE = 8000
# What moved on the page by itself while it came up, as browsers score it; 0.1 can be noticed.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({type: "layout-shift", buffered: true});
"""
LEAST_SHIFT = 0.05
KEEP_PICTURES = bool(os.environ.get("MUSHAHID_SCREENSHOTS"))
Look = tuple[str, dict[str, int], str]
# Each size and each scheme once.
LOOKS: tuple[Look, ...] = (("phone", PHONE, "light"), ("desk", DESK, "dark"))
EVERY_LOOK: tuple[Look, ...] = tuple(
    (size, view, scheme) for size, view, _scheme in LOOKS for scheme in ("light", "dark")
)
# The elements of each page that were looked at, with the classes and the like that make them one.
LOOKED_AT: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
# The second of the secretariat sees what the first one sees.
PEOPLE = [
    name for name in (each.email.partition("@")[0] for each in PLAYERS) if "second" not in name
]


def complaints(page: Page) -> list[str]:
    """What axe finds on the page as it is now: the rule, and the first element."""
    found = page.evaluate(
        f"""async () => {{
            const result = await axe.run(document, {{runOnly: {json.dumps(TAGS)}}});
            return result.violations.map((each) => [
                each.id, each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | "),
                each.nodes[0].failureSummary,
            ].join(": "));
        }}"""
    )
    return list(found)


class _Reader(HTMLParser):
    """What elements a page is made of, and where it leads, without downloads."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.elements.add((tag, *(said.get(name, "") for name in ("class", "type", "role"))))
        if tag == "a" and "href" in said and "download" not in said:
            self.links.append(said["href"])


def read(html: str) -> _Reader:
    """Return what the page is made of."""
    reader = _Reader()
    reader.feed(html)
    return reader


def kind_of(address: str) -> str:
    """The name of an address, with the words in it that make another page of it."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    words = [
        str(value)
        for key, value in match.kwargs.items()
        if key not in ("slug", "sha256", "key")
        and not str(value).isdigit()
        and len(str(value)) < 20
    ]
    return "-".join([match.view_name, *words]).replace(":", "-").replace("/", "-")


def look_at(page: Page, name: str, looks: tuple[Look, ...], *, keep: bool) -> list[str]:
    """Look at the page at each size and in each scheme that is named; return what is wrong.

    Pictures are kept where `keep`.
    """
    wrong = []
    for size, viewport, scheme in looks:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if keep:
            PICTURES.mkdir(parents=True, exist_ok=True)
            path = PICTURES / f"{name}-{size}-{scheme}.jpg"
            page.screenshot(path=path, type="jpeg", quality=60)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}, {size}: wider than the window")
        # All of it at once: what a bar at the foot covers just now can be scrolled to.
        height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST_PAGE)
        page.set_viewport_size({**viewport, "height": max(viewport["height"], height)})
        wrong += [f"{name}, {size}, {scheme}: {each}" for each in complaints(page)]
    page.set_viewport_size(DESK)
    return wrong


def shift_of(page: Page, address: str) -> float:
    """How much the page moves as it comes up: a second time, if the first was sent in pieces."""
    if page.evaluate("window.shifted") <= LEAST_SHIFT:
        return 0.0
    page.goto(address)
    return float(page.evaluate("window.shifted"))


def opened(
    page: Page, address: str, name: str, looks: tuple[Look, ...], *, keep: bool
) -> list[str]:
    """Open a page in the browser; return what is wrong with it."""
    response = page.goto(address)
    assert response and response.status == 200, address
    wrong = []
    if (shifted := shift_of(page, address)) > LEAST_SHIFT:
        wrong.append(f"{name}: moves while it comes up ({shifted:.2f})")
    page.evaluate(AXE)
    return wrong + look_at(page, name, looks, keep=keep)


def walk(person: Person, who: str, looks: tuple[Look, ...], *, again: bool) -> list[str]:
    """Follow every link from the first page on; return what is wrong with the pages.

    A page made of what was looked at before is looked at in the browser only `again`.
    """
    person.page.add_init_script(SHIFTS)
    client = Client()
    client.force_login(Account.objects.get(email=f"{who}@demo.example"))
    waiting, seen, wrong = [urlsplit(person.page.url).path], set(), []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = kind_of(path)
        if not kind or kind in seen or kind.partition("-")[0] in LEFT_OUT:
            continue
        seen.add(kind)
        answer = client.get(path, follow=True)
        if answer.redirect_chain:
            waiting.insert(0, urljoin(path, answer.redirect_chain[-1][0]))
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        made = read(answer.content.decode())
        if again or made.elements - LOOKED_AT[kind]:
            name, keep = f"{who}-{kind}", KEEP_PICTURES and not again
            wrong += opened(person.page, person.address + path, name, looks, keep=keep)
            # What scripts made of it may lead further.
            made.links += read(person.page.content()).links
        LOOKED_AT[kind] |= made.elements
        waiting += [
            urljoin(path, link.removeprefix(person.address))
            for link in made.links
            if not urlsplit(link).scheme or link.startswith(person.address)
        ]
    assert len(seen) > 1
    return wrong


@pytest.mark.parametrize("who", PEOPLE)
def test_axe_finds_nothing_on_any_page_light_or_dark_wide_or_narrow(sign_in, who):
    wrong = walk(sign_in(who), who, EVERY_LOOK if KEEP_PICTURES else LOOKS, again=False)
    assert not wrong, "\n".join(wrong)


@pytest.mark.proof
@pytest.mark.parametrize("who", PEOPLE)
def test_axe_finds_nothing_on_any_page_of_anybody_in_any_size_and_scheme(sign_in, who):
    wrong = walk(sign_in(who), who, EVERY_LOOK, again=True)
    assert not wrong, "\n".join(wrong)
