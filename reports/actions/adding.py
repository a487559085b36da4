"""Adding a sentence to a statement: one about a record, or one of people's own."""

from dataclasses import replace
from uuid import uuid4

from django.db import transaction

from missions.models import Account, Mission
from missions.rules import NotAllowed
from reports.actions.editing import (
    Wording,
    block_of,
    bound_to,
    check_text,
    order_of,
    put_sentence,
    sections_of,
    store_text,
)
from reports.draft_types import Evidence
from reports.drafting import Desk, open_desk
from reports.editing.subjects import FINDING
from reports.models import Block
from reports.objections import check_not_own_setting_aside
from reports.rules import ADDED_ALREADY, NO_RECORD, SPOKEN, check_can_edit, check_can_place

PAPERS = ("meeting", "source")


@transaction.atomic
def add_sentence(
    *,
    mission: Mission,
    kind: str,
    section: str,
    after: str,
    wording: Wording,
    bound: tuple[str, str],
    by: Account,
    number: str = "",
    language: str = "en",
) -> str:
    """Add a sentence of people's own at a place, and return its key.

    `bound` is what it rests on: ("question" or "finding" or "meeting" or "source", its code), or
    ("", "") for nothing yet. A question or a finding may come with the machine's own text, ""
    here. `number` is the one its page was opened with: sent twice, it is added once. Raises
    NotAllowed where the statement already has a sentence about it.
    """
    check_can_edit(mission, by)
    desk = open_desk(mission, kind=kind, language=language)
    key, evidence = key_and_evidence(desk, *bound, number=number)
    own = replace(wording, bound=evidence)
    of_people = bound[0] not in ("question", "finding")
    if number and of_people and _is_added(block_of(mission, kind, key), own):
        return key
    if key in order_of(desk, all_keys=True):
        raise NotAllowed(SPOKEN)
    check_can_place(key, section, after, sections_of(desk))
    machines = desk.subject(key, evidence)
    by_machine = machines is not None and machines.kind != "own" and not wording.text.strip()
    if not by_machine:
        check_text(desk, key, own)
        check_not_own_setting_aside(mission, key, own.about, own.stated, by)
    block = block_of(mission, kind, key)
    if not by_machine:
        current = block.texts.filter(language=language, beside=False).order_by("-number").first()
        store_text(block, own, language, current.pk if current else None, by, None)
    put_sentence(block, by, "sentence added", section=section, after=after)
    return key


def _is_added(block: Block, own: Wording) -> bool:
    """Return whether this page was sent before, with the same on it; else raise NotAllowed."""
    first = block.texts.order_by("number").first()
    if first is None:
        return False
    if first.text != own.text.strip() or bound_to(first) != own.bound:
        raise NotAllowed(ADDED_ALREADY)
    return True


def key_and_evidence(desk: Desk, what: str, code: str, *, number: str = "") -> tuple[str, Evidence]:
    """Return the key of a sentence bound to one record, or to none, and its evidence.

    `number` makes the key of a sentence of people's own; "" makes a new one. Raises NotAllowed
    for a record the mission does not have.
    """
    found = desk.material
    papers = {kind: {paper.code for paper in found.papers.get(kind, [])} for kind in PAPERS}
    own = f"{Block.OWN}{number or uuid4().hex[:8]}"
    if what == "question" and code in found.questions:
        return code, Evidence()
    if what == "finding" and code in {finding.code for finding in found.findings}:
        return f"{FINDING}{code}", Evidence()
    if what == "meeting" and code in papers[what]:
        return own, Evidence(meetings=(code,))
    if what == "source" and code in papers[what]:
        return own, Evidence(sources=(code,))
    if not what and not code:
        return own, Evidence()
    raise NotAllowed(NO_RECORD)
