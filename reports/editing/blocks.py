"""The texts and places people gave a statement's sentences, as the draft's query tells them."""

import datetime as dt
import json
from dataclasses import dataclass, field

from reports.draft_types import Evidence
from reports.drafting.papers import Paper

# What a text states: the table's word as the answers give it now.
LIVE = "live"
MACHINE = ""


@dataclass(frozen=True)
class Rewording:
    """The text that holds for one sentence; `text` "" is the machine's own.

    `about` and `stated` are what it states (`stated` may be LIVE); `bound` the records an own
    sentence rests on. `record` is the number of the text's record.
    """

    key: str
    text: str
    about: str = ""
    stated: str = ""
    bound: Evidence = Evidence()
    by: str = ""
    at: dt.datetime | None = None
    record: int = 0


@dataclass(frozen=True)
class Placing:
    """The place that holds for one sentence: no section is the machine's own place."""

    key: str
    section: str = ""
    after: str = ""
    cut: bool = False
    reason: str = ""
    by: str = ""
    at: dt.datetime | None = None
    record: int = 0


@dataclass(frozen=True)
class Overlay:
    """All that people made of one draft, by the sentence's key; `beside` waits to be merged."""

    texts: dict[str, Rewording] = field(default_factory=dict)
    places: dict[str, Placing] = field(default_factory=dict)
    beside: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """The newest text and the newest placement, as one name: another one after every edit."""
        waiting = [record for records in self.beside.values() for record in records]
        text = max([*waiting, *(each.record for each in self.texts.values())], default=0)
        place = max((each.record for each in self.places.values()), default=0)
        return f"{text}.{place}"

    def cuts(self, key: str) -> bool:
        """Return whether somebody cut this sentence."""
        return key in self.places and self.places[key].cut


def overlay_of(papers: dict[str, list[Paper]]) -> Overlay:
    """Return the overlay that the papers of a draft hold."""
    waiting: dict[str, tuple[int, ...]] = {}
    for paper in papers.get("beside", []):
        record = int(json.loads(paper.more)["record"])
        waiting[paper.code] = tuple(sorted((*waiting.get(paper.code, ()), record)))
    return Overlay(
        texts={paper.code: _rewording(paper) for paper in papers.get("text", [])},
        places={paper.code: _placing(paper) for paper in papers.get("placement", [])},
        beside=waiting,
    )


def _rewording(paper: Paper) -> Rewording:
    told = json.loads(paper.more)
    return Rewording(
        key=paper.code,
        text=paper.text,
        about=paper.role,
        stated=paper.theme,
        bound=Evidence(
            findings=_codes(told["findings"]),
            meetings=_codes(told["meetings"]),
            sources=_codes(told["sources"]),
        ),
        by=paper.person or "",
        at=_moment(told["at"]),
        record=int(told["record"]),
    )


def _placing(paper: Paper) -> Placing:
    told = json.loads(paper.more)
    return Placing(
        key=paper.code,
        section=paper.role,
        after=paper.text,
        cut=bool(told["cut"]),
        reason=paper.theme,
        by=paper.person or "",
        at=_moment(told["at"]),
        record=int(told["record"]),
    )


def _codes(listed: str | list[str]) -> tuple[str, ...]:
    # SQLite hands a list within an object on as the text it is stored as.
    found = json.loads(listed) if isinstance(listed, str) else listed
    return tuple(sorted(found))


def _moment(told: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(told)
    # SQLite stores times in UTC and without an offset.
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
