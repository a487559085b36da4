"""A draft as the statement page shows it: each sentence beside its evidence."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from missions.enumerations import Stage
from missions.models import Mission
from reports.draft_types import Draft, Evidence, LeftOut, Section, Sentence
from reports.drafting.claims import CLAIMED_WITH_A_SOURCE, CONCLUSION
from reports.drafting.outline import MATTERS, METHOD
from reports.drafting.patterns import PREFIX, evidence_digest
from reports.editing.pieces import Piece, pieces
from reports.editing.subjects import is_machines
from reports.evidence import KINDS, Record, Records, records_behind
from visits.filters import ADVERSE, FAVOURABLE

# More visits than this behind one sentence are read in the list of visits.
MOST_LINKS = 40
STANDINGS = ("contradicted", "unsourced", "reported", "thin", "backed", "judgement")
# What people may write beyond the visits, as the page asks for it.
CLAIM_WORDS = {
    CONCLUSION: gettext_lazy("Write the conclusion"),
    "participation": gettext_lazy("Say something about participation"),
    "media": gettext_lazy("Say something about the media"),
}


def anchor_of(key: str) -> str:
    """Return the place of a sentence on its page, as an address names it."""
    return f"s-{key}"


@dataclass(frozen=True)
class ShownSentence:
    """A sentence with its basis in words, the records behind it and the ways to the visits.

    `digest` names the evidence of an adverse pattern; "" for every other sentence.
    """

    sentence: Sentence
    basis: str
    records: dict[str, list[Record]]
    hidden: int
    adverse_list: str
    favourable_list: str
    blocked: tuple[str, ...]
    digest: str
    acknowledged: bool

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor_of(self.sentence.key)

    @property
    def rewordable(self) -> bool:
        """Whether its words can be edited where it stands."""
        return not is_machines(self.sentence.key)

    @property
    def claimed(self) -> bool:
        """Whether its words have a page of their own, with what carries them."""
        return self.sentence.key in (CONCLUSION, *CLAIMED_WITH_A_SOURCE)

    @property
    def movable(self) -> bool:
        """Whether it can be given another place."""
        return not self.sentence.key.startswith("method.") and self.sentence.key != CONCLUSION

    @property
    def cuttable(self) -> bool:
        """Whether it can be cut, if it is a matter by the head of mission."""
        return self.movable and self.sentence.key != "scope"

    @property
    def pieces(self) -> list[Piece]:
        """Its text in pieces, those that nothing backs marked."""
        return pieces(self.sentence)

    @property
    def count(self) -> int:
        """How many records stand behind the sentence."""
        return sum(len(getattr(self.sentence.evidence, kind)) for kind in KINDS)


@dataclass(frozen=True)
class ShownSection:
    """A titled run of paragraphs."""

    key: str
    title: str
    paragraphs: list[list[ShownSentence]]

    @property
    def open(self) -> bool:
        """Whether people may add sentences to it."""
        return self.key not in (MATTERS.key, METHOD.key)

    @property
    def end(self) -> str:
        """The place behind its last sentence, as the form for a new one names it."""
        return f"{self.key}:{self.paragraphs[-1][-1].sentence.key}"


@dataclass(frozen=True)
class Obstacle:
    """One reason why signing waits, and the sentences it is about."""

    why: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class StatementPage:
    """A whole draft: sections, what stands in the way, and how many sentences stand how.

    `waiting` are the urgent visits that are neither verified nor set aside, each with a sentence;
    `cut` the sentences people took out.
    """

    draft: Draft
    sections: list[ShownSection]
    obstacles: list[Obstacle]
    waiting: list[tuple[Record, str]]
    standings: list[tuple[str, int]]
    cut: list[tuple[LeftOut, ShownSentence]]
    unclaimed: list[tuple[str, Promise]]


def statement_page(mission: Mission, draft: Draft) -> StatementPage:
    """Return what the page of a draft shows; at most one query."""
    urgent = {each.visit: each.why for each in draft.blockers if each.visit}
    sentences = [each for section in draft.sections for each in section.sentences]
    left = [each.sentence for each in draft.cut]
    named = [
        Evidence(visits=tuple(urgent)),
        *(_shown(each.evidence) for each in [*sentences, *left]),
    ]
    records = records_behind(mission, named)
    counted = Counter(str(each.standing) for each in sentences)
    return StatementPage(
        draft=draft,
        sections=[_section(section, draft, records) for section in draft.sections],
        obstacles=_obstacles(draft, {each.key: each for each in sentences}),
        waiting=[(records["visits", code], why) for code, why in urgent.items()],
        standings=[(each, counted[each]) for each in STANDINGS if counted[each]],
        cut=[(each, _sentence(each.sentence, draft, records)) for each in draft.cut],
        unclaimed=_unclaimed([each.key for each in [*sentences, *left]]),
    )


def _unclaimed(keys: list[str]) -> list[tuple[str, Promise]]:
    """Return what nobody has written yet of what no visit can carry."""
    return [(key, words) for key, words in CLAIM_WORDS.items() if key not in keys]


def shown_sentences(
    mission: Mission, draft: Draft, sentences: list[Sentence]
) -> list[ShownSentence]:
    """Return some sentences of a draft, as the page of the whole shows them; one query."""
    records = records_behind(mission, [_shown(each.evidence) for each in sentences])
    return [_sentence(each, draft, records) for each in sentences]


def _obstacles(draft: Draft, sentences: dict[str, Sentence]) -> list[Obstacle]:
    """Return what is about the text, each reason once with all the sentences it is about."""
    about: dict[str, list[Sentence]] = {}
    for blocker in draft.blockers:
        if blocker.sentence:
            listed = about.setdefault(blocker.why, [])
            listed += [sentences[blocker.sentence]] if blocker.sentence in sentences else []
    return [Obstacle(why, tuple(listed)) for why, listed in about.items()]


def _shown(evidence: Evidence) -> Evidence:
    return replace(evidence, visits=evidence.visits[:MOST_LINKS])


def _section(section: Section, draft: Draft, records: Records) -> ShownSection:
    runs = groupby(section.sentences, key=lambda each: each.paragraph)
    paragraphs = [[_sentence(each, draft, records) for each in run] for _number, run in runs]
    return ShownSection(section.key, section.title, paragraphs)


def _sentence(sentence: Sentence, draft: Draft, records: Records) -> ShownSentence:
    blocked = tuple(each.why for each in draft.blockers if each.sentence == sentence.key)
    # A pattern is acknowledged as the records have it, whatever people made of its sentence.
    pattern = next((each for each in draft.matters if each.key == sentence.key), None)
    return ShownSentence(
        sentence=sentence,
        basis=_basis(sentence),
        records=_records(_shown(sentence.evidence), records),
        hidden=max(len(sentence.evidence.visits) - MOST_LINKS, 0),
        adverse_list=_visits_list(sentence, ADVERSE),
        favourable_list=_visits_list(sentence, FAVOURABLE),
        blocked=blocked,
        digest=evidence_digest(pattern) if pattern else "",
        acknowledged=pattern is not None and pattern.key not in _unacknowledged(draft),
    )


def _unacknowledged(draft: Draft) -> frozenset[str]:
    return frozenset(each.sentence for each in draft.blockers if each.pattern)


def _records(evidence: Evidence, records: Records) -> dict[str, list[Record]]:
    found = {
        kind: [records[kind, code] for code in getattr(evidence, kind) if (kind, code) in records]
        for kind in KINDS
    }
    return {kind: listed for kind, listed in found.items() if listed}


def _basis(sentence: Sentence) -> str:
    """Return n of N with what is counted; "" for a sentence that counts nothing."""
    if not (of := sentence.figures.get("of", 0)):
        return ""
    # The number of the noun follows the basis: 1 of 1 visit.
    basis = {
        ("visit", ADVERSE): ngettext(
            "adverse in {n} of {of} visit", "adverse in {n} of {of} visits", of
        ),
        ("visit", FAVOURABLE): ngettext(
            "favourable in {n} of {of} visit", "favourable in {n} of {of} visits", of
        ),
        ("station", ADVERSE): ngettext(
            "adverse at {n} of {of} station", "adverse at {n} of {of} stations", of
        ),
        ("station", FAVOURABLE): ngettext(
            "favourable at {n} of {of} station", "favourable at {n} of {of} stations", of
        ),
    }.get((sentence.unit, sentence.about), _("{n} of {of}"))
    return basis.format(**sentence.figures)


def _visits_list(sentence: Sentence, answer: str) -> str:
    """Return the query of the list of verified visits that answered so; "" where none did."""
    code = sentence.key.removeprefix(PREFIX)
    query = {"state": "verified", "question": code}
    if sentence.figures:
        return urlencode({**query, "answer": answer}) if _answered(sentence, answer) else ""
    # A question with no problem either way has no polarity: all who answered it.
    asked = code.split(".")[0] in Stage.values and sentence.standing != "unsourced"
    return urlencode(query) if asked and answer == FAVOURABLE else ""


def _answered(sentence: Sentence, answer: str) -> bool:
    """Return whether any verified visit answered a counted question so."""
    if answer == ADVERSE:
        # Its evidence holds the adverse visits that a later one replaced, too.
        return bool(sentence.evidence.visits)
    n, of = sentence.figures["n"], sentence.figures["of"]
    return (n if sentence.about == FAVOURABLE else of - n) > 0
