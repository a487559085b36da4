"""The phrases of a statement's sentences, and the choice of wording for one question.

Pure: numbers in, text in the active language out. The rules: a figure stands with its basis; a
word comes from the table in `reports.quantifiers`; a question with an urgent answer has exact
numbers, and areas where the answers are adverse.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from django.utils.translation import get_language, gettext

from reports.quantifiers import number, per_cent, plain_spaces, quantifier
from reports.sentences.populations import every_one_of, part_of, rest_of
from reports.sentences.texts import ContextText, QuestionTexts

Areas = Sequence[tuple[str, int]]

WORDS_OF_ADVERSE = frozenset({"half", "most", "nearly_all", "all"})
WORDS_OF_FAVOURABLE = frozenset({"most", "nearly_all"})


@dataclass(frozen=True)
class Wording:
    """A question's sentence: its text, the polarity it speaks of, the word's key, and its n.

    `template` is the text of the library it was made from.
    """

    text: str
    about: str
    stated: str
    n: int
    template: str


@dataclass(frozen=True)
class Tally:
    """What the verified answers and findings say about one question.

    `adverse` answers in `of`, which is `whole` where it is every visit of the stage; `areas` are
    the names of areas with their adverse answers. The findings are those that stand against a
    word: confirmed, and not merely told. For a question that counts stations, an adverse answer
    which a later visit replaced belongs to `adverse_findings` too: "at all stations" cannot
    stand with it.
    """

    adverse: int
    of: int
    stage: str
    unit: str = "visit"
    urgent: bool = False
    areas: Areas = ()
    adverse_findings: int = 0
    favourable_findings: int = 0
    whole: bool = False

    @property
    def favourable(self) -> int:
        """The answers that are not adverse."""
        return self.of - self.adverse


def question_text(
    texts: QuestionTexts,
    n_adverse: int,
    of: int,
    stage: str,
    unit: str = "visit",
    urgent: bool = False,
    areas: Areas = (),
    adverse_findings: int = 0,
    favourable_findings: int = 0,
    whole: bool = False,
) -> Wording:
    """Return the sentence these records allow; the caller names any finding after it.

    Raises ValueError where nobody observed the question (`of` = 0) or n_adverse is not in 0..of.
    """
    if of < 1 or not 0 <= n_adverse <= of:
        raise ValueError(f"No sentence can be made of {n_adverse} adverse answers in {of}.")
    findings = (adverse_findings, favourable_findings)
    tally = Tally(n_adverse, of, stage, unit, urgent, areas, *findings, whole)
    if n_adverse == 0:
        return _nothing_adverse(texts, tally)
    if texts.clean_is == "all" and tally.favourable > tally.adverse:
        return _mostly_favourable(texts, tally)
    return _adverse(texts, tally)


def _nothing_adverse(texts: QuestionTexts, tally: Tally) -> Wording:
    word = quantifier(0, tally.of)
    if not word or tally.adverse_findings:
        template = f"{texts.favourable}."
        return Wording(_with_basis(template, tally, tally.of), "favourable", "", tally.of, template)
    clean = str(texts.clean)
    if texts.clean_is == "none":
        return Wording(_with_basis(clean, tally, 0, "none"), "adverse", "none", 0, clean)
    text = _with_basis(clean, tally, tally.of, "all")
    return Wording(text, "favourable", "all", tally.of, clean)


def _plain_word(n: int, of: int, allowed: frozenset[str] | set[str]) -> str:
    """Return the table's word where it is allowed and says enough, else "".

    "Most" covers everything from a bare majority: under three quarters, numbers are plainer.
    """
    key = quantifier(n, of)
    return "" if key not in allowed or (key == "most" and 4 * n < 3 * of) else key


def _mostly_favourable(texts: QuestionTexts, tally: Tally) -> Wording:
    allowed = frozenset() if tally.urgent else WORDS_OF_FAVOURABLE
    word = _plain_word(tally.favourable, tally.of, allowed)
    areas = tally.areas if tally.urgent else ()
    template = f"{texts.favourable}; {texts.rest}."
    text = _with_basis(
        template,
        tally,
        tally.favourable,
        word,
        rest=rest(tally.adverse, tally.unit, areas, stage=tally.stage),
    )
    return Wording(text, "favourable", word, tally.favourable, template)


def _adverse(texts: QuestionTexts, tally: Tally) -> Wording:
    allowed = frozenset({"all"}) if tally.urgent else WORDS_OF_ADVERSE
    word = _plain_word(tally.adverse, tally.of, allowed)
    if word == "all" and tally.favourable_findings:
        word = ""
    areas = tally.areas if tally.urgent else ()
    text = _with_basis(texts.adverse, tally, tally.adverse, word, areas=areas)
    return Wording(text, "adverse", word, tally.adverse, str(texts.adverse))


def _with_basis(
    template: str, tally: Tally, n: int, word: str = "", areas: Areas = (), **phrases: str
) -> str:
    """Fill in {basis}, {rated} ("in which this was rated") and {of}."""
    places = (n, tally.of, tally.stage, tally.unit, word, areas)
    return fill(
        template,
        basis=basis(*places, exact=tally.urgent, whole=tally.whole),
        rated=basis(*places, exact=tally.urgent, rated=True, whole=tally.whole),
        of=number(tally.of),
        **phrases,
    )


def basis(
    n: int,
    of: int,
    stage: str,
    unit: str = "visit",
    word: str = "",
    areas: Areas = (),
    exact: bool = False,
    rated: bool = False,
    whole: bool = False,
) -> str:
    """Return the figure with its basis, in lower case, for the start or the end of a sentence.

    "in 31 of the 35 voting visits in which this was checked"; with a word, "in most of the 40
    voting visits in which this was checked (31 of 40)". `exact` keeps numbers where a percentage
    could stand, `rated` says "in which this was rated"; `whole` drops that where every visit of
    the stage was asked.
    """
    asked = "whole" if whole else "rated" if rated else "checked"
    if n == of and (of == 1 or word == "all"):
        return every_one_of(of, stage, unit, asked) + _in_brackets("", areas, of)
    figure = number(n) if exact else per_cent(n, of) or number(n)
    shown = _word(word) if word else figure
    worded = word not in {"", "none"}
    bracket = _beside_word(n, of, word, exact, whole) if worded else ""
    return part_of(shown, of, stage, unit, asked, worded) + _in_brackets(bracket, areas, n)


def _beside_word(n: int, of: int, word: str, exact: bool, whole: bool) -> str:
    """Return the figure in brackets after a word: "31 of 40", "84 per cent".

    Where the basis is the whole stage, "31" alone cannot be taken for another basis.
    """
    # "Half (50 per cent)" would say the same thing twice.
    share = "" if exact or word == "half" else per_cent(n, of)
    if share or whole:
        return share or number(n)
    return gettext("{n} of {of}").format(n=number(n), of=number(of))


def _word(key: str) -> str:
    """Return the word as it stands before "of the 40 visits"."""
    words = {
        "none": gettext("none"),
        "nearly_all": gettext("nearly all"),
        "most": gettext("most"),
        "half": gettext("half"),
        "many": gettext("many"),
        "some": gettext("some"),
        "few": gettext("few"),
    }
    return words[key]


def rest(n: int, unit: str = "visit", areas: Areas = (), stage: str = "voting") -> str:
    """Return where the other answers were: "in 5 visits", "in one count", "at 5 stations"."""
    return rest_of(n, stage, unit) + _in_brackets("", areas, n)


def _in_brackets(figure: str, areas: Areas, n: int) -> str:
    """Return " (31)", " (Almaty 3, Astana 1)", " (Almaty)" where it is all in one area, or ""."""
    shown = [(name, count) for name, count in areas if count]
    names = ", ".join(
        name if [count] == [n] and len(shown) == 1 else f"{name} {number(count)}"
        for name, count in shown
    )
    inside = ": ".join(part for part in (figure, names) if part)
    return f" ({inside})" if inside else ""


def fill(template: str, **phrases: str) -> str:
    """Return the template with its phrases, in ordinary spaces and without a doubled full stop.

    {Basis} takes the phrase `basis` with its first letter in upper case, and so for any name.
    Raises KeyError for a placeholder without a phrase, ValueError for a stray brace.
    """
    template = str(template)
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    wanted = {name: _phrase(name, phrases) for name in names}
    text = plain_spaces(template.format_map(wanted))
    if "{" in text or "}" in text:
        raise ValueError(f"A placeholder is left in the sentence: {text}")
    return re.sub(r"\.{2,}", ".", text)


def _phrase(name: str, phrases: dict[str, str]) -> str:
    if name in phrases:
        return str(phrases[name])
    return capitalised(str(phrases[name[:1].lower() + name[1:]]))


def capitalised(text: str) -> str:
    """Return `text` with its first letter in upper case, as the active language writes it."""
    first = text[:1]
    if first == "i" and (get_language() or "").split("-")[0] in {"tr", "az"}:
        return "İ" + text[1:]
    return first.upper() + text[1:]


def context_text(texts: ContextText, count: int, **phrases: str) -> str:
    """Return a context question's sentence: `one` for a single observation, else `many`."""
    if count < 1:
        raise ValueError("No sentence can be made of no observation.")
    template = texts.one if count == 1 else texts.many
    return fill(template, count=number(count), **phrases)


def yes_context(
    texts: ContextText, n: int, of: int, stage: str, unit: str = "visit", whole: bool = False
) -> str:
    """Return the sentence of a yes/no context question: how many yes of how many answered."""
    return context_text(texts, of, basis=basis(n, of, stage, unit, whole=whole))


def time_context(texts: ContextText, times: Mapping[str, int]) -> str:
    """Return the sentence of a time question; `times` are clock times "07:05", with how often."""
    earliest, latest = min(times, default=""), max(times, default="")
    if earliest == latest:
        span = gettext("at {earliest}").format(earliest=earliest)
    else:
        span = gettext("between {earliest} and {latest}").format(earliest=earliest, latest=latest)
    return context_text(texts, sum(times.values()), earliest=earliest, latest=latest, times=span)


def number_context(texts: ContextText, total: int, count: int, approximate: bool = False) -> str:
    """Return the sentence of a number question: the total over `count` observations.

    A total with an approximate figure in it is approximate too, and says so.
    """
    shown = gettext("about {total}") if approximate else "{total}"
    return context_text(texts, count, total=shown.format(total=number(total)))


def choice_context(texts: ContextText, chosen: Areas, count: int, as_written: bool = False) -> str:
    """Return the sentence of a choice question from (label, times chosen) and the observations.

    The commonest comes first; a single observation needs no counts beside its labels. The
    standard forms' labels go on in lower case; `as_written` is for a mission's own, which may
    be names.
    """
    ordered = sorted((item for item in chosen if item[1]), key=lambda item: -item[1])
    labels = ((str(label) if as_written else _inside(str(label)), n) for label, n in ordered)
    return _list_context(texts, labels, count)


def extent_context(texts: ContextText, counts: Mapping[str, int]) -> str:
    """Return the sentence of an extent question from the answers' values (none, few ...).

    The bounds are printed: "few" and "many" here would not be the table's words.
    """
    bounds = {
        "none": "0",
        "few": gettext("1 to 5"),
        "some": gettext("6 to 25"),
        "many": gettext("26 or more"),
    }
    given = ((bound, counts[value]) for value, bound in bounds.items() if counts.get(value))
    return _list_context(texts, given, sum(counts.values()))


def _list_context(texts: ContextText, chosen: Iterable[tuple[str, int]], count: int) -> str:
    listed = (label if count == 1 else f"{label} ({number(n)})" for label, n in chosen)
    return context_text(texts, count, list=", ".join(listed))


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence; abbreviations and German nouns stay."""
    abbreviation = label[1:2].isupper() or len(label) < 2
    german = (get_language() or "").startswith("de")
    return label if abbreviation or german else label[:1].lower() + label[1:]
