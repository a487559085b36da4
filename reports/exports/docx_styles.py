"""The look of the Word document, set on its styles so that an editor can change it there."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

NOTICE = "Notice"
KIND = "Statement Kind"
DATE_LINE = "Date Line"
STANDING = "Standing Mark"
GRAVE = "Grave Standing Mark"
PROVISIONAL = "Provisional Mark"

_FONT = "Cambria"
_INK = RGBColor(0x1F, 0x24, 0x2B)
_GREY = RGBColor(0x59, 0x60, 0x69)
_MARK = RGBColor(0x45, 0x4C, 0x55)
_ACCENT = RGBColor(0x1B, 0x4B, 0x72)
_WARNING = RGBColor(0x9A, 0x34, 0x12)
_SIDE = Mm(26)
_TEXT_WIDTH = Mm(210 - 2 * 26)

# style: size, space before and after in points, colour, bold
_PARAGRAPHS: dict[str, tuple[float, float, float, RGBColor, bool]] = {
    "Normal": (10.5, 0, 6, _INK, False),
    "Body Text": (10.5, 0, 6, _INK, False),
    KIND: (13, 0, 2, _MARK, False),
    "Title": (22, 0, 4, _ACCENT, True),
    "Subtitle": (13, 0, 4, _INK, False),
    DATE_LINE: (9.5, 0, 12, _GREY, False),
    "Heading 1": (14, 16, 4, _ACCENT, True),
    "Heading 2": (11.5, 10, 3, _ACCENT, True),
    "List Bullet": (10, 0, 3, _INK, False),
    "List Number": (10, 0, 3, _INK, False),
    "Quote": (9.5, 0, 6, _GREY, False),
    "Header": (8.5, 0, 0, _GREY, False),
    "Footer": (8.5, 0, 0, _GREY, False),
    NOTICE: (10, 0, 6, _INK, False),
}


def prepare(document: WordDocument, language: str) -> None:
    """Set page, language and styles of an empty document."""
    _set_page(document)
    _set_language(document, language)
    for name in (KIND, NOTICE, DATE_LINE):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    for name in _PARAGRAPHS:
        _set_paragraph_style(document, name)
    _drop_title_rule(document.styles["Title"].element)
    _set_notice_box(document.styles[NOTICE].element)
    document.styles["Quote"].paragraph_format.left_indent = Mm(8)
    for name in ("Header", "Footer"):
        _set_tab_at_right_margin(document.styles[name])
    _add_mark_style(document, STANDING, _MARK, bold=False)
    _add_mark_style(document, GRAVE, _INK, bold=True)
    _add_mark_style(document, PROVISIONAL, _WARNING, bold=True)


def write_page_line(paragraph: Paragraph, words: str) -> None:
    """Write words such as "Page {page} of {pages}" with live fields for the two numbers."""
    before, _, rest = words.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _write_field(paragraph, "PAGE")
    paragraph.add_run(between)
    _write_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _write_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {name} ")
    # What is shown until the reader's program has counted the pages.
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)


def _set_language(document: WordDocument, language: str) -> None:
    elements = [
        *document.styles.element.iter(qn("w:lang")),
        *document.settings.element.iter(qn("w:themeFontLang")),
    ]
    for element in elements:
        for attribute in ("w:val", "w:eastAsia"):
            element.set(qn(attribute), language)


def _set_paragraph_style(document: WordDocument, name: str) -> None:
    size, before, after, colour, bold = _PARAGRAPHS[name]
    style = document.styles[name]
    _set_font(style.element)
    style.font.size, style.font.color.rgb = Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.widow_control = True
    style.paragraph_format.keep_with_next = name.startswith((KIND, "Title", "Subtitle", "Heading"))


def _set_font(style: BaseOxmlElement) -> None:
    """Name the font for every script: a theme font left beside it would win."""
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _drop_title_rule(style: BaseOxmlElement) -> None:
    """Take away the template's blue line, which would part the title from its subtitle."""
    properties = style.get_or_add_pPr()
    for borders in properties.findall(qn("w:pBdr")):
        properties.remove(borders)


def _set_notice_box(style: BaseOxmlElement) -> None:
    properties = style.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        thick = "24" if side == "left" else "4"
        for key, value in {"val": "single", "sz": thick, "space": "6"}.items():
            edge.set(qn(f"w:{key}"), value)
        edge.set(qn("w:color"), str(_WARNING))
        borders.append(edge)
    # The schema fixes the order: borders stand before spacing.
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _set_tab_at_right_margin(style: ParagraphStyle) -> None:
    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _add_mark_style(document: WordDocument, name: str, colour: RGBColor, *, bold: bool) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.size, style.font.color.rgb, style.font.bold = Pt(8.5), colour, bold
