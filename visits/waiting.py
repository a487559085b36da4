"""The order of review: what is grave first, so that clean forms are not verified first."""

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from missions.enumerations import Stage
from visits.models import PROPOSALS, Review, Visit, VisitConflict, VisitRevision


def copy_waits() -> Exists:
    """Return the condition that a copy kept beside a visit is not decided on."""
    return Exists(VisitConflict.objects.filter(visit=OuterRef("pk"), resolved_at=None))


def proposal_waits() -> Exists:
    """Return the condition that what one person proposed waits for a second person.

    It does where it is the last review of the latest revision or of the one shown.
    """
    later = Review.objects.filter(revision=OuterRef("revision"), pk__gt=OuterRef("pk"))
    proposals = Review.objects.filter(
        Q(revision__number=OuterRef("latest_revision"))
        | Q(revision__number=OuterRef("standing_revision")),
        revision__visit=OuterRef("pk"),
        decision__in=PROPOSALS,
    )
    return Exists(proposals.exclude(Exists(later)))


def gravest_first(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits with a waiting urgent answer first, then flagged ones, then the oldest."""
    flagged = Case(When(flags="", then=Value(0)), default=Value(1), output_field=IntegerField())
    return visits.annotate(flagged=flagged).order_by(
        "-urgent_waits", "-flagged", "received_at", "pk"
    )


def as_listed(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits in the order of review with all that a row of the list says.

    `source` is the way the revision shown came by; `stage_place` sorts as the day goes.
    """
    shown = VisitRevision.objects.filter(visit=OuterRef("pk"), number=OuterRef("standing_revision"))
    stages = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage)]
    return (
        gravest_first(visits)
        .annotate(
            copy_waits=copy_waits(),
            proposal_waits=proposal_waits(),
            source=Subquery(shown.values("source")[:1]),
            stage_place=Case(*stages, default=Value(9), output_field=IntegerField()),
        )
        .select_related("station__area", "area", "team")
    )
