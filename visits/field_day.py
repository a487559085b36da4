"""A team's day as a phone keeps it: what the field app shows and fills its forms from."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from missions.enumerations import ChosenBy, Stage
from missions.models import Account, Contact, Mission, Station
from missions.stages import STAGES_AT
from observers.models import Deployment, Team
from observers.teams import is_tied, members_of
from visits.field_stations import stations_version
from visits.form_versions import current_versions
from visits.models import Attachment, Visit, VisitRevision, VisitState
from visits.payload import UnreadableVisit, load_payload
from visits.team_visits import TeamVisit, to_tell, visits_of

# Where a visit stands, as its team is told; what is asked comes before what counts.
STATES = {
    "returned": _("Came back with a question"),
    "set_aside": _("Set aside"),
    "waiting": _("Waits for review"),
    "verified": _("Verified"),
}
# Where a visit was that names no station of the mission.
NOWHERE = {"code": "", "name": "", "area": ""}


def day_told(account: Account, mission: Mission, team: Team | None) -> dict[str, Any]:
    """Return the day as JSON has it: the same number of queries, however long the day.

    Moments are ISO with an offset. Without a team there is neither plan nor visits.
    """
    forms = _forms(mission)
    visits = _visits(team, mission) if team else []
    pages = [forms[stage]["page"] for stage in forms] + [visit["page"] for visit in visits]
    addresses = addresses_of(mission)
    shells = [addresses[name] for name in ("home", "finding", "outbox")]
    return {
        "mission": mission.slug,
        "title": mission.title,
        "zone": mission.timezone,
        "opening_time": mission.opening_time.strftime("%H:%M") if mission.opening_time else "",
        "late_after_minutes": mission.late_after_minutes,
        "account": str(account.pk),
        "name": account.name,
        "language": _language(),
        "team": _team(team) if team else None,
        "is_tied": team is not None or is_tied(account, mission),
        "forms": forms,
        "stages_at": {kind.value: stages for kind, stages in STAGES_AT.items()},
        "pages": list(dict.fromkeys(shells + pages)),
        "plan": _plan(team) if team else [],
        "visits": visits,
        "contacts": [_contact(each) for each in Contact.objects.filter(mission=mission)],
        "stations": {
            "address": reverse("field_stations", args=[mission.slug]),
            "version": stations_version(mission),
        },
        "addresses": addresses,
    }


def addresses_of(mission: Mission) -> dict[str, str]:
    """Return where the app sends to and asks, by name; the first three are begun here only."""
    root = reverse("mission_overview", args=[mission.slug])
    return {
        "intake": f"{root}intake/",
        "findings": f"{root}intake/findings/",
        "photos": f"{root}photos/",
        "home": reverse("field_home", args=[mission.slug]),
        "finding": reverse("field_finding", args=[mission.slug]),
        "day": reverse("field_day", args=[mission.slug]),
        "outbox": f"{root}field/outbox/",
        "reach": f"{reverse('start')}reach/",
    }


def _language() -> str:
    return get_language() or "en"


def _form_page(mission: Mission, stage: str, sha256: str) -> str:
    return reverse("field_form", args=[mission.slug, _language(), stage, sha256])


def _forms(mission: Mission) -> dict[str, dict[str, str]]:
    versions = current_versions(mission)
    return {
        stage.value: {
            "sha256": versions[stage].sha256,
            "page": _form_page(mission, stage, versions[stage].sha256),
            "label": str(stage.label),
        }
        for stage in Stage
    }


def _team(team: Team) -> dict[str, Any]:
    members = [observer.person.name for observer in members_of(team)]
    return {"code": team.code, "name": str(team), "members": members}


def _plan(team: Team) -> list[dict[str, str]]:
    planned = team.deployments.select_related("station__area").order_by("planned_at", "pk")
    return [_stop(each) for each in planned]


def _stop(planned: Deployment) -> dict[str, str]:
    return {
        "station": planned.station.code,
        "place": str(planned.station),
        "area": str(planned.station.area),
        "address": planned.station.address,
        "stage": planned.stage,
        "planned_at": planned.planned_at.isoformat() if planned.planned_at else "",
        "chosen_by": planned.chosen_by or ChosenBy.DEPLOYMENT_PLAN.value,
    }


def _visits(team: Team, mission: Mission) -> list[dict[str, Any]]:
    visits = list(to_tell(visits_of(team)))
    latest = _latest(visits)
    payloads = {pk: _payload(revision) for pk, revision in latest.items()}
    stations = _stations(payloads.values(), mission)
    photos = _photos(visits)
    return [
        _visit(each, latest[each.pk], mission)
        | {
            "photos": photos.get(each.pk, [0, 0]),
            "payload": payloads[each.pk],
            "at": stations.get(str(payloads[each.pk].get("station") or ""), NOWHERE),
        }
        for each in visits
    ]


def _stations(payloads: Iterable[dict[str, Any]], mission: Mission) -> dict[str, dict[str, str]]:
    """Return the stations that were named in what was last sent, by code.

    The row of a visit may name another: the one it was matched to, or that of what counts.
    """
    codes = {str(payload.get("station") or "") for payload in payloads}
    found = Station.objects.filter(mission=mission, code__in=codes).select_related("area")
    return {
        each.code: {"code": each.code, "name": str(each), "area": str(each.area)} for each in found
    }


def _latest(visits: Iterable[Visit]) -> dict[int, VisitRevision]:
    """Return the latest revision of each visit with its bytes, by the visit's key."""
    found = VisitRevision.objects.filter(visit__in=visits, number=F("visit__latest_revision"))
    return {each.visit_id: each for each in found.select_related("form_version")}


def _photos(visits: Iterable[Visit]) -> dict[int, list[int]]:
    """Return how many files of each visit are here, and of how many, by the visit's key."""
    rows = Attachment.objects.filter(visit__in=visits).order_by().values_list("visit")
    counted = rows.annotate(here=Count("pk", filter=Q(received_at__isnull=False)), of=Count("pk"))
    return {visit: [here, of] for visit, here, of in counted}


def _visit(visit: Visit, latest: VisitRevision, mission: Mission) -> dict[str, Any]:
    own = TeamVisit(visit)
    state = _state(own)
    return {
        "visit": str(visit.uuid),
        "code": visit.code,
        "stage": visit.stage,
        "station": visit.station.code if visit.station else "",
        "place": str(visit.station or visit.place or visit.station_number),
        "arrived_at": visit.arrived_at.isoformat(),
        "state": state,
        "state_label": str(STATES[state]),
        "told": own.told,
        "counts": visit.state == VisitState.VERIFIED,
        "asked": own.asked.note if own.asked else "",
        "revision": latest.number,
        "sha256": latest.sha256,
        "page": _form_page(mission, visit.stage, latest.form_version.sha256),
        "beside": [copy.sha256 for copy in visit.conflicts.all() if copy.resolved_at is None],
    }


def _state(own: TeamVisit) -> str:
    visit = own.visit
    if visit.state == VisitState.SET_ASIDE:
        return "set_aside"
    if own.asked:
        return "returned"
    return "waiting" if visit.awaits_review else "verified"


def _payload(latest: VisitRevision) -> dict[str, Any]:
    """Return what was last sent; nothing where it cannot be read as JSON."""
    try:
        return load_payload(bytes(latest.payload))
    except UnreadableVisit:
        return {}


def _contact(contact: Contact) -> dict[str, str]:
    return {
        "role": contact.duty,
        "name": contact.name,
        "phone": contact.phone,
        "dialled": contact.dialled,
        "email": contact.email,
    }
