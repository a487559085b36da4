"""The order of review: what is grave first, so that clean forms are not verified first."""

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from visits.models import Visit, VisitConflict


def copy_waits() -> Exists:
    """Return the condition that a copy kept beside a visit is not decided on."""
    return Exists(VisitConflict.objects.filter(visit=OuterRef("pk"), resolved_at=None))


def gravest_first(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return visits with a waiting urgent answer first, then flagged ones, then the oldest."""
    flagged = Case(When(flags="", then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = visits.annotate(flagged=flagged, copy_waits=copy_waits()).order_by(
        "-urgent_waits", "-flagged", "received_at", "pk"
    )
    return ordered.select_related("station__area", "area", "team")
