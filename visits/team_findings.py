"""A team's findings as the team is told of them, and the stations it may name."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.models import Station
from observers.models import Team
from visits.models import Finding, FindingState, VisitState
from visits.photo_list import ShownPhotos, shown_photos

# So many a phone can list under a field.
MOST_STATIONS = 300
TOLD: dict[str, Promise] = {
    FindingState.NEW: gettext_lazy("The secretariat has it and looks at it next."),
    FindingState.CALLED_BACK: gettext_lazy(
        "The secretariat asks you about this: it calls you, or call it."
    ),
    FindingState.CONFIRMED: gettext_lazy("Confirmed: the statement may tell it."),
    FindingState.NOT_CONFIRMED: gettext_lazy(
        "It could not be confirmed. If you know more, call the secretariat."
    ),
    FindingState.REFUTED: gettext_lazy("It proved otherwise: it is kept, and not told."),
    FindingState.DUPLICATE: gettext_lazy("It is told by another finding already."),
}


@dataclass(frozen=True)
class TeamFinding:
    """One finding with where it stands."""

    finding: Finding

    @property
    def asked(self) -> bool:
        """Whether the secretariat wants to speak with the team."""
        return self.finding.state == FindingState.CALLED_BACK

    @property
    def photos(self) -> ShownPhotos:
        """The photos of a finding that was told by itself, those on their way among them."""
        return shown_photos(self.finding.attachments.all())

    @property
    def told(self) -> str:
        """Where the finding stands, in a sentence."""
        visit = self.finding.visit
        if visit is not None and visit.state == VisitState.SET_ASIDE:
            return _("Its visit was set aside: it does not count.")
        return str(TOLD[self.finding.state])


def findings_of(team: Team) -> QuerySet[Finding]:
    """Return the team's findings with what is shown of them, the newest first."""
    own = Finding.objects.filter(mission=team.mission_id).filter(Q(team=team) | Q(visit__team=team))
    named = own.select_related("station", "area", "visit", "account")
    return named.prefetch_related("attachments").order_by("-received_at", "-pk")


def stations_to_name(team: Team) -> list[Station]:
    """Return stations the team is likely to mean: planned for it, or in its area or within."""
    near = Q(area=team.area_id) | Q(area__parent=team.area_id) | Q(deployments__team=team)
    found = Station.objects.filter(near, mission=team.mission_id)
    return list(found.distinct().order_by("number", "code")[:MOST_STATIONS])
