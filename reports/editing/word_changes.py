"""How two texts differ, word by word. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Change:
    """A run of words that both texts have, only the second (added) or only the first (gone)."""

    kind: Literal["same", "added", "gone"]
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """Return the runs of words that lead from one text to another, in their order."""
    old, new = before.split(), after.split()
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", " ".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("gone", " ".join(old[a:b])))
        if d > c:
            found.append(Change("added", " ".join(new[c:d])))
    return found
