"""The Word document, read back with python-docx."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.exports import render
from tests.reports.exports import drafts


def read(draft):
    return Document(io.BytesIO(render(draft, "docx")))


def styled(document, style):
    return [each.text for each in document.paragraphs if each.style.name == style]


def fields(paragraph):
    found = paragraph._p.iter(qn("w:fldSimple"))
    return [each.get(qn("w:instr")).strip() for each in found]


def test_title_subtitle_and_headings_are_real_styles():
    draft = drafts.small_draft()
    document = read(draft)
    assert styled(document, "Title") == [draft.title]
    assert styled(document, "Subtitle") == [draft.subtitle]
    assert styled(document, "Heading 1") == [
        "Voting",
        "Counting",
        "Conclusion",
        "Annex for the drafters",
    ]
    assert styled(document, "Heading 2") == ["Marks in the text", "What stands in the way"]


def test_headings_stay_with_the_paragraph_that_follows():
    styles = read(drafts.small_draft()).styles
    assert styles["Heading 1"].paragraph_format.keep_with_next is True
    assert styles["Heading 2"].paragraph_format.keep_with_next is True


def test_sentences_of_one_paragraph_stand_together():
    first, second = styled(read(drafts.small_draft()), "Body Text")[:2]
    assert first.startswith("In none of the 38")
    assert first.endswith("Observers did not see this.\N{NO-BREAK SPACE}[reported]")
    assert second.startswith("A wheelchair user")


def test_a_mark_has_a_style_of_its_own():
    paragraphs = read(drafts.small_draft()).paragraphs
    marked = [run.text for each in paragraphs for run in each.runs if "Standing" in run.style.name]
    assert [each.strip() for each in marked[:3]] == ["[reported]", "[thin]", "[unsourced]"]


def test_a_mark_that_keeps_a_sentence_back_is_bold():
    styles = read(drafts.small_draft()).styles
    assert styles["Grave Standing Mark"].font.bold is True
    assert styles["Standing Mark"].font.bold is False


def test_the_footer_counts_pages_with_live_fields():
    footer = read(drafts.small_draft()).sections[0].footer.paragraphs[0]
    assert fields(footer) == ["PAGE", "NUMPAGES"]
    assert "".join(each.text for each in footer._p.iter(qn("w:t"))).endswith("Page 1 of 1")


def test_a_provisional_draft_is_marked_in_the_title_and_in_the_header_of_every_page():
    document = read(drafts.provisional_draft())
    section = document.sections[0]
    assert styled(document, "Title")[0].startswith("PROVISIONAL\n")
    assert section.header.paragraphs[0].text.startswith("PROVISIONAL")
    assert len(document.sections) == 1
    assert section.different_first_page_header_footer is False
    assert document.settings.odd_and_even_pages_header_footer is False


def test_the_header_of_every_page_says_that_the_draft_is_not_ready_and_a_demonstration():
    header = read(drafts.provisional_draft()).sections[0].header.paragraphs[0].text
    assert header.startswith("PROVISIONAL · Draft, not ready to be signed · Demonstration\n")
    ready = drafts.ready_draft()
    assert read(ready).sections[0].header.paragraphs[0].text == ready.title


def test_the_kind_is_larger_than_the_text():
    document = read(drafts.small_draft())
    assert styled(document, "Statement Kind") == ["Short statement"]
    sizes = [document.styles[each].font.size for each in ("Statement Kind", "Body Text")]
    assert sizes[0] > sizes[1]


def test_a_reason_stays_with_the_first_sentence_it_is_about():
    listed = read(drafts.waiting_draft()).paragraphs
    reasons = [each for each in listed if each.style.name == "List Number"]
    kept = [each.paragraph_format.keep_with_next for each in reasons]
    assert kept == [False, True, True, False]


def test_a_draft_that_is_not_provisional_has_no_such_mark():
    document = read(drafts.small_draft())
    assert "PROVISIONAL" not in document.sections[0].header.paragraphs[0].text
    assert "PROVISIONAL" not in styled(document, "Title")[0]


def test_boxes_are_paragraphs_with_a_border():
    document = read(drafts.provisional_draft())
    assert len(styled(document, "Notice")) == 3
    assert document.styles["Notice"].element.find(f".//{qn('w:pBdr')}") is not None


def test_the_page_is_a4():
    section = read(drafts.small_draft()).sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(1)
    assert abs(section.page_height - Mm(297)) < Mm(1)


def test_the_document_knows_its_title_its_language_and_its_moment_and_names_no_author():
    properties = read(drafts.small_draft()).core_properties
    assert properties.title == drafts.small_draft().title
    assert properties.language == "en"
    assert properties.created == datetime(2019, 6, 9, 17, 10, tzinfo=UTC)
    assert properties.author == properties.last_modified_by == properties.comments == ""


@pytest.mark.parametrize("language", ["en", "tr"])
def test_the_language_of_the_text_is_set_for_the_spelling_checker(language):
    document = read(replace(drafts.small_draft(), language=language))
    found = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert found == {language}


def test_blockers_are_a_numbered_list():
    draft = drafts.small_draft()
    assert styled(read(draft), "List Number") == [each.why for each in draft.blockers]


def test_the_template_leaves_no_picture_of_itself():
    file = zipfile.ZipFile(io.BytesIO(render(drafts.small_draft(), "docx")))
    assert not [name for name in file.namelist() if "thumbnail" in name]
