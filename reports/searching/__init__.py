"""Searching a mission: stations, visits, findings, teams, people, meetings."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from reports.searching.asker import Asker
from reports.searching.kinds import KINDS, Hit, Kind
from reports.searching.words import found, searched

__all__ = [
    "KINDS",
    "Asker",
    "Found",
    "Hit",
    "Kind",
    "kinds_for",
    "search",
    "search_kind",
    "searched",
]

# So many of each kind where all kinds are shown; so many on a page of one.
A_FEW = 6
ON_A_PAGE = 50


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many, and the first of them.

    `exact`: the first is called exactly as was searched for.
    """

    kind: Kind
    number: int
    hits: list[Hit]
    exact: bool = False
    page: Page[Any] | None = None

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.number > len(self.hits)


def kinds_for(asker: Asker) -> list[Kind]:
    """Return the kinds of records the asker may find any of."""
    return [kind for kind in KINDS if kind.records(asker) is not None]


def search(asker: Asker, text: str) -> list[Found]:
    """Return what is found of each kind the asker may see, kinds with nothing left out.

    One query a kind. `text` as `searched` gives it; nothing is found for none.
    """
    if not text:
        return []
    listed = []
    for kind in KINDS:
        records = kind.records(asker)
        if records is None:
            continue
        rows = list(found(records, text, fields=kind.fields, names=kind.names)[:A_FEW])
        if rows:
            hits = [kind.shown(asker, row) for row in rows]
            listed.append(Found(kind, rows[0].in_all, hits, exact=not rows[0].by_name))
    # What is called exactly so is what was looked for.
    return sorted(listed, key=lambda each: not each.exact)


def search_kind(asker: Asker, text: str, key: str, number: str) -> Found | None:
    """Return a page of all that is found of one kind; None for no such kind."""
    kind = next((each for each in KINDS if each.key == key), None)
    records = kind.records(asker) if kind and text else None
    if kind is None or records is None:
        return None
    rows = found(records, text, fields=kind.fields, names=kind.names)
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    hits = [kind.shown(asker, row) for row in page]
    return Found(kind, page.paginator.count, hits, page=page)
