"""What a team answered to the secretariat's questions: words sent with the next revision."""

from collections.abc import Iterable
from dataclasses import dataclass

from visits.models import Review, ReviewDecision, VisitRevision
from visits.payload import UnreadableVisit, load_payload


@dataclass(frozen=True)
class Reply:
    """A revision that followed a question, or said something to the secretariat unasked.

    `words` may be empty: then the corrected form is the answer.
    """

    revision: VisitRevision
    question: Review | None
    words: str


def replies_in(revisions: Iterable[VisitRevision]) -> list[Reply]:
    """Return the answers among the revisions of one visit, oldest first; reviews must be read."""
    by_number = sorted(revisions, key=lambda revision: revision.number)
    before = {revision.sha256: revision for revision in by_number}
    found = [
        Reply(each, _question_about(before.get(each.parent_sha256)), words_of(bytes(each.payload)))
        for each in by_number
    ]
    return [reply for reply in found if reply.question or reply.words]


def words_of(payload: bytes) -> str:
    """Return what a sending says to the secretariat in words; "" where it says nothing."""
    try:
        return str(load_payload(payload).get("reply") or "").strip()
    except UnreadableVisit:
        return ""


def _question_about(revision: VisitRevision | None) -> Review | None:
    reviews = revision.reviews.all() if revision else []
    asked = [review for review in reviews if review.decision == ReviewDecision.RETURNED]
    return asked[-1] if asked else None
