"""The shape of a drafted statement: what pages, documents and the JSON are made from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from reports.quantifiers import plain_spaces, without_braces

Standing = Literal["contradicted", "unsourced", "reported", "thin", "backed", "judgement"]
StatementKind = Literal["short", "preliminary"]
# The figures of every draft, by name: a mission withholds some of them from the text.
FIGURE_NAMES = (
    "stations_visited",
    "visits_total",
    "visits_by_stage",
    "openings_observed",
    "counts_observed",
    "areas_total",
    "members_total",
    "members_secretariat",
    "delegations_total",
    "teams_total",
    "meetings_total",
)


@dataclass(frozen=True)
class Evidence:
    """The records behind one sentence, as sorted codes."""

    visits: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A typed number or absolute word that nothing backs: its place in a sentence's text."""

    start: int
    end: int
    word: str
    is_number: bool


@dataclass(frozen=True)
class Edited:
    """Who gave a sentence its text or its place last, and when.

    `beside` are the texts of it that wait to be merged, by the number of their records.
    """

    by: str
    at: datetime | None
    beside: tuple[int, ...] = ()
    reworded: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Sentence:
    """One rendered sentence with what it states and what stands behind it.

    `about` is the polarity it speaks of (adverse, favourable or ""), `stated` the quantifier
    word's key ("" where only numbers stand), `unit` visit, station or "", `figures` {"n", "of"}
    or {}, `against` the verified pieces of evidence it cannot stand with. Sentences of one
    section that share `paragraph` are printed as one paragraph. `marks` are what somebody typed
    and nothing backs; `edited` is None where nobody touched the sentence.
    """

    key: str
    text: str
    standing: Standing
    about: str = ""
    stated: str = ""
    unit: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    against: int = 0
    evidence: Evidence = Evidence()
    theme: str = ""
    paragraph: int = 0
    marks: tuple[Mark, ...] = ()
    edited: Edited | None = None

    def __post_init__(self) -> None:
        """Print every record's words alike: ordinary spaces, braces as brackets."""
        object.__setattr__(self, "text", as_printed(self.text))


def as_printed(text: str) -> str:
    """Return a text as a statement prints it, whatever white space and braces a record holds."""
    return without_braces(plain_spaces(text))


@dataclass(frozen=True)
class Section:
    """A titled run of sentences."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Blocker:
    """Why the statement cannot be signed yet; `sentence` is a key, or "" for the whole.

    `visit` is the code of the visit it is about, where it is about one; `pattern` where an
    adverse pattern is not acknowledged.
    """

    sentence: str
    why: str
    visit: str = ""
    pattern: bool = False


@dataclass(frozen=True)
class Figure:
    """A number of the mission, with its split: {"area": {"ast": 15}}."""

    value: int
    approximate: bool = False
    by: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """A sentence that somebody cut, or an edited one that no record asks for any longer.

    `sentence` is as it would stand; `by`, `at` and `reason` are of the cut.
    """

    sentence: Sentence
    section: str
    by: str
    at: datetime | None
    reason: str = ""


@dataclass(frozen=True)
class Draft:
    """A whole drafted statement in one language.

    `matters` are the matters the records call attention to, as the machine words them, whatever
    people made of them; `cut` are the sentences people took out; `edits` is another one after
    every edit.
    """

    mission: str
    title: str
    subtitle: str
    kind: StatementKind
    language: str
    as_of: datetime
    provisional: bool
    demo_note: str
    figures: dict[str, Figure]
    sections: tuple[Section, ...]
    blockers: tuple[Blocker, ...]
    matters: tuple[Sentence, ...] = ()
    cut: tuple[LeftOut, ...] = ()
    edits: str = ""

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way of signing."""
        return not self.blockers
