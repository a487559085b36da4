"""Filling in what people wrote: placeholders to phrases, and where the typed words come to stand.

Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.draft_types import Mark
from reports.editing.marks import Typed
from reports.quantifiers import plain_spaces
from reports.sentences.wording import capitalised

_NAME = re.compile(r"\{([A-Za-z_]+)\}")
UNKNOWN = "…"


def names_in(text: str) -> list[str]:
    """Return the placeholders of a text as they are written, in their order."""
    return _NAME.findall(text)


def stray_brace(text: str) -> bool:
    """Return whether a text holds a brace that is no placeholder's."""
    return bool(re.search(r"[{}]", _NAME.sub("", text)))


def asks(text: str, *names: str) -> bool:
    """Return whether a text holds one of these placeholders, in either case of its first letter."""
    return any(lowered(name) in names for name in names_in(text))


def lowered(name: str) -> str:
    """Return the name of a phrase that a placeholder asks for: {Basis} is {basis}."""
    return name[:1].lower() + name[1:]


@dataclass(frozen=True)
class Filled:
    """A text with its phrases, and the marks at their places in it."""

    text: str
    marks: tuple[Mark, ...]


def filled(text: str, phrases: Mapping[str, str], marked: list[Typed]) -> Filled:
    """Return the text filled in, in ordinary spaces; a placeholder with no phrase is marked."""
    parts: list[str] = []
    length, last, marks = 0, 0, []
    for start, end, said, mark in sorted(_pieces(text, phrases, marked), key=lambda each: each[0]):
        before = length = _add(parts, text[last:start], length)
        length = _add(parts, said, length)
        if mark:
            marks.append(replace(mark, start=before, end=length))
        last = end
    _add(parts, text[last:], length)
    return Filled("".join(parts).rstrip(), tuple(marks))


Piece = tuple[int, int, str, Mark | None]


def _pieces(text: str, phrases: Mapping[str, str], marked: list[Typed]) -> Iterator[Piece]:
    """Yield what is not plain text: from where to where it is typed, what it says, its mark."""
    for each in marked:
        yield each.start, each.end, text[each.start : each.end], each.mark
    for match in _NAME.finditer(text):
        name = match.group(1)
        phrase = phrases.get(lowered(name))
        if phrase is None:
            yield match.start(), match.end(), UNKNOWN, Mark(0, 0, match.group(), is_number=False)
        else:
            plain = plain_spaces(phrase)
            said = capitalised(plain) if name[:1].isupper() else plain
            yield match.start(), match.end(), said, None


def _add(parts: list[str], text: str, length: int) -> int:
    """Add text with its runs of white space as one ordinary space, and return the new length."""
    spaced = re.sub(r"\s+", " ", text)
    if spaced.startswith(" ") and (not length or parts[-1].endswith(" ")):
        spaced = spaced[1:]
    # A phrase that ends with a full stop before the sentence's own.
    if spaced.startswith(".") and length and parts[-1].endswith("."):
        spaced = spaced[1:]
    if spaced:
        parts.append(spaced)
    return length + len(spaced)
