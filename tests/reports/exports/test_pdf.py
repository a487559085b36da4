"""The PDF, read back with pypdf."""

import io
from dataclasses import replace

import pypdf
import pytest

from reports.draft_types import Section
from reports.exports import pdf, render
from tests.reports.exports import drafts


def read(draft):
    return pypdf.PdfReader(io.BytesIO(render(draft, "pdf")))


def root(draft):
    return read(draft).trailer["/Root"]


def roles(node):
    """The structure types of the tagged tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [role for each in node for role in roles(each)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    return [node["/S"], *roles(node.get("/K", []))]


def with_text(text):
    section = drafts.conclusion()
    changed = replace(section.sentences[0], text=text)
    return replace(drafts.small_draft(), sections=(replace(section, sentences=(changed,)),))


def test_the_file_says_that_it_is_archival_and_accessible():
    catalog = root(drafts.small_draft())
    described = catalog["/Metadata"].get_data().decode()
    assert catalog["/MarkInfo"]["/Marked"] is True or catalog["/MarkInfo"]["/Marked"].value is True
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described


def test_the_file_knows_its_language_and_shows_its_title():
    catalog = root(drafts.small_draft())
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(drafts.small_draft()).metadata.title == drafts.small_draft().title


def test_headings_are_tagged_and_are_the_bookmarks():
    draft = drafts.small_draft()
    found = roles(root(draft)["/StructTreeRoot"]["/K"])
    assert [each for each in found if each in {"/Title", "/H1", "/H2"}] == [
        "/Title", "/H1", "/H1", "/H1", "/H1", "/H2", "/H2",
    ]  # fmt: skip
    bookmarks = [each.title for each in read(draft).outline if not isinstance(each, list)]
    assert bookmarks == ["Voting", "Counting", "Conclusion", "Annex for the drafters"]


def test_a_long_statement_counts_its_pages_and_marks_each_as_provisional():
    pages = read(drafts.long_draft()).pages
    assert 5 <= len(pages) <= 8
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert "PROVISIONAL" in text


def test_a_statement_that_is_not_provisional_has_no_such_mark_on_any_page():
    draft = replace(drafts.long_draft(), provisional=False)
    assert not any("PROVISIONAL" in page.extract_text() for page in read(draft).pages)


def test_every_page_of_a_draft_that_is_not_ready_says_so_and_a_demonstration_too():
    for page in read(drafts.long_draft()).pages:
        assert "Draft, not ready to be signed · Demonstration" in page.extract_text()


def test_a_ready_statement_has_no_mark_on_any_page():
    draft = replace(drafts.long_draft(), provisional=False, demo_note="", blockers=())
    pages = [page.extract_text() for page in read(draft).pages]
    assert len(pages) > 3
    assert not any("Draft" in page or "Demonstration" in page for page in pages)


@pytest.mark.parametrize("lines", range(1, 12, 2))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines):
    long = drafts.long_draft()
    first = Section("first", "Heading", (drafts.sentence("first", "word " * 18 * lines),))
    sections = (first, *(replace(each, title="Heading") for each in long.sections))
    for page in read(replace(long, sections=sections)).pages:
        text = [each for each in page.extract_text().splitlines() if each.strip()]
        body = [each for each in text if not each.startswith(("Records as of", "Page "))]
        assert body[-1] != "Heading"


def test_a_name_with_a_hyphen_is_not_broken_and_keeps_its_hyphen():
    named = " ".join(f"{'x' * at} Nur-Sultan" for at in range(1, 40))
    text = "\n".join(page.extract_text() for page in read(with_text(named)).pages)
    assert text.count("Nur-Sultan") == text.count("Sultan") > 39


def test_the_annex_starts_on_a_page_of_its_own():
    pages = [page.extract_text() for page in read(drafts.small_draft()).pages]
    assert ["Annex for the drafters" in page for page in pages] == [False, True]
    assert "The head of mission’s conclusion" in pages[0]


def test_the_same_draft_gives_the_same_file():
    assert render(drafts.small_draft(), "pdf") == render(drafts.small_draft(), "pdf")


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "$ 1/2 $",
        "= Heading",
        "*bold* _soft_ @ref <label>",
        "// gone",
        "\\ ",
    ],
)
def test_typesetting_commands_are_printed_and_not_obeyed(text):
    shown = read(with_text(f"before {text} after")).pages[0].extract_text()
    assert " ".join(f"before {text} after".split()) in " ".join(shown.split())


def test_letters_of_central_asia_the_caucasus_and_turkey_are_printed():
    text = "ҚқҰұӘәҒғҢңӨөҮүҺһІі ƏəŞşĞğİıÇç"
    assert text in read(with_text(text)).pages[0].extract_text()


def test_a_character_without_a_glyph_costs_the_character_and_not_the_document():
    text = read(with_text("Queues 🙂 were 中文 short 👩‍💻.")).pages[0].extract_text()
    assert "Queues \N{REPLACEMENT CHARACTER} were" in text
    assert "short" in text


@pytest.mark.parametrize("piece", ["ж", "ж-", "ж\N{WORD JOINER}", "ж\N{COMBINING ACUTE ACCENT}"])
def test_a_word_longer_than_any_line_is_broken_and_printed_whole(piece):
    pages = read(with_text(f"before {piece * 20_000} finis")).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    # In the text, and once more among the marks of the annex.
    assert sum(line.count("ж") for line in lines) >= 2 * 20_000
    # A letter with a mark of its own is read twice.
    assert max(line.count("ж") for line in lines) <= 2 * 100
    assert sum(line.count("finis") for line in lines) == 2


def test_an_address_of_a_page_may_be_copied_as_it_is():
    address = "https://example.org/reports/2025/observation-of-the-election"
    text = read(with_text(f"See {address} there.")).pages[0].extract_text()
    assert address in text.replace("\n", "")


def test_when_no_pdf_can_be_made_the_reason_is_a_sentence(monkeypatch, tmp_path):
    broken = tmp_path / "typeset.py"
    broken.write_text("import sys; sys.exit('the font is gone')")
    monkeypatch.setattr(pdf, "_TYPESETTER", broken)
    with pytest.raises(pdf.TypesettingError, match="could not be made: the font is gone"):
        render(drafts.small_draft(), "pdf")


def test_a_typesetter_that_hangs_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "typeset.py"
    slow.write_text("import time; time.sleep(30)")
    monkeypatch.setattr(pdf, "_TYPESETTER", slow)
    monkeypatch.setattr(pdf, "_SECONDS_ALLOWED", 0.2)
    with pytest.raises(pdf.TypesettingError, match="too long"):
        render(drafts.small_draft(), "pdf")
