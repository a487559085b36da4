"""The how-to pages: all in the index, no dead link, and no word that is not on the screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.urls.converters import StringConverter

from scripts.steps import ROOT

HOW_TO = ROOT / "docs" / "how-to"
PICTURES = ROOT / "docs" / "screenshots" / "pages"
INDEX = HOW_TO / "README.md"
PAGES = sorted(set(HOW_TO.glob("*.md")) - {INDEX})
ROOMS = ("missions", "observers", "visits", "reports")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext_lazy"}
# Who a picture shows the page for, and which page: as the pictures are named when they are taken.
PEOPLE = ("observer", "secretariat", "head-of-mission", "head-of-delegation")
PEOPLE += ("focal-point", "administrator")
PICTURE = re.compile(
    rf"({'|'.join(PEOPLE)})-(?P<page>\w+)(?P<words>(-\w+)*)-(desk|phone)-(light|dark)\.jpg"
)
# Words of an address that make no other page of it: which mission, which record.
NO_OTHER_PAGE = {"slug", "key", "sha256"}
LINK = re.compile(r"\]\(([^)#\s]+)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
FILLED_IN = re.compile(r"{{.*?}}|%\(\w+\)[sd]|{\w+}")
TRANSLATED = re.compile(r"""{%-?\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")


def as_shown(words: str) -> str:
    """Return words as compared: what the page fills in is “…”, the first letter in either case.

    A label of a field is written small in the sources and shown with a capital.
    """
    plain = " ".join(FILLED_IN.sub("…", words).split())
    return plain[:1].lower() + plain[1:]


def in_templates() -> Iterator[str]:
    """Yield what the templates mark as translatable."""
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        yield from (double or single for double, single in TRANSLATED.findall(text))
        for block in BLOCK.findall(text):
            yield from PLURAL.split(block)


def in_python() -> Iterator[str]:
    """Yield what the Python sources mark as translatable: forms, labels, choices, messages."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
                for each in node.args:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


@pytest.fixture(scope="module")
def on_screen() -> set[str]:
    return {as_shown(words) for words in (*in_templates(), *in_python())}


def links_of(page: Path) -> list[str]:
    return [link for link in LINK.findall(page.read_text()) if "://" not in link]


def words_of_pages() -> dict[str, int]:
    """Return the pages by name: how many words of its address, as a stage, make another page."""
    found = {}
    for name in filter(lambda each: isinstance(each, str), get_resolver().reverse_dict):
        ways, _pattern, _defaults, converters = get_resolver().reverse_dict[name]
        worded = [each for each in ways[0][1] if type(converters.get(each)) is StringConverter]
        found[name] = len(set(worded) - NO_OTHER_PAGE)
    return found


def test_every_how_to_page_is_in_the_index_once():
    assert sorted(links_of(INDEX)) == [page.name for page in PAGES]


def test_the_readme_leads_to_the_index():
    assert "(docs/how-to/README.md)" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("page", [INDEX, *PAGES], ids=lambda page: page.stem)
def test_every_link_of_a_how_to_page_leads_to_a_file(page):
    links = [(page.parent / link).resolve() for link in links_of(page)]
    # Pictures are taken from the running software: until they are, only their names are known.
    expected = [link for link in links if PICTURES.exists() or link.parent != PICTURES]
    assert [str(link) for link in expected if not link.is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_of_a_how_to_page_shows_a_page_there_is(page):
    pages = words_of_pages()
    pictures = [Path(link) for link in links_of(page) if Path(link).suffix == ".jpg"]
    assert len(pictures) <= 2
    for picture in pictures:
        found = PICTURE.fullmatch(picture.name)
        assert found, f"{picture.name} is not named as the pictures of pages are"
        assert (page.parent / picture).parent.resolve() == PICTURES
        assert found["page"] in pages, f"there is no page {found['page']}"
        assert found["words"].count("-") == pages[found["page"]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_word_in_bold_on_a_how_to_page_is_on_the_screen(page, on_screen):
    named = {" ".join(words.split()) for words in BOLD.findall(page.read_text())}
    assert named, "a how-to page names the buttons and places it speaks of, in bold"
    assert sorted(words for words in named if as_shown(words) not in on_screen) == []


def test_a_word_that_is_nowhere_on_the_screen_would_be_noticed(on_screen):
    assert as_shown("Send the visit") in on_screen
    assert as_shown("Verify revision …") in on_screen
    assert as_shown("Submit the checklist") not in on_screen
