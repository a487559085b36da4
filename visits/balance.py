"""Do the figures of a count's protocol add up?

A rule is checked only where all its terms were read. Figures are keyed by the last part of the
question's code ("valid" for counting.valid); None, or a missing key, is a figure nobody read. An
approximate figure belongs to these: "about 300" proves nothing either way.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

Figures = Mapping[str, int | None]


@dataclass(frozen=True)
class Rule:
    """What must hold between figures: the sum of `parts` equals `whole`, or is `within` it.

    Told as figures and not as a function, so that a phone without a network checks the same.
    `broken` says what is wrong where it does not hold.
    """

    parts: tuple[str, ...]
    whole: str
    broken: str
    within: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """Every figure the rule is about."""
        return (*self.parts, self.whole)

    @property
    def words(self) -> str:
        """What is wrong where it does not hold, with places for the figures."""
        return _(self.broken)

    def holds(self, figures: Mapping[str, int]) -> bool:
        """Return whether the rule holds; `figures` has all its terms."""
        together = sum(figures[part] for part in self.parts)
        return together <= figures[self.whole] if self.within else together == figures[self.whole]


RULES = (
    Rule(
        ("valid", "invalid"),
        "ballots_in_box",
        gettext_noop(
            "Valid ballots (%(valid)s) and invalid ballots (%(invalid)s) do not add up to the "
            "ballots in the boxes (%(ballots_in_box)s)."
        ),
    ),
    Rule(
        ("ballots_in_box",),
        "voted",
        gettext_noop(
            "There are more ballots in the boxes (%(ballots_in_box)s) than voters who were given "
            "one (%(voted)s)."
        ),
        within=True,
    ),
    Rule(
        ("voted",),
        "registered",
        gettext_noop(
            "More voters were given a ballot (%(voted)s) than were registered (%(registered)s)."
        ),
        within=True,
    ),
    Rule(
        ("voted", "unused", "spoiled"),
        "received",
        gettext_noop(
            "Voters given a ballot (%(voted)s), unused ballots (%(unused)s) and spoiled ballots "
            "(%(spoiled)s) do not add up to the ballots received (%(received)s)."
        ),
    ),
)


def figures_of(numbers: Figures) -> dict[str, int | None]:
    """Return the figures of a protocol among numbers by question; a mission's own are none."""
    prefix = "counting."
    return {
        code.removeprefix(prefix): number
        for code, number in numbers.items()
        if code.startswith(prefix)
    }


def _checked(figures: Figures) -> list[tuple[Rule, dict[str, int]]]:
    """The rules whose terms were all read, each with its terms."""
    read = {name: figure for name, figure in figures.items() if figure is not None}
    return [
        (rule, {term: read[term] for term in rule.terms})
        for rule in RULES
        if read.keys() >= set(rule.terms)
    ]


def balances(figures: Figures) -> bool | None:
    """Whether every rule that could be checked holds; None where none could be."""
    checked = _checked(figures)
    if not checked:
        return None
    return all(rule.holds(terms) for rule, terms in checked)


def imbalances(figures: Figures) -> list[str]:
    """A sentence for each rule that does not hold, with its figures."""
    return [_(rule.broken) % terms for rule, terms in _checked(figures) if not rule.holds(terms)]
