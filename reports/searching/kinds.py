"""What can be found in a mission: each kind of record, the words it holds, how it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.access import Permission
from reports.searching.asker import Asker

IN_ALPHABETS = ("latin", "native")
AREAS = ("area__name", "area__parent__name")


@dataclass(frozen=True)
class Hit:
    """One record that was found: what it is called, what is said beside, where it is."""

    title: str
    note: str
    address: str


@dataclass(frozen=True)
class Kind:
    """One kind of record: which the asker may find, in which fields, and how one is shown."""

    key: str
    label: Promise
    icon: str
    records: Callable[[Asker], QuerySet[Any] | None]
    fields: tuple[str, ...]
    names: tuple[str, ...]
    shown: Callable[[Asker, Any], Hit]


def _named(*before: str) -> tuple[str, ...]:
    """Return the fields of a name as written and in other alphabets."""
    start = "".join(f"{part}__" for part in before)
    return (f"{start}name", *(f"{start}names__{each}" for each in IN_ALPHABETS))


def _address(asker: Asker, name: str, *args: Any, query: str = "") -> str:
    return reverse(name, args=[asker.mission.slug, *args]) + query


def _line(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _station(asker: Asker, station: Any) -> Hit:
    if Permission.SET_UP in asker.may:
        address = _address(asker, "station_edit", station.pk)
    else:
        address = _address(asker, "station_list", query=f"?q={quote(station.code)}")
    note = _line(station.area, station.get_kind_display(), station.code)
    return Hit(str(station), note, address)


def _team(asker: Asker, team: Any) -> Hit:
    address = ""
    if Permission.EDIT_PEOPLE in asker.may:
        address = _address(asker, "team_edit", team.pk)
    elif Permission.SEE_PEOPLE in asker.may:
        address = _address(asker, "team_list")
    return Hit(str(team), _line(team.area, team.code), address)


def _person(asker: Asker, observer: Any) -> Hit:
    address = ""
    if Permission.EDIT_PEOPLE in asker.may:
        address = _address(asker, "observer_edit", observer.pk)
    elif Permission.SEE_PEOPLE in asker.may:
        address = _address(asker, "observer_list")
    elif Permission.SEE_OWN_DELEGATION in asker.may:
        address = _address(asker, "my_delegation")
    note = _line(observer.delegation, observer.get_role_display(), observer.code)
    return Hit(str(observer), note, address)


def _visit(asker: Asker, visit: Any) -> Hit:
    if visit.station:
        title = _("Station %(station)s") % {"station": visit.station}
    else:
        title = _("Not listed: %(place)s") % {"place": visit.station_number or visit.place or "?"}
    arrived = date_format(timezone.localtime(visit.arrived_at), "j M Y, H:i")
    note = _line(
        visit.get_stage_display(), visit.team, arrived, visit.get_state_display(), visit.code
    )
    return Hit(title, note, _address(asker, "visit_detail", visit.uuid))


def _finding(asker: Asker, finding: Any) -> Hit:
    note = _line(
        finding.get_severity_display(),
        finding.get_theme_display(),
        finding.get_state_display(),
        finding.code,
    )
    return Hit(finding.summary, note, _address(asker, "finding_detail", finding.uuid))


def _meeting(asker: Asker, meeting: Any) -> Hit:
    note = _line(date_format(meeting.date, "j F Y"), meeting.person, meeting.code)
    return Hit(meeting.organisation, note, _address(asker, "meeting_edit", meeting.pk))


def _with(*related: str) -> Callable[[QuerySet[Any] | None], QuerySet[Any] | None]:
    def joined(records: QuerySet[Any] | None) -> QuerySet[Any] | None:
        return None if records is None else records.select_related(*related)

    return joined


KINDS = (
    Kind(
        "stations",
        gettext_lazy("Stations"),
        "geo-alt",
        lambda asker: _with("area")(asker.stations()),
        ("number", "code", "address", *AREAS, *_named()),
        ("number", "code"),
        _station,
    ),
    Kind(
        "visits",
        gettext_lazy("Visits"),
        "clipboard-check",
        lambda asker: _with("station", "team")(asker.visits()),
        (
            *("code", "station__number", "station_number", "place", "team__code"),
            *_named("station"),
        ),
        ("code", "station__number", "station_number"),
        _visit,
    ),
    Kind(
        "findings",
        gettext_lazy("Findings"),
        "flag",
        lambda asker: asker.findings(),
        ("code", "summary", "station__number"),
        ("code",),
        _finding,
    ),
    Kind(
        "teams",
        gettext_lazy("Teams"),
        "people",
        lambda asker: _with("area")(asker.teams()),
        ("code", *AREAS, *_named()),
        ("code", "name"),
        _team,
    ),
    Kind(
        "people",
        gettext_lazy("People"),
        "person-badge",
        lambda asker: _with("person", "delegation")(asker.people()),
        ("code", "institution", *_named("person")),
        ("code", "person__name"),
        _person,
    ),
    Kind(
        "meetings",
        gettext_lazy("Meetings"),
        "calendar3",
        lambda asker: asker.meetings(),
        ("code", "organisation", "person", "position"),
        ("code", "organisation"),
        _meeting,
    ),
)
