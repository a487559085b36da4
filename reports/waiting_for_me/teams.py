"""What waits for an observer: questions of the secretariat, the next station of the plan."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.models import Account, Mission
from observers.models import Deployment
from reports.waiting_for_me.things import Things, Waiting, way
from visits.models import Visit, VisitState


def for_teams(account: Account, missions: Sequence[Mission]) -> Things:
    """Return what waits for the teams that `account` is in; two queries."""
    returned, planned = _returned(account, missions), _planned(account, missions)
    found: Things = {}
    for mission in missions:
        found[mission.pk] = [
            *_questions(mission, returned[mission.pk]),
            *_stations(mission, planned.get(mission.pk, [])),
        ]
    return found


def _returned(account: Account, missions: Sequence[Mission]) -> Counter[int]:
    visits = Visit.objects.filter(
        mission__in=missions,
        team__members__person__account=account,
        state=VisitState.RETURNED,
        awaits_review=False,
    )
    return Counter(visits.order_by().values_list("mission", flat=True))


def _planned(account: Account, missions: Sequence[Mission]) -> dict[int, list[Deployment]]:
    """Return the stops of the plan where nothing that stays was logged, in the plan's order."""
    made = Visit.objects.filter(
        team=OuterRef("team"), station=OuterRef("station"), stage=OuterRef("stage")
    ).exclude(state=VisitState.SET_ASIDE)
    stops = Deployment.objects.filter(
        ~Exists(made), mission__in=missions, team__members__person__account=account
    )
    found: dict[int, list[Deployment]] = {}
    for stop in stops.select_related("station").order_by("planned_at", "pk"):
        found.setdefault(stop.mission_id, []).append(stop)
    return found


def _questions(mission: Mission, number: int) -> list[Waiting]:
    if not number:
        return []
    words = ngettext(
        "The secretariat asks about %(n)d visit", "The secretariat asks about %(n)d visits", number
    )
    address = way(mission, "station_list")
    return [Waiting(words % {"n": number}, address, "chat-quote", urgent=True)]


def _stations(mission: Mission, stops: list[Deployment]) -> list[Waiting]:
    if not stops:
        return []
    first = stops[0]
    told = {"station": first.station, "stage": first.get_stage_display()}
    words = _("Next in your plan: %(station)s, %(stage)s") % told
    log = reverse("visit_log", args=[mission.slug, first.stage])
    rest = ngettext("%(n)d station still to visit", "%(n)d stations still to visit", len(stops))
    return [
        Waiting(words, f"{log}?station={first.station.code}", "geo-alt"),
        Waiting(rest % {"n": len(stops)}, way(mission, "station_list"), "list-check"),
    ]
