"""What waits in a mission, and for whom."""

from dataclasses import dataclass

from django.db.models import Count, Q

from missions.models import Mission
from visits.models import Finding, FindingState, Visit, VisitState
from visits.waiting import copy_waits

UNDECIDED = (FindingState.NEW, FindingState.CALLED_BACK)


@dataclass(frozen=True)
class Waits:
    """Visits and findings that wait for somebody; a visit may wait for several reasons."""

    review: int
    copies: int
    not_listed: int
    returned: int
    findings: int

    @property
    def anything(self) -> bool:
        """Whether anything waits at all."""
        return any((self.review, self.copies, self.not_listed, self.returned, self.findings))


def waits_of(mission: Mission) -> Waits:
    """Return what waits in a mission; two queries."""
    not_set_aside = ~Q(state=VisitState.SET_ASIDE)
    visits = Visit.objects.filter(mission=mission).aggregate(
        review=Count("pk", filter=Q(awaits_review=True)),
        copies=Count("pk", filter=Q(copy_waits())),
        not_listed=Count("pk", filter=Q(station=None) & not_set_aside),
        returned=Count("pk", filter=Q(state=VisitState.RETURNED, awaits_review=False)),
    )
    findings = Finding.objects.filter(mission=mission, state__in=UNDECIDED)
    return Waits(**visits, findings=findings.count())
