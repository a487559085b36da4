"""What the evidence says of a sentence: contradicted, unsourced, reported, thin, backed.

Pure. The definitions are those of the statement format (docs/statement.md); they hold for
sentences the machine drafts and for sentences people edit alike.
"""

from dataclasses import dataclass

from reports.draft_types import Standing
from reports.quantifiers import quantifier


@dataclass(frozen=True)
class Claim:
    """What a sentence about a question says: the polarity, the word (or ""), n and of.

    `concrete` where it tells an adverse thing that happened and uses no word.
    """

    about: str
    stated: str
    n: int
    of: int

    @property
    def concrete(self) -> bool:
        """Whether it tells what was seen and generalises nothing."""
        return self.about == "adverse" and not self.stated and self.n >= 1


@dataclass(frozen=True)
class Contrary:
    """Verified evidence by polarity, beside n and of.

    Findings are the confirmed ones on the question that were not merely told.
    `adverse_visits` counts visits, for a question whose `of` counts stations.
    """

    adverse_findings: int = 0
    favourable_findings: int = 0
    adverse_visits: int | None = None


@dataclass(frozen=True)
class Coverage:
    """How far observations reach: `reach` of `population` visits (or stations) of the stage.

    `areas` are the top-level areas the observations lie in, `areas_seen` those with any
    verified visit; `thin_below` is the mission's bound.
    """

    reach: int
    population: int
    areas: int
    areas_seen: int
    thin_below: int


def against(claim: Claim, contrary: Contrary) -> int:
    """Return how many pieces of verified evidence the claim cannot stand with.

    Only "none" and "all" can be contradicted by a single piece; other words are held against the
    table by `contradicted`.
    """
    findings = {"adverse": contrary.adverse_findings, "favourable": contrary.favourable_findings}
    other = {"adverse": "favourable", "favourable": "adverse"}
    if claim.stated == "none":
        return _pieces(claim.n, claim.about, contrary) + findings[claim.about]
    if claim.stated == "all":
        rest = other[claim.about]
        return _pieces(claim.of - claim.n, rest, contrary) + findings[rest]
    return 0


def _pieces(answers: int, polarity: str, contrary: Contrary) -> int:
    # Where stations are counted, an adverse visit that a later one replaced still speaks.
    if polarity == "adverse" and contrary.adverse_visits is not None:
        return max(answers, contrary.adverse_visits)
    return answers


def contradicted(claim: Claim, contrary: Contrary) -> bool:
    """Return whether evidence speaks against the claim, or its word is not the table's."""
    if against(claim, contrary):
        return True
    return bool(claim.stated) and claim.stated != quantifier(claim.n, claim.of)


def thin(coverage: Coverage) -> bool:
    """Return whether a generalising sentence rests on too little.

    Fewer observations than the mission's bound; one area of several; or answered in under half
    of the stage's visits (or stations).
    """
    return (
        coverage.reach < coverage.thin_below
        or (coverage.areas == 1 and coverage.areas_seen > 1)
        or 2 * coverage.reach < coverage.population
    )


def standing_of(claim: Claim, contrary: Contrary, coverage: Coverage) -> Standing:
    """Return the first standing that holds for a sentence about a question."""
    if claim.of == 0:
        return "unsourced"
    if contradicted(claim, contrary):
        return "contradicted"
    if not claim.concrete and thin(coverage):
        return "thin"
    return "backed"
