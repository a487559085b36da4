"""A sentence's text in pieces, for a page that shows which of it nothing backs."""

from dataclasses import dataclass

from reports.draft_types import Sentence


@dataclass(frozen=True)
class Piece:
    """A run of a sentence's text, and whether it was typed and nothing backs it."""

    text: str
    marked: bool = False


def pieces(sentence: Sentence) -> list[Piece]:
    """Return the text of a sentence in runs; together they are the text."""
    found, last = [], 0
    for mark in sorted(sentence.marks, key=lambda each: each.start):
        found.append(Piece(sentence.text[last : mark.start]))
        found.append(Piece(sentence.text[mark.start : mark.end], marked=True))
        last = mark.end
    found.append(Piece(sentence.text[last:]))
    return [piece for piece in found if piece.text]
