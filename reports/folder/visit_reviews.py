"""What was decided here on the revisions of visits, for an import to compare its own with."""

from collections.abc import Sequence

from visits.models import PROPOSALS, Review, Visit


class Decided:
    """The decisions on the revisions of some visits, read at once; no proposals."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self._on: dict[tuple[int, int], list[Review]] = {}
        reviews = Review.objects.filter(revision__visit__in=visits).exclude(decision__in=PROPOSALS)
        for review in reviews.select_related("revision").defer("revision__payload").order_by("pk"):
            revision = (review.revision.visit_id, review.revision.number)
            self._on.setdefault(revision, []).append(review)

    def state(self, visit: Visit, number: int) -> str:
        """Return the state of one revision; the visit's own is that of the revision shown."""
        decisions = self._on.get((visit.pk, number))
        return decisions[-1].decision if decisions else "submitted"
