"""The statement as a Word document: styles, fields and a language, nothing drawn by hand."""

import io
from datetime import UTC

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.text.paragraph import Paragraph

from reports.draft_types import Draft
from reports.exports.docx_styles import (
    DATE_LINE,
    GRAVE,
    KIND,
    NOTICE,
    PROVISIONAL,
    STANDING,
    prepare,
    write_page_line,
)
from reports.exports.layout import Layout, Obstacle, PrintedSection, lay_out


def render(draft: Draft) -> bytes:
    """Return the draft as the bytes of a DOCX file (A4, one section)."""
    layout = lay_out(draft)
    document = Document()
    prepare(document, layout.language)
    _write_properties(document, layout)
    _write_header_and_footer(document, layout)
    _write_head(document, layout)
    for section in layout.sections:
        _write_section(document, section)
    _write_annex(document, layout)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_properties(document: WordDocument, layout: Layout) -> None:
    """Replace what the library's own template says of itself."""
    properties = document.core_properties
    properties.title = layout.title
    properties.subject = layout.subtitle
    properties.category = layout.kind
    properties.language = layout.language
    properties.content_status = " · ".join(layout.page_marks)
    properties.author = properties.last_modified_by = properties.comments = ""
    # The format stores these two in UTC and refuses an offset.
    moment = layout.as_of.astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = moment
    _drop_thumbnail(document)


def _drop_thumbnail(document: WordDocument) -> None:
    """The template's own picture of an empty page says nothing true of this document."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype == RT.THUMBNAIL]:
        relations.pop(key)


def _write_header_and_footer(document: WordDocument, layout: Layout) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    if layout.page_marks:
        header.add_run(" · ".join(layout.page_marks), style=PROVISIONAL).add_break()
    header.add_run(layout.title)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{layout.as_of_line}\t")
    write_page_line(footer, layout.page_of)


def _write_head(document: WordDocument, layout: Layout) -> None:
    document.add_paragraph(layout.kind, style=KIND)
    title = document.add_paragraph(style="Title")
    if layout.provisional:
        title.add_run(layout.provisional, style=PROVISIONAL).add_break()
    title.add_run(layout.title)
    if layout.subtitle:
        document.add_paragraph(layout.subtitle, style="Subtitle")
    document.add_paragraph(layout.as_of_line, style=DATE_LINE)
    _write_notice(document, layout.provisional, layout.provisional_note)
    _write_notice(document, "", layout.demo_note)
    _write_notice(document, layout.not_ready, layout.not_ready_note)


def _write_notice(document: WordDocument, heading: str, note: str) -> None:
    if not note:
        return
    paragraph = document.add_paragraph(style=NOTICE)
    if heading:
        paragraph.add_run(f"{heading}. ").bold = True
    paragraph.add_run(note)


def _write_section(document: WordDocument, section: PrintedSection) -> None:
    document.add_heading(section.title, level=1)
    for run in section.paragraphs:
        paragraph = document.add_paragraph(style="Body Text")
        for at, sentence in enumerate(run):
            paragraph.add_run(f"{' ' if at else ''}{sentence.text}")
            if sentence.mark:
                # Tied to the sentence's last word, so that a line never starts with it.
                _write_mark(paragraph, f"\N{NO-BREAK SPACE}[{sentence.mark}]", sentence.grave)


def _write_mark(paragraph: Paragraph, mark: str, grave: bool) -> None:
    paragraph.add_run(mark, style=GRAVE if grave else STANDING)


def _write_annex(document: WordDocument, layout: Layout) -> None:
    if layout.annex_title:
        heading = document.add_heading(layout.annex_title, level=1)
        heading.paragraph_format.page_break_before = True
    if layout.marks:
        document.add_heading(layout.marks_title, level=2)
        for mark in layout.marks:
            paragraph = document.add_paragraph(style="List Bullet")
            _write_mark(paragraph, f"[{mark.word}]", mark.grave)
            paragraph.add_run(f" {mark.meaning}")
    if layout.obstacles:
        document.add_heading(layout.obstacles_title, level=2)
        if layout.obstacles_note:
            lead = document.add_paragraph(layout.obstacles_note, style="Body Text")
            lead.paragraph_format.keep_with_next = True
        for obstacle in layout.obstacles:
            _write_obstacle(document, obstacle)


def _write_obstacle(document: WordDocument, obstacle: Obstacle) -> None:
    why = document.add_paragraph(obstacle.why, style="List Number")
    why.paragraph_format.keep_with_next = bool(obstacle.sentences)
    for sentence in obstacle.sentences:
        document.add_paragraph(sentence, style="Quote")
