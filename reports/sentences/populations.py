"""What a sentence counts, in words: openings, voting visits, counts, tabulations or stations.

Each stage is a population of its own, and stations are not visits, so every phrase names its
own. The phrases are whole, with their plural forms, because other languages inflect them.
"""

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from reports.quantifiers import number

# After "31 of", "84 per cent of", "most of".
_PART = {
    "opening.checked": ngettext_lazy(
        "the {of} opening in which this was checked",
        "the {of} openings in which this was checked",
        "count",
    ),
    "voting.checked": ngettext_lazy(
        "the {of} voting visit in which this was checked",
        "the {of} voting visits in which this was checked",
        "count",
    ),
    "counting.checked": ngettext_lazy(
        "the {of} count in which this was checked",
        "the {of} counts in which this was checked",
        "count",
    ),
    "tabulation.checked": ngettext_lazy(
        "the {of} tabulation in which this was checked",
        "the {of} tabulations in which this was checked",
        "count",
    ),
    "opening.rated": ngettext_lazy(
        "the {of} opening in which this was rated",
        "the {of} openings in which this was rated",
        "count",
    ),
    "voting.rated": ngettext_lazy(
        "the {of} voting visit in which this was rated",
        "the {of} voting visits in which this was rated",
        "count",
    ),
    "counting.rated": ngettext_lazy(
        "the {of} count in which this was rated",
        "the {of} counts in which this was rated",
        "count",
    ),
    "tabulation.rated": ngettext_lazy(
        "the {of} tabulation in which this was rated",
        "the {of} tabulations in which this was rated",
        "count",
    ),
    "opening.station": ngettext_lazy(
        "the {of} station where observers checked this at the opening",
        "the {of} stations where observers checked this at the opening",
        "count",
    ),
    "voting.station": ngettext_lazy(
        "the {of} station where observers checked this",
        "the {of} stations where observers checked this",
        "count",
    ),
    "counting.station": ngettext_lazy(
        "the {of} station where observers checked this at the count",
        "the {of} stations where observers checked this at the count",
        "count",
    ),
    "tabulation.station": ngettext_lazy(
        "the {of} station where observers checked this at tabulation",
        "the {of} stations where observers checked this at tabulation",
        "count",
    ),
    "opening.whole": ngettext_lazy("the {of} opening", "the {of} openings", "count"),
    "voting.whole": ngettext_lazy("the {of} voting visit", "the {of} voting visits", "count"),
    "counting.whole": ngettext_lazy("the {of} count", "the {of} counts", "count"),
    "tabulation.whole": ngettext_lazy("the {of} tabulation", "the {of} tabulations", "count"),
}

# Two or more, every one of them.
_ALL = {
    "opening.checked": ngettext_lazy(
        "in all {of} opening in which this was checked",
        "in all {of} openings in which this was checked",
        "count",
    ),
    "voting.checked": ngettext_lazy(
        "in all {of} voting visit in which this was checked",
        "in all {of} voting visits in which this was checked",
        "count",
    ),
    "counting.checked": ngettext_lazy(
        "in all {of} count in which this was checked",
        "in all {of} counts in which this was checked",
        "count",
    ),
    "tabulation.checked": ngettext_lazy(
        "in all {of} tabulation in which this was checked",
        "in all {of} tabulations in which this was checked",
        "count",
    ),
    "opening.rated": ngettext_lazy(
        "in all {of} opening in which this was rated",
        "in all {of} openings in which this was rated",
        "count",
    ),
    "voting.rated": ngettext_lazy(
        "in all {of} voting visit in which this was rated",
        "in all {of} voting visits in which this was rated",
        "count",
    ),
    "counting.rated": ngettext_lazy(
        "in all {of} count in which this was rated",
        "in all {of} counts in which this was rated",
        "count",
    ),
    "tabulation.rated": ngettext_lazy(
        "in all {of} tabulation in which this was rated",
        "in all {of} tabulations in which this was rated",
        "count",
    ),
    "opening.station": ngettext_lazy(
        "at all {of} station where observers checked this at the opening",
        "at all {of} stations where observers checked this at the opening",
        "count",
    ),
    "voting.station": ngettext_lazy(
        "at all {of} station where observers checked this",
        "at all {of} stations where observers checked this",
        "count",
    ),
    "counting.station": ngettext_lazy(
        "at all {of} station where observers checked this at the count",
        "at all {of} stations where observers checked this at the count",
        "count",
    ),
    "tabulation.station": ngettext_lazy(
        "at all {of} station where observers checked this at tabulation",
        "at all {of} stations where observers checked this at tabulation",
        "count",
    ),
    "opening.whole": ngettext_lazy("in all {of} opening", "in all {of} openings", "count"),
    "voting.whole": ngettext_lazy("in all {of} voting visit", "in all {of} voting visits", "count"),
    "counting.whole": ngettext_lazy("in all {of} count", "in all {of} counts", "count"),
    "tabulation.whole": ngettext_lazy("in all {of} tabulation", "in all {of} tabulations", "count"),
}

# A single one; apart, since other languages use the singular form for 21 too.
_THE_ONE = {
    "opening.checked": _("in the one opening in which this was checked"),
    "voting.checked": _("in the one voting visit in which this was checked"),
    "counting.checked": _("in the one count in which this was checked"),
    "tabulation.checked": _("in the one tabulation in which this was checked"),
    "opening.rated": _("in the one opening in which this was rated"),
    "voting.rated": _("in the one voting visit in which this was rated"),
    "counting.rated": _("in the one count in which this was rated"),
    "tabulation.rated": _("in the one tabulation in which this was rated"),
    "opening.station": _("at the one station where observers checked this at the opening"),
    "voting.station": _("at the one station where observers checked this"),
    "counting.station": _("at the one station where observers checked this at the count"),
    "tabulation.station": _("at the one station where observers checked this at tabulation"),
    "opening.whole": _("in the one opening observed"),
    "voting.whole": _("in the one voting visit"),
    "counting.whole": _("in the one count observed"),
    "tabulation.whole": _("in the one tabulation observed"),
}

# The others, after the basis has been given.
_REST = {
    "opening": ngettext_lazy(
        "in {n} opening",
        "in {n} openings",
        "count",
    ),
    "voting": ngettext_lazy(
        "in {n} visit",
        "in {n} visits",
        "count",
    ),
    "counting": ngettext_lazy(
        "in {n} count",
        "in {n} counts",
        "count",
    ),
    "tabulation": ngettext_lazy(
        "in {n} tabulation",
        "in {n} tabulations",
        "count",
    ),
    "station": ngettext_lazy(
        "at {n} station",
        "at {n} stations",
        "count",
    ),
}

# The single other one.
_REST_ONE = {
    "opening": _("in one opening"),
    "voting": _("in one visit"),
    "counting": _("in one count"),
    "tabulation": _("in one tabulation"),
    "station": _("at one station"),
}


def population_of(of: int, stage: str, unit: str, asked: str = "checked") -> str:
    """Return "the 38 voting visits in which this was checked"."""
    return _PART[_key(stage, unit, asked)].format(count=of, of=number(of))


def part_of(
    share: str, of: int, stage: str, unit: str, asked: str = "checked", worded: bool = False
) -> str:
    """Return "in {share} of the 38 voting visits in which this was checked".

    Stations take "at", but not before a word: "at most of" would read as an upper bound.
    """
    population = population_of(of, stage, unit, asked)
    if unit == "station" and not worded:
        return gettext("at {share} of {population}").format(share=share, population=population)
    return gettext("in {share} of {population}").format(share=share, population=population)


def every_one_of(of: int, stage: str, unit: str, asked: str = "checked") -> str:
    """Return "in all 38 voting visits in which this was checked", "in the one voting visit ..."."""
    key = _key(stage, unit, asked)
    if of == 1:
        return str(_THE_ONE[key])
    return _ALL[key].format(count=of, of=number(of))


def rest_of(n: int, stage: str, unit: str) -> str:
    """Return "in 5 visits", "in one count" or "at 5 stations"."""
    key = "station" if unit == "station" else stage
    if n == 1:
        return str(_REST_ONE[key])
    return _REST[key].format(count=n, n=number(n))


def _key(stage: str, unit: str, asked: str) -> str:
    """Return the phrase's key: `asked` is "checked", "rated", or "whole" for all of a stage."""
    return f"{stage}.station" if unit == "station" else f"{stage}.{asked}"
