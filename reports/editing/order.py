"""Where the sentences stand after people moved some of them. Pure: keys in, keys out."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Order = dict[str, list[str]]


@dataclass(frozen=True)
class Move:
    """A sentence put into a section, after another one; no other: the first of the section."""

    key: str
    section: str
    after: str


def moved(order: Mapping[str, Sequence[str]], moves: Sequence[Move]) -> Order:
    """Return the order with these sentences moved, or added; the earliest move first.

    Every section moved to must be one of the order. Each sentence then stands exactly once. One
    whose anchor is not in its section stands at the section's end; of two after one anchor the
    later move stands closer to it.
    """
    gone = {move.key for move in moves}
    placed = {section: [key for key in keys if key not in gone] for section, keys in order.items()}
    pending = list({move.key: move for move in moves}.values())
    while pending:
        settled = [move for move in pending if _settled(placed, move)]
        if not settled:
            # Nobody's anchor is there: the first stands at the end, and may be others' anchor.
            placed[pending[0].section].append(pending[0].key)
            settled = pending[:1]
        pending = [move for move in pending if move not in settled]
    return placed


def _settled(placed: Order, move: Move) -> bool:
    """Put a sentence after its anchor, and return whether the anchor was there."""
    keys = placed[move.section]
    if move.after and move.after not in keys:
        return False
    keys.insert(keys.index(move.after) + 1 if move.after else 0, move.key)
    return True


def paragraphs(keys: Sequence[str], homes: Mapping[str, Hashable]) -> list[int]:
    """Return the number of each sentence's paragraph, in the order of a section.

    `homes` names the machine's paragraph of the sentences that stand where it put them. A moved
    sentence is a paragraph of its own, unless it stands within one.
    """
    numbers: list[int] = []
    last: Hashable = None
    for place, key in enumerate(keys):
        home = homes[key] if key in homes else _around(keys, homes, place) or ("own", key)
        numbers.append(numbers[-1] + (home != last) if numbers else 0)
        last = home
    return numbers


def _around(keys: Sequence[str], homes: Mapping[str, Hashable], place: int) -> Hashable:
    """Return the paragraph that goes on on both sides of a place; None where none does."""
    before = next((homes[key] for key in reversed(keys[:place]) if key in homes), None)
    after = next((homes[key] for key in keys[place + 1 :] if key in homes), None)
    return before if before is not None and before == after else None
