"""What of the statement rests on a meeting or a source document."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from missions.enumerations import Theme
from missions.models import Meeting, SourceDocument
from missions.rules import NotAllowed
from reports.drafting.claims import CLAIMED_WITH_A_SOURCE
from reports.models import BlockText, Judgement

Bound = Meeting | SourceDocument


@dataclass(frozen=True)
class Resting:
    """One sentence of a statement: what it is, in words, and where it stands."""

    words: str
    kind: str
    key: str

    def __str__(self) -> str:
        return self.words


def resting_on(record: Bound) -> list[Resting]:
    """Return the sentences that rest on a record, claims first; two queries at most."""
    return [*_claims(record), *_edited(record)]


def check_can_remove(record: Bound) -> None:
    """Raise NotAllowed, with what rests on the record, where anything does."""
    if found := resting_on(record):
        told = {"record": record, "what": ", ".join(map(str, found))}
        raise NotAllowed(_("%(record)s is not deleted: %(what)s rests on it.") % told)


def _claims(record: Bound) -> list[Resting]:
    if not isinstance(record, SourceDocument) or record.theme not in CLAIMED_WITH_A_SOURCE:
        return []
    claims = Judgement.objects.filter(mission=record.mission_id, key=record.theme)
    words = _("the claim “%(claim)s”")
    return [
        Resting(words % {"claim": Theme(claim.key).label}, "short", claim.key) for claim in claims
    ]


def _edited(record: Bound) -> list[Resting]:
    """Return the edited sentences whose text names the record: the one that holds, or one beside.

    Whether the sentence is cut does not matter: it can be put back.
    """
    texts = BlockText.objects.filter(block__statement__mission=record.mission_id)
    rows = list(texts.select_related("block__statement").order_by("number"))
    merged = {text.merges_id for text in rows}
    holding: dict[tuple[object, str, int], BlockText] = {}
    for text in rows:
        if text.pk in merged:
            continue
        # A text kept beside stands for itself until somebody merges it.
        place = (text.block_id, text.language, text.number if text.beside else 0)
        holding[place] = text
    codes = "meetings" if isinstance(record, Meeting) else "sources"
    found = {
        (text.block.statement.kind, text.block.key): text
        for text in holding.values()
        if record.code in getattr(text, codes)
    }
    words = _("the sentence “%(text)s”")
    return [
        Resting(words % {"text": text.text or key}, kind, key)
        for (kind, key), text in sorted(found.items())
    ]
