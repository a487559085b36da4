"""The statement as Markdown (CommonMark), for pasting and for reading as plain text."""

import re

from reports.draft_types import Draft
from reports.exports.layout import Layout, Obstacle, PrintedSection, PrintedSentence, lay_out

# Each of these can start a heading, emphasis, code, link, image, HTML, entity, table cell,
# strike-through or formula somewhere; a backslash before ASCII punctuation is always safe.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")
# At the start of a line these open a list, a rule or an underlined heading.
_OPENING = re.compile(r"^(\d*)([-+=.)])")


def render(draft: Draft) -> bytes:
    """Return the draft as UTF-8 Markdown."""
    layout = lay_out(draft)
    blocks = [*_head(layout), *_body(layout), *_annex(layout)]
    return ("\n\n".join(blocks) + "\n").encode()


def escape(text: str) -> str:
    """Return one line of text so that Markdown prints it as it is."""
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _head(layout: Layout) -> list[str]:
    blocks = [f"# {escape(layout.title)}"]
    if layout.subtitle:
        blocks.append(f"**{escape(layout.subtitle)}**")
    blocks.append(f"{escape(layout.kind)} · {escape(layout.as_of_line)}")
    boxes = (
        (layout.provisional, layout.provisional_note),
        ("", layout.demo_note),
        (layout.not_ready, layout.not_ready_note),
    )
    quotes = [_quote(heading, note) for heading, note in boxes if note]
    return [*blocks, "\n>\n".join(quotes)] if quotes else blocks


def _quote(heading: str, note: str) -> str:
    lead = f"**{escape(heading)}.** " if heading else ""
    return f"> {lead}{escape(note)}"


def _body(layout: Layout) -> list[str]:
    return [block for section in layout.sections for block in _section(section)]


def _section(section: PrintedSection) -> list[str]:
    paragraphs = [" ".join(_marked(each) for each in run) for run in section.paragraphs]
    return [f"## {escape(section.title)}", *paragraphs]


def _marked(sentence: PrintedSentence) -> str:
    mark = f" {_mark(sentence.mark, sentence.grave)}" if sentence.mark else ""
    return escape(sentence.text) + mark


def _mark(word: str, grave: bool) -> str:
    around = "**" if grave else "*"
    return f"{around}\\[{escape(word)}\\]{around}"


def _annex(layout: Layout) -> list[str]:
    blocks = [f"## {escape(layout.annex_title)}"] if layout.annex_title else []
    if layout.marks:
        lines = [
            f"- {_mark(each.word, each.grave)} {escape(each.meaning)}" for each in layout.marks
        ]
        blocks += [f"### {escape(layout.marks_title)}", "\n".join(lines)]
    if layout.obstacles:
        blocks.append(f"### {escape(layout.obstacles_title)}")
        blocks += [escape(layout.obstacles_note)] if layout.obstacles_note else []
        lines = [_numbered(at, each) for at, each in enumerate(layout.obstacles, start=1)]
        blocks.append("\n".join(lines))
    return blocks


def _numbered(at: int, obstacle: Obstacle) -> str:
    lead = f"{at}. "
    quotes = [f"\n\n{' ' * len(lead)}> {escape(each)}" for each in obstacle.sentences]
    return lead + escape(obstacle.why) + "".join(quotes) + ("\n" if quotes else "")
