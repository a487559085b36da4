"""What the secretariat asked a team about a visit it returned."""

from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from observers.models import Team
from visits.models import PROPOSALS, Review, ReviewDecision, Visit


def with_last_decision(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits with `last_decision`: the last on their latest revision, None for none.

    A visit asks something of its team where that is RETURNED, whatever an earlier revision of it
    counts as. A proposal decides nothing.
    """
    decided = Review.objects.filter(
        revision__visit=OuterRef("pk"), revision__number=OuterRef("latest_revision")
    ).exclude(decision__in=PROPOSALS)
    last = decided.order_by("-reviewed_at", "-pk").values("decision")[:1]
    return visits.annotate(last_decision=Subquery(last))


def last_decisions() -> QuerySet[Review]:
    """Return what was decided on the latest revisions of visits, the last of each visit last."""
    latest = Review.objects.filter(revision__number=F("revision__visit__latest_revision"))
    return latest.exclude(decision__in=PROPOSALS).order_by("reviewed_at", "pk")


def question_about(uuid: UUID, team: Team | None) -> str:
    """Return the question a visit of the team came back with; "" where none waits for an answer.

    A question is about one revision: a newer one is the answer to it.
    """
    if team is None:
        return ""
    last = last_decisions().filter(revision__visit__uuid=uuid, revision__visit__team=team).last()
    return last.note if last and last.decision == ReviewDecision.RETURNED else ""
