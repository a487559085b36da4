"""Whether a page of the draft still shows what the records say: small, as it is asked often."""

import hashlib

from django.db.models import Max

from missions.models import Mission
from reports.draft_types import Draft, Sentence
from reports.models import BlockPlacement, BlockText

# Enough that two texts of one sentence are told apart.
LENGTH = 6


def version_of(mission: Mission, draft: Draft) -> str:
    """Return the version of the evidence and of the edits that a draft was made from."""
    return f"{mission.evidence_version}.{draft.edits}"


def version_now(mission: Mission, kind: str) -> str:
    """Return the version a draft made now would have, without making it; two queries."""
    newest = [
        model._default_manager.filter(
            block__statement__mission=mission, block__statement__kind=kind
        ).aggregate(newest=Max("pk"))["newest"]
        for model in (BlockText, BlockPlacement)
    ]
    return f"{mission.evidence_version}.{newest[0] or 0}.{newest[1] or 0}"


def shown_digests(draft: Draft) -> str:
    """Return the digests of a draft's sentences, one after the other."""
    return "".join(_digest(each) for section in draft.sections for each in section.sentences)


def changed_since(draft: Draft, shown: str) -> list[Sentence]:
    """Return the sentences that a page with these digests does not show, or not like that."""
    known = {shown[at : at + LENGTH] for at in range(0, len(shown), LENGTH)}
    sentences = [each for section in draft.sections for each in section.sentences]
    return [each for each in sentences if _digest(each) not in known]


def _digest(sentence: Sentence) -> str:
    told = "\n".join([sentence.key, sentence.text, sentence.standing])
    return hashlib.sha256(told.encode()).hexdigest()[:LENGTH]
