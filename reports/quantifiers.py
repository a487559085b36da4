"""How a share may be put into words: the table of quantifiers and the rule for percentages.

Integer arithmetic only, so that 50 % is exactly one half and 90 % is never missed by a rounding
error. Everything here is pure; the phrases follow the active language.
"""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

SMALLEST_BASIS_FOR_A_WORD = 5
SMALLEST_BASIS_FOR_A_PERCENTAGE = 50
LARGEST_COUNT_KEPT_AS_A_NUMBER = 10

# Key, word, meaning, in the order in which they are tested; the method note prints this table.
QUANTIFIER_TABLE: tuple[tuple[str, Promise, Promise], ...] = (
    ("none", _("none"), _("no case")),
    ("all", _("all"), _("every case")),
    ("nearly_all", _("nearly all"), _("90 per cent or more, but not every case")),
    ("most", _("most"), _("more than half, under 90 per cent")),
    ("half", _("half"), _("exactly half")),
    ("many", _("many"), _("25 per cent or more, under half")),
    ("some", _("some"), _("10 per cent or more, under 25 per cent")),
    ("few", _("few"), _("under 10 per cent, but at least one case")),
)
SOFT_WORDS = frozenset({"many", "some", "few"})


def quantifier(n: int, of: int) -> str:
    """Return the key of the word for `n` in `of`; "" where `of` is too small for any word.

    Raises ValueError unless 0 <= n <= of.
    """
    _check(n, of)
    return _table_key(n, of) if of >= SMALLEST_BASIS_FOR_A_WORD else ""


def stated_allowed(about: str, key: str, urgent: bool) -> bool:
    """Return whether a sentence about this polarity may use this word ("" is always allowed).

    Many, some and few play down a favourable answer's other side, so they are for adverse
    answers only. A question with an urgent answer takes none and all, otherwise exact numbers.
    """
    if key == "":
        return True
    if urgent:
        return key in {"none", "all"}
    return not (about == "favourable" and key in SOFT_WORDS)


def number(value: int) -> str:
    """Return a whole number with the active language's thousands separator, if a plain space."""
    return plain_spaces(number_format(value, use_l10n=True, force_grouping=True))


def plain_spaces(text: str) -> str:
    """Return `text` with every run of white space, no-break spaces too, as one ordinary space."""
    return " ".join(text.split())


def without_braces(text: str) -> str:
    """Return `text` with its braces as brackets: they would read as placeholders."""
    return text.replace("{", "(").replace("}", ")")


def per_cent(n: int, of: int) -> str:
    """Return "84 per cent", or "" where the rules ask for numbers instead.

    Numbers stand where `of` is under 50, where `n` or the rest is 10 or fewer, and where the
    rounded percentage would fall under another word of the table than the share itself. Shares
    that round to 0 or 100 read "under 1 per cent" and "over 99 per cent".
    """
    _check(n, of)
    if of < SMALLEST_BASIS_FOR_A_PERCENTAGE or min(n, of - n) <= LARGEST_COUNT_KEPT_AS_A_NUMBER:
        return ""
    rounded = (200 * n + of) // (2 * of)
    if rounded == 0:
        return gettext("under 1 per cent")
    if rounded == 100:
        return gettext("over 99 per cent")
    if _table_key(rounded, 100) != _table_key(n, of):
        return ""
    return ngettext("{number} per cent", "{number} per cent", rounded).format(number=rounded)


def as_share(n: int, of: int) -> str:
    """Return the share with its basis: "31 of the 35", or "84 per cent of the 310"."""
    share = per_cent(n, of) or number(n)
    return gettext("{share} of the {of}").format(share=share, of=number(of))


def _table_key(n: int, of: int) -> str:
    if n == 0:
        return "none"
    if n == of:
        return "all"
    if 10 * n >= 9 * of:
        return "nearly_all"
    if 2 * n >= of:
        return "most" if 2 * n > of else "half"
    if 4 * n >= of:
        return "many"
    return "some" if 10 * n >= of else "few"


def _check(n: int, of: int) -> None:
    if not 0 <= n <= of:
        raise ValueError(f"A share needs 0 <= n <= of, not n = {n} and of = {of}.")
