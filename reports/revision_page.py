"""The history of a sentence in words: its texts and places, the newest first."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from missions.models import Mission
from reports.drafting.outline import OUTLINES
from reports.editing.word_changes import Change, word_changes
from reports.models import BlockPlacement, BlockText


@dataclass(frozen=True)
class Revision:
    """One act on a sentence: who, when, in words, and for a text how it differs from its start."""

    at: dt.datetime
    by: str
    words: str
    text: str = ""
    changes: tuple[Change, ...] = ()
    record: int = 0
    is_current: bool = False
    reason: str = ""


def revisions_of(mission: Mission, kind: str, key: str) -> list[Revision]:
    """Return every act on a sentence of one kind of statement, in two queries."""
    here = {"block__statement__mission": mission, "block__statement__kind": kind, "block__key": key}
    texts = BlockText.objects.filter(**here).select_related("account", "parent")
    places = BlockPlacement.objects.filter(**here).select_related("account")
    # Of two at the same moment the one stored later is the newer.
    written = list(texts.order_by("pk"))
    # By language the last, as they come in order.
    current = {each.language: each.pk for each in written if not each.beside}
    found = [
        *(_text(each, is_current=each.pk in current.values()) for each in written),
        *(_place(each, kind) for each in places),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _text(text: BlockText, *, is_current: bool) -> Revision:
    words = _("Gave the sentence a new text")
    if not text.text:
        words = _("Went back to the machine’s own text")
    elif text.merges_id:
        words = _("Made two texts into one")
    if text.beside:
        words = _("Wrote this while another text was saved: kept beside it")
    before = text.parent.text if text.parent else ""
    changes = word_changes(before, text.text) if before and text.text else []
    return Revision(
        at=text.at,
        by=str(text.account or ""),
        words=words,
        text=text.text,
        changes=tuple(changes),
        record=text.pk,
        is_current=is_current,
    )


def _place(place: BlockPlacement, kind: str) -> Revision:
    titles = {part.key: str(part.title) for part in OUTLINES.get(kind, ())}
    words = _("Put the sentence where the machine puts it")
    if place.section:
        said = _("Put the sentence into the section “{section}”")
        words = said.format(section=titles.get(place.section, place.section))
    if place.cut:
        words = _("Cut the sentence")
    return Revision(place.at, str(place.account or ""), words, reason=place.reason)
