"""What one question says in a statement: hand-written texts, filled in by `wording`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class QuestionTexts:
    """The texts of a question that has adverse answers.

    `clean_is` says what `clean` states: "none" ("in none of the 38 visits did observers see
    ...", for things that should not happen) or "all" ("in all 38 visits ... was ...", for things
    that should).

    Placeholders: `clean` takes {of}. `adverse` and `favourable` take {Basis} at the start of a
    sentence or {basis} inside it ("in 5 of the 14 openings in which this was checked"). `rest`
    is the adverse side told after a favourable one, and takes {rest} ("in 3 visits", "at 5
    stations"); it starts in lower case and follows "; ". `clean` and `adverse` end with a full
    stop, `favourable` and `rest` without one.
    """

    clean_is: Literal["none", "all"]
    clean: str
    adverse: str
    favourable: str
    rest: str


@dataclass(frozen=True)
class ContextText:
    """The texts of a question without adverse answers: `one` for a single observation.

    yn: {Basis}/{basis} (how many yes of how many). time: {earliest} {latest} {count}.
    number: {total} {count}. choice, choices, extent and share: {list} ("late staff (2), quorum
    (1)") and {count}. `one` takes the same without {count}; for time {earliest}, for number
    {total}.
    """

    one: str
    many: str
