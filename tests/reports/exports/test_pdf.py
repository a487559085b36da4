"""The PDF, read back with pypdf."""

import io
from dataclasses import replace

import pypdf
import pytest

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
    assert bookmarks == ["Voting", "Counting", "Conclusion", "Annex"]


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
