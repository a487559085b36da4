"""What every readable format prints, in order and in the statement's language.

The formats differ in how they draw a heading or a box, never in what they say: that is
decided here once, as plain text.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import dateformat, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from reports.draft_types import Blocker, Draft, Section, Standing

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

# More sentences than this that wait for the same thing are counted, not quoted again.
QUOTED_FOR_ONE_REASON = 5


@dataclass(frozen=True)
class PrintedSentence:
    """A sentence and the word of its standing ("" where it is backed)."""

    text: str
    mark: str


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


@dataclass(frozen=True)
class Obstacle:
    """A line of the annex: why signing waits, and the sentence it is about ("" for the whole)."""

    why: str
    sentence: str


@dataclass(frozen=True)
class Layout:
    """A statement ready to be drawn. Empty texts and tuples mean: leave that part out.

    `page_of` keeps `{page}` and `{pages}` for the format's own page counters.
    """

    language: str
    as_of: datetime
    title: str
    subtitle: str
    kind: str
    as_of_line: str
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
            provisional=_("PROVISIONAL") if draft.provisional else "",
            provisional_note=_provisional_note() if draft.provisional else "",
            demo_note=clean(draft.demo_note),
            not_ready="" if draft.ready else _("Draft, not ready to be signed"),
            not_ready_note="" if draft.ready else _not_ready_note(len(draft.blockers)),
            sections=tuple(_section(section) for section in draft.sections),
            annex_title=_("Annex") if marks or obstacles else "",
            marks_title=_("Marks in the text") if marks else "",
            marks=marks,
            obstacles_title=_("What stands in the way") if obstacles else "",
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
    return _("As of {moment}").format(moment=when)


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
        printed = PrintedSentence(clean(sentence.text), mark)
        paragraphs.setdefault(sentence.paragraph, []).append(printed)
    return PrintedSection(clean(section.title), tuple(map(tuple, paragraphs.values())))


def _marks(draft: Draft) -> tuple[Mark, ...]:
    used = {each.standing for section in draft.sections for each in section.sentences}
    return tuple(
        Mark(str(word), str(meaning))
        for standing, (word, meaning) in MARKS.items()
        if standing in used
    )


def _obstacles(draft: Draft) -> Iterator[Obstacle]:
    """Yield a line for each blocker; one for all that share a reason, where they are many."""
    shared = Counter(blocker.why for blocker in draft.blockers)
    for why, count in shared.items():
        if count > QUOTED_FOR_ONE_REASON:
            sentences = ngettext("{count} sentence", "{count} sentences", count)
            yield Obstacle(f"{clean(why)} ({sentences.format(count=count)})", "")
        else:
            yield from (_obstacle(draft, each) for each in draft.blockers if each.why == why)


def _obstacle(draft: Draft, blocker: Blocker) -> Obstacle:
    sentences = (each for section in draft.sections for each in section.sentences)
    text = next((each.text for each in sentences if each.key == blocker.sentence), "")
    return Obstacle(clean(blocker.why), clean(text))
