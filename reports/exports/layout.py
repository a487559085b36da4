"""What every readable format prints, in order and in the statement's language.

The formats differ in how they draw a heading or a box, never in what they say: that is
decided here once, as plain text.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import dateformat, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from reports.draft_types import Draft, Section, Standing

KIND_LABELS = {
    "short": gettext_lazy("Short statement"),
    "preliminary": gettext_lazy("Preliminary statement"),
}

# Gravest first: the order in which the legend lists them. A backed sentence carries no mark.
MARKS: dict[Standing, tuple[Promise, Promise]] = {
    "contradicted": (
        pgettext_lazy("standing", "contradicted"),
        gettext_lazy("verified evidence speaks against this sentence."),
    ),
    "unsourced": (
        pgettext_lazy("standing", "unsourced"),
        gettext_lazy("no verified record stands behind this sentence."),
    ),
    "reported": (
        pgettext_lazy("standing", "reported"),
        gettext_lazy("told to the mission or found in the press; observers did not see it."),
    ),
    "thin": (
        pgettext_lazy("standing", "thin"),
        gettext_lazy(
            "a general sentence that rests on few observations, on one area, or on fewer than "
            "half of the visits."
        ),
    ),
    "judgement": (
        pgettext_lazy("standing", "judgement"),
        gettext_lazy("the head of mission’s judgement, which no observation can show."),
    ),
}

# With one of these marks a sentence must not go out: they stand out most.
GRAVE: frozenset[Standing] = frozenset({"contradicted", "unsourced"})

# More sentences than this that wait for the same thing are counted, not quoted again.
QUOTED_FOR_ONE_REASON = 5


@dataclass(frozen=True)
class PrintedSentence:
    """A sentence and the word of its standing ("" where it is backed)."""

    text: str
    mark: str
    grave: bool


@dataclass(frozen=True)
class PrintedSection:
    """A heading with its paragraphs, each a run of sentences."""

    title: str
    paragraphs: tuple[tuple[PrintedSentence, ...], ...]


@dataclass(frozen=True)
class Mark:
    """A line of the legend: the word as it stands in the text, and what it means."""

    word: str
    meaning: str
    grave: bool


@dataclass(frozen=True)
class Obstacle:
    """A line of the annex: why signing waits, and the sentences to quote below it.

    A reason that several sentences share says how many, and names their section where it is one.
    """

    why: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A statement ready to be drawn. Empty texts and tuples mean: leave that part out.

    `page_marks` stand on every page, so that none can be copied as part of a clean statement.
    `page_of` keeps `{page}` and `{pages}` for the format's own page counters.
    """

    language: str
    as_of: datetime
    title: str
    subtitle: str
    kind: str
    as_of_line: str
    page_marks: tuple[str, ...]
    provisional: str
    provisional_note: str
    demo_note: str
    not_ready: str
    not_ready_note: str
    sections: tuple[PrintedSection, ...]
    annex_title: str
    marks_title: str
    marks: tuple[Mark, ...]
    obstacles_title: str
    obstacles_note: str
    obstacles: tuple[Obstacle, ...]
    page_of: str


def lay_out(draft: Draft) -> Layout:
    """Return everything a readable format prints, in the draft's language."""
    with translation.override(draft.language):
        marks = _marks(draft)
        obstacles = tuple(_obstacles(draft))
        return Layout(
            language=draft.language,
            as_of=draft.as_of,
            title=clean(draft.title),
            subtitle=clean(draft.subtitle),
            kind=str(KIND_LABELS[draft.kind]),
            as_of_line=_as_of_line(draft.as_of),
            page_marks=tuple(_page_marks(draft)),
            provisional=_provisional() if draft.provisional else "",
            provisional_note=_provisional_note() if draft.provisional else "",
            demo_note=clean(draft.demo_note),
            not_ready="" if draft.ready else _not_ready(),
            not_ready_note="" if draft.ready else _not_ready_note(len(draft.blockers)),
            sections=tuple(_section(section) for section in draft.sections),
            annex_title=_("Annex for the drafters") if marks or obstacles else "",
            marks_title=_("Marks in the text") if marks else "",
            marks=marks,
            obstacles_title=_("What stands in the way") if obstacles else "",
            obstacles_note=_obstacles_note(len(draft.blockers), len(obstacles)),
            obstacles=obstacles,
            page_of=_("Page {page} of {pages}"),
        )


def clean(text: str) -> str:
    """Return the text on one line, without the characters no document format can hold."""
    return " ".join("".join(char if _is_printable(char) else " " for char in text).split())


def _is_printable(char: str) -> bool:
    """Control characters, lone surrogates and U+FFFE, U+FFFF are no XML, so no DOCX."""
    return unicodedata.category(char) not in {"Cc", "Cs"} and ord(char) & 0xFFFE != 0xFFFE


def _as_of_line(moment: datetime) -> str:
    # Translators: Django date format letters, as in "9 June 2019, 23:10".
    form = pgettext("date format", "j E Y, H:i")
    offset = f"{moment:%z}"
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else "UTC"
    when = f"{dateformat.format(moment, form)} ({zone})"
    return _("Records as of {moment}").format(moment=when)


def _page_marks(draft: Draft) -> Iterator[str]:
    if draft.provisional:
        yield _provisional()
    if not draft.ready:
        yield _not_ready()
    if draft.demo_note:
        yield _("Demonstration")


def _provisional() -> str:
    return _("PROVISIONAL")


def _not_ready() -> str:
    return _("Draft, not ready to be signed")


def _provisional_note() -> str:
    return _("This draft counts visits that have not been verified. Its figures may change.")


def _not_ready_note(count: int) -> str:
    return ngettext(
        "{count} point stands in the way; it is listed in the annex.",
        "{count} points stand in the way; they are listed in the annex.",
        count,
    ).format(count=count)


def _section(section: Section) -> PrintedSection:
    paragraphs: dict[int, list[PrintedSentence]] = {}
    for sentence in section.sentences:
        mark = str(MARKS[sentence.standing][0]) if sentence.standing in MARKS else ""
        printed = PrintedSentence(clean(sentence.text), mark, sentence.standing in GRAVE)
        paragraphs.setdefault(sentence.paragraph, []).append(printed)
    return PrintedSection(clean(section.title), tuple(map(tuple, paragraphs.values())))


def _marks(draft: Draft) -> tuple[Mark, ...]:
    used = {each.standing for section in draft.sections for each in section.sentences}
    return tuple(
        Mark(str(word), str(meaning), standing in GRAVE)
        for standing, (word, meaning) in MARKS.items()
        if standing in used
    )


def _obstacles_note(points: int, lines: int) -> str:
    """Say how the list adds up to the number on the first page, where lines are fewer."""
    if lines == points:
        return ""
    return ngettext(
        "{count} point: a reason counts once for each sentence it concerns.",
        "{count} points: a reason counts once for each sentence it concerns.",
        points,
    ).format(count=points)


def _obstacles(draft: Draft) -> Iterator[Obstacle]:
    """Yield a line for each reason, with its sentences where they are not too many to quote."""
    reasons: dict[str, list[str]] = {}
    for blocker in draft.blockers:
        reasons.setdefault(blocker.why, []).append(blocker.sentence)
    texts = {each.key: each.text for section in draft.sections for each in section.sentences}
    for why, keys in reasons.items():
        few = len(keys) <= QUOTED_FOR_ONE_REASON
        quoted = tuple(clean(texts[key]) for key in keys if few and key in texts)
        tally = f" ({_tally(draft, keys)})" if len(keys) > 1 else ""
        yield Obstacle(f"{clean(why)}{tally}", quoted)


def _tally(draft: Draft, keys: Sequence[str]) -> str:
    """Return how many points a shared reason makes, and the one section where they stand."""
    count = len(keys)
    if "" in keys:
        return ngettext("{count} point", "{count} points", count).format(count=count)
    places = {each.key: section.title for section in draft.sections for each in section.sentences}
    titles = {places.get(key, "") for key in keys}
    if len(titles) > 1 or "" in titles:
        return ngettext("{count} sentence", "{count} sentences", count).format(count=count)
    return ngettext(
        "{count} sentence, in “{section}”", "{count} sentences, all in “{section}”", count
    ).format(count=count, section=clean(titles.pop()))
