"""Every page that links lead to, as each kind of user sees it: axe finds nothing, nothing is cut.

Each person begins on their first page and follows every link, one of each address of the
installation. With MUSHAHID_SCREENSHOTS=1 the pages' pictures are kept in docs/screenshots/pages/.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from reports.demo import PLAYERS
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "screenshots" / "pages"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a link may lead to that is no page of ours to look at.
LEFT_OUT = {"logout"}
MOST_PAGES = 120
# What moved on the page by itself while it came up, as browsers score it; 0.1 can be noticed.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({type: "layout-shift", buffered: true});
"""
LEAST_SHIFT = 0.05
KEEP_PICTURES = bool(os.environ.get("MUSHAHID_SCREENSHOTS"))
# Each size and each scheme once; pictures are of all four.
LOOKS = (("phone", PHONE, "light"), ("desk", DESK, "dark"))
EVERY_LOOK = tuple(
    (size, view, scheme) for size, view, _scheme in LOOKS for scheme in ("light", "dark")
)
# Where another role's page was looked at, this one is only opened.
LOOKED_AT: set[str] = set()
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


def links(page: Page) -> Iterator[str]:
    """The addresses of this installation that the page leads to, without downloads."""
    hrefs = page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map((link) => [link.href, link.origin])"
    )
    here = urlsplit(page.url)
    for href, origin in hrefs:
        if origin == f"{here.scheme}://{here.netloc}":
            yield href.partition("#")[0]


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


def look_at(page: Page, name: str, looks: Sequence[tuple[str, Any, str]]) -> list[str]:
    """Look at the page at each size and in each scheme that is named; return what is wrong."""
    wrong = []
    for size, viewport, scheme in looks:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wrong += [f"{name}, {size}, {scheme}: {each}" for each in complaints(page)]
        if KEEP_PICTURES:
            PICTURES.mkdir(parents=True, exist_ok=True)
            path = PICTURES / f"{name}-{size}-{scheme}.jpg"
            page.screenshot(path=path, type="jpeg", quality=60)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}, {size}: wider than the window")
    page.set_viewport_size(DESK)
    return wrong


def looks_at(kind: str) -> Sequence[tuple[str, Any, str]]:
    """Return how a page is looked at; where another role's was, only pictures are made of it."""
    if kind in LOOKED_AT:
        return [look for look in EVERY_LOOK if look[2] == "light"] if KEEP_PICTURES else []
    return EVERY_LOOK if KEEP_PICTURES else LOOKS


def shift_of(page: Page, address: str) -> float:
    """How much the page moves as it comes up: a second time, if the first was sent in pieces."""
    if page.evaluate("window.shifted") <= LEAST_SHIFT:
        return 0.0
    page.goto(address)
    return float(page.evaluate("window.shifted"))


@pytest.mark.parametrize("who", PEOPLE)
def test_axe_finds_nothing_on_any_page_light_or_dark_wide_or_narrow(sign_in, who):
    page = sign_in(who).page
    page.add_init_script(SHIFTS)
    waiting, seen, wrong = [page.url], set(), []
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in seen or kind.partition("-")[0] in LEFT_OUT:
            continue
        seen.add(kind)
        response = page.goto(address)
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        assert response.status == 200, f"{address} answers {response.status}"
        if (shifted := shift_of(page, address)) > LEAST_SHIFT:
            wrong.append(f"{who}-{kind}: moves while it comes up ({shifted:.2f})")
        page.evaluate(AXE)
        wrong += look_at(page, f"{who}-{kind}", looks_at(kind))
        LOOKED_AT.add(kind)
        waiting += links(page)
    assert len(seen) > 1
    assert not wrong, "\n".join(wrong)
