"""The types of answers: the values each may take, their labels, and reading one from text."""

import re
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOT_OBSERVED = "not_observed"
NOT_APPLICABLE = "not_applicable"
# Answers that say nothing about the question: in no numerator and no denominator.
SILENT = frozenset({NOT_OBSERVED, NOT_APPLICABLE})


class AnswerType(StrEnum):
    """How a question is answered."""

    YN = "yn"
    YNA = "yna"
    SCALE = "scale"
    EXTENT = "extent"
    SHARE = "share"
    NUMBER = "number"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"


# Their values are listed by each question itself.
LISTED_TYPES = frozenset({AnswerType.CHOICE, AnswerType.CHOICES})
# Anything of the right shape may be written.
OPEN_TYPES = frozenset({AnswerType.NUMBER, AnswerType.TIME, AnswerType.TEXT})

FIXED_LABELS = {
    AnswerType.YN: {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")},
    AnswerType.YNA: {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")},
    AnswerType.SCALE: {
        "very_good": gettext_lazy("Very good"),
        "good": gettext_lazy("Good"),
        "bad": gettext_lazy("Bad"),
        "very_bad": gettext_lazy("Very bad"),
    },
    AnswerType.EXTENT: {
        "none": gettext_lazy("None"),
        "few": gettext_lazy("Few (1 to 5)"),
        "some": gettext_lazy("Some (6 to 25)"),
        "many": gettext_lazy("Many (26 or more)"),
    },
    AnswerType.SHARE: {
        "none": gettext_lazy("None of them"),
        "few": gettext_lazy("Few of them"),
        "half": gettext_lazy("About half of them"),
        "most": gettext_lazy("Most of them"),
        "all": gettext_lazy("All of them"),
    },
}
SILENT_LABELS = {
    NOT_OBSERVED: gettext_lazy("Not observed"),
    NOT_APPLICABLE: gettext_lazy("Not applicable"),
}

# How a question is answered, to who makes the form.
TYPE_LABELS = {
    AnswerType.YN: gettext_lazy("Yes or no"),
    AnswerType.YNA: gettext_lazy("Yes, no or not applicable"),
    AnswerType.SCALE: gettext_lazy("Rating: very good to very bad"),
    AnswerType.EXTENT: gettext_lazy("How many cases: none, few, some, many"),
    AnswerType.SHARE: gettext_lazy("How many of them: none to all"),
    AnswerType.NUMBER: gettext_lazy("A number"),
    AnswerType.TIME: gettext_lazy("A time of day"),
    AnswerType.CHOICE: gettext_lazy("One of the choices listed"),
    AnswerType.CHOICES: gettext_lazy("Any of the choices listed"),
    AnswerType.TEXT: gettext_lazy("Free text"),
}

# Nine digits: more than the voters of any country, and within a database's integer.
# Separators are refused: "1.234" is a thousand in some languages and one in others.
_NUMBER = re.compile(r"(~?) *([0-9]{1,9})")
# Seconds, as spreadsheets write them, are dropped.
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9])?")


def read_number(text: str) -> tuple[int, bool]:
    """The whole number written in `text`, and whether it is approximate ("~50").

    Raises ValueError where it is anything else, a negative number among them.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(_("a whole number in digits only, such as 250, or ~250 for about 250"))
    return int(match[2]), match[1] == "~"


def read_time(text: str) -> str:
    """The time of day written in `text` as HH:MM; raises ValueError where it is none."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(_("a time of day such as 07:05"))
    return f"{int(match[1]):02}:{match[2]}"


def read_open(kind: AnswerType, text: str) -> tuple[list[str], Decimal | None, bool]:
    """The value, the number and the approximate mark of an answer of an open type.

    Raises ValueError with what was expected, a phrase for a sentence.
    """
    if kind is AnswerType.NUMBER:
        number, approximate = read_number(text)
        return [str(number)], Decimal(number), approximate
    return [read_time(text) if kind is AnswerType.TIME else text], None, False
