"""What a station may become, given what was seen there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.enumerations import Stage, StationKind
from missions.models import Area, Mission, Station
from missions.rules import OTHER_MISSIONS_AREA, NotAllowed
from missions.stages import stages_at
from observers.models import Deployment
from visits.models import Visit


def check_can_lie_in(mission: Mission, area: Area) -> None:
    """Raise NotAllowed unless the area is one of the mission's."""
    if area.mission_id != mission.pk:
        raise NotAllowed(OTHER_MISSIONS_AREA)


def check_can_be_of_kind(station: Station, kind: str) -> None:
    """Raise NotAllowed where visits or deployments are of stages not observed at this kind."""
    if station.pk is None:
        return
    fitting = stages_at(kind)
    visits = Visit.objects.filter(station=station).exclude(stage__in=fitting).count()
    planned = Deployment.objects.filter(station=station).exclude(stage__in=fitting).count()
    found = [
        words % {"n": n}
        for n, words in (
            (visits, ngettext("%(n)d visit", "%(n)d visits", visits)),
            (planned, ngettext("%(n)d deployment", "%(n)d deployments", planned)),
        )
        if n
    ]
    if found:
        told = {
            "what": _(" and ").join(found),
            "kind": StationKind(kind).label,
            "stages": ", ".join(str(Stage(stage).label) for stage in fitting),
        }
        raise NotAllowed(
            _(
                "The kind stays: %(what)s of other stages are at this station, and at the kind "
                "“%(kind)s” only these are observed: %(stages)s."
            )
            % told
        )
