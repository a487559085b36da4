"""Editing a statement: texts, places and cuts, each a revision with who and when.

Nothing is ever written over. A text that began from one which is no longer the newest is kept
beside it, until somebody merges the two.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from missions import audit
from missions.models import Account, Mission
from missions.rules import NotAllowed
from reports.draft_types import Evidence
from reports.drafting import Desk, open_desk
from reports.drafting.outline import OUTLINES
from reports.editing.subjects import phrases_for
from reports.models import Block, BlockPlacement, BlockText, Statement
from reports.objections import check_not_own_setting_aside
from reports.rules import (
    NO_SENTENCE,
    check_can_cut,
    check_can_edit,
    check_can_place,
    check_can_reword,
    check_claim,
    check_wording,
)


@dataclass(frozen=True)
class Wording:
    """A text as it was typed, with what it speaks of and states.

    `bound` is what an own sentence rests on; None leaves it as it was.
    """

    text: str
    about: str = ""
    stated: str = ""
    bound: Evidence | None = None


@transaction.atomic
def reword_sentence(
    *,
    mission: Mission,
    kind: str,
    key: str,
    wording: Wording,
    started_from: int | None,
    by: Account,
    merges: int | None = None,
    language: str = "en",
) -> BlockText:
    """Give a sentence a new text and return it; `beside` where another had come meanwhile.

    `started_from` is the number of the text's record the edit began from, None for the machine's
    own. `merges` is a text kept beside that this one settles. Raises NotAllowed, with a
    sentence, for who may not edit and for a text that may not stand.
    """
    check_can_edit(mission, by)
    check_can_reword(key)
    desk = open_desk(mission, kind=kind, language=language)
    if key not in order_of(desk, all_keys=True):
        raise NotAllowed(NO_SENTENCE)
    check_text(desk, key, wording)
    check_not_own_setting_aside(mission, key, wording.about, wording.stated, by)
    block = block_of(mission, kind, key)
    beside = block.texts.filter(pk=merges, beside=True, merged_by=None).first() if merges else None
    return store_text(block, wording, language, started_from, by, beside)


def check_text(desk: Desk, key: str, wording: Wording) -> None:
    """Raise NotAllowed, with a sentence, unless a text may stand for this sentence."""
    subject = desk.subject(key, wording.bound)
    if subject is None:
        raise NotAllowed(NO_SENTENCE)
    told = (wording.about, wording.stated)
    check_claim(subject, *told)
    check_wording(
        subject,
        wording.text,
        *told,
        phrases=phrases_for(desk.material, subject, *told, wording.text),
        withheld=desk.material.mission.withheld,
        language=desk.material.language,
    )


@transaction.atomic
def restore_wording(
    *,
    mission: Mission,
    kind: str,
    key: str,
    started_from: int | None,
    by: Account,
    language: str = "en",
) -> BlockText:
    """Go back to the machine's own text of a sentence; what was written is kept."""
    check_can_edit(mission, by)
    check_can_reword(key)
    block = block_of(mission, kind, key)
    return store_text(block, Wording(""), language, started_from, by, None)


def store_text(
    block: Block,
    wording: Wording,
    language: str,
    started_from: int | None,
    by: Account,
    merges: BlockText | None,
) -> BlockText:
    """Store a text of a sentence and return it; beside where another text had come meanwhile."""
    texts = block.texts.filter(language=language)
    current = texts.filter(beside=False).order_by("-number").first()
    # Nothing new, also where it is sent twice and the first came between: no two texts to merge.
    if current and not merges and _same(current, wording):
        return current
    kept = wording.bound or bound_to(current)
    made = BlockText.objects.create(
        block=block,
        language=language,
        number=_next(texts.aggregate(last=Max("number"))),
        parent=texts.filter(pk=started_from).first() if started_from else None,
        beside=(current.pk if current else None) != started_from,
        merges=merges,
        text=wording.text.strip(),
        about=wording.about,
        stated=wording.stated,
        findings=list(kept.findings),
        meetings=list(kept.meetings),
        sources=list(kept.sources),
        account=by,
    )
    audit.record(
        by=by,
        action="sentence edited",
        record=made,
        mission=block.statement.mission,
        changes={
            "sentence": block.key,
            "kind": block.statement.kind,
            "text": [current.text if current else "", made.text],
            "beside": made.beside,
        },
    )
    return made


def _same(current: BlockText, wording: Wording) -> bool:
    told = (current.text, current.about, current.stated)
    rebound = wording.bound is not None and wording.bound != bound_to(current)
    return not rebound and told == (wording.text.strip(), wording.about, wording.stated)


def bound_to(current: BlockText | None) -> Evidence:
    """Return the records a text rests on; none for no text."""
    if current is None:
        return Evidence()
    return Evidence((), tuple(current.findings), tuple(current.meetings), tuple(current.sources))


def _next(last: dict[str, int | None]) -> int:
    return (last["last"] or 0) + 1


def block_of(mission: Mission, kind: str, key: str) -> Block:
    """Return the block of a sentence, made where there is none, and held until the act is done."""
    statement, _made = Statement.objects.get_or_create(mission=mission, kind=kind)
    block, _made = Block.objects.get_or_create(statement=statement, key=key)
    # Two people who save at once are numbered one after the other.
    return Block.objects.select_for_update().select_related("statement__mission").get(pk=block.pk)


@transaction.atomic
def place_sentence(
    *, mission: Mission, kind: str, key: str, section: str, after: str, by: Account
) -> BlockPlacement:
    """Put a sentence after another one of a section (none: first), or, no section, back."""
    check_can_edit(mission, by)
    desk = open_desk(mission, kind=kind)
    if key not in order_of(desk, all_keys=True):
        raise NotAllowed(NO_SENTENCE)
    check_can_place(key, section, after, sections_of(desk))
    return put_sentence(
        block_of(mission, kind, key), by, "sentence moved", section=section, after=after
    )


def sections_of(desk: Desk) -> dict[str, list[str]]:
    """Return the kind's sections with the keys of their sentences, as they stand."""
    empty: dict[str, list[str]] = {part.key: [] for part in OUTLINES[desk.draft.kind]}
    standing = {each.key: [one.key for one in each.sentences] for each in desk.draft.sections}
    return empty | standing


def order_of(desk: Desk, *, all_keys: bool = False) -> list[str]:
    """Return the keys of the draft's sentences in their order; with those cut, if asked."""
    keys = [key for listed in sections_of(desk).values() for key in listed]
    return keys + [each.sentence.key for each in desk.draft.cut] if all_keys else keys


@transaction.atomic
def cut_sentence(
    *, mission: Mission, kind: str, key: str, reason: str, by: Account
) -> BlockPlacement:
    """Take a sentence out of the statement; it is listed at its foot and can be put back."""
    check_can_edit(mission, by)
    check_can_cut(key, reason, mission, by)
    if key not in order_of(open_desk(mission, kind=kind), all_keys=True):
        raise NotAllowed(NO_SENTENCE)
    block = block_of(mission, kind, key)
    last = block.placements.order_by("-number").first()
    stays = {"section": last.section, "after": last.after} if last else {}
    return put_sentence(block, by, "sentence cut", cut=True, reason=reason.strip(), **stays)


@transaction.atomic
def put_sentence_back(*, mission: Mission, kind: str, key: str, by: Account) -> BlockPlacement:
    """Take back the cut of a sentence: it stands where it stood."""
    check_can_edit(mission, by)
    block = block_of(mission, kind, key)
    last = block.placements.order_by("-number").first()
    if last is None or not last.cut:
        raise NotAllowed(NO_SENTENCE)
    return put_sentence(block, by, "sentence put back", section=last.section, after=last.after)


def put_sentence(block: Block, by: Account, action: str, **place: object) -> BlockPlacement:
    """Store a place of a sentence, audited as `action`, and return it."""
    last = block.placements.aggregate(last=Max("number"))
    made = BlockPlacement.objects.create(block=block, number=_next(last), account=by, **place)
    told = {"sentence": block.key, "kind": block.statement.kind, **place}
    audit.record(by=by, action=action, record=made, mission=block.statement.mission, changes=told)
    return made
