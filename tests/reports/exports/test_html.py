"""The HTML file."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from reports.exports import render
from reports.exports.html import css_string
from tests.reports.exports import drafts

EMPTY_ELEMENTS = {"meta", "br"}


class Reader(HTMLParser):
    """Collects elements, attributes and text, and what was opened but not closed."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open, self.texts = [], [], {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY_ELEMENTS:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


def page(draft):
    return render(draft, "html").decode()


def test_the_file_is_well_formed_and_names_its_language_and_title():
    reader = Reader(page(replace(drafts.small_draft(), language="en")))
    assert reader.open == []
    assert reader.elements[0] == ("html", {"lang": "en"})
    assert reader.texts["title"] == [drafts.small_draft().title]


def test_the_file_needs_nothing_beside_it():
    reader = Reader(page(drafts.provisional_draft()))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _attrs in reader.elements}
    assert not any({"src", "href", "style"} & set(attrs) for _tag, attrs in reader.elements)
    assert "url(" not in page(drafts.provisional_draft())
    assert "@import" not in page(drafts.provisional_draft())


def test_headings_go_from_one_title_to_sections_to_the_annex():
    reader = Reader(page(drafts.small_draft()))
    headings = [tag for tag, _attrs in reader.elements if re.fullmatch("h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h2", "h2", "h3", "h3"]


def test_sentences_of_one_paragraph_stand_together():
    text = page(drafts.small_draft())
    assert "the work of the station. A party agent told" in text
    assert "<p>A wheelchair user" in text


def test_typed_markup_opens_no_element_and_ends_no_style():
    plain, hostile = Reader(page(drafts.provisional_draft())), Reader(page(drafts.hostile_draft()))
    assert {tag for tag, _attrs in hostile.elements} <= {tag for tag, _attrs in plain.elements}
    assert page(drafts.hostile_draft()).count("</style>") == 1


def test_the_marks_of_a_draft_are_fixed_on_every_printed_page():
    text = page(drafts.provisional_draft())
    marks = re.search(r'<p class="page-marks">(.*?)</p>', text)[1]
    assert re.sub(r"<[^>]+>", "", marks) == (
        "PROVISIONAL · Draft, not ready to be signed · Demonstration"
    )
    printed = text[text.index("@media print") :]
    assert re.search(r"\.page-marks \{[^}]*position: fixed", printed)
    assert 'class="page-marks"' not in page(drafts.ready_draft())


def test_the_header_of_printed_pages_says_that_the_draft_is_not_ready():
    header = r'@top-right \{\s*content: "([^"]*)"'
    words = css_string("Draft, not ready to be signed")
    assert re.search(header, page(drafts.small_draft()))[1] == words
    assert re.search(header, page(drafts.ready_draft()))[1] == ""


def test_marks_can_be_read_on_paper_and_in_the_dark():
    colours = re.findall(r"--(paper|mark|ink): (#\w{6})", page(drafts.small_draft()))
    themes = [dict(colours[at : at + 3]) for at in range(0, len(colours), 3)]
    assert len(themes) == 3
    for theme in themes:
        mark, grave = (contrast(theme[each], theme["paper"]) for each in ("mark", "ink"))
        assert 4.5 < mark < grave


def contrast(one, other):
    """The contrast ratio of WCAG 2 between two colours such as #1f242b."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_page_works_in_light_and_in_dark():
    text = page(drafts.small_draft())
    assert "color-scheme: light dark" in text
    assert "@media (prefers-color-scheme: dark)" in text


def test_printed_pages_are_counted_in_words():
    text = page(drafts.small_draft())
    before, between = css_string("Page "), css_string(" of ")
    assert f'content: "{before}" counter(page) "{between}" counter(pages) "";' in text


@given(st.text())
def test_no_word_can_end_a_css_string(words):
    inside = css_string(words)
    assert re.fullmatch(r"(\\[0-9a-f]{6})*", inside)
    codes = inside.split("\\")[1:]
    assert "".join(chr(int(code, 16)) for code in codes) == words
