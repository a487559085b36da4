"""The navigation of a mission: what the role may open, and where one is."""

from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from missions.access import MissionRequest, Permission

register = template.Library()


class Place(NamedTuple):
    """A page the navigation leads to, the permission it takes, and its group of pages.

    `within` are the addresses, by name, that belong to the page: it is marked there too.
    """

    permission: Permission
    url_name: str
    label: Promise
    icon: str
    group: str
    within: tuple[str, ...] = ()


class Group(NamedTuple):
    """Pages that belong together: one entry above, its pages in a second row."""

    key: str
    label: Promise
    icon: str


# So many pages of so few kinds stand in one row, also on a phone.
FEW, FEW_GROUPS = 6, 3
GROUPS = (
    Group("overview", _("Overview"), "house"),
    Group("field", _("Field"), "clipboard-check"),
    Group("visits", _("Visits"), "list-check"),
    Group("statement", _("Statement"), "file-earmark-text"),
    Group("records", _("Records"), "journal-text"),
    Group("people", _("People"), "people"),
    Group("setup", _("Set-up"), "gear"),
)
PLACES = (
    Place(Permission.SEE_OVERVIEW, "mission_overview", _("Overview"), "house", "overview"),
    Place(Permission.SEE_DRAFT, "tally_list", _("Tallies"), "bar-chart", "overview"),
    Place(Permission.LOG_VISITS, "field_home", _("Field app"), "phone", "field"),
    Place(
        Permission.SEE_STATIONS,
        "station_list",
        _("Stations"),
        "geo-alt",
        "field",
        ("visit_log", "visit_received"),
    ),
    Place(
        Permission.LOG_VISITS,
        "my_visits",
        _("My visits"),
        "list-check",
        "field",
        ("visit_detail", "visit_merge"),
    ),
    Place(
        Permission.LOG_VISITS,
        "my_findings",
        _("Findings"),
        "flag",
        "field",
        ("finding_report", "finding_received"),
    ),
    Place(Permission.LOG_VISITS, "my_team", _("My team"), "people", "field"),
    Place(
        Permission.REVIEW_VISITS,
        "visit_waiting",
        _("Visits"),
        "list-check",
        "visits",
        ("visit_detail", "visit_unlisted"),
    ),
    Place(
        Permission.REVIEW_FINDINGS,
        "finding_list",
        _("Findings"),
        "flag",
        "visits",
        ("finding_detail", "finding_edit", "finding_add"),
    ),
    Place(
        Permission.ENTER_VISITS,
        "visit_enter",
        _("Enter a visit"),
        "telephone",
        "visits",
        ("visit_entry", "outbox_import"),
    ),
    Place(
        Permission.SEE_DRAFT,
        "statement_draft",
        _("Statement"),
        "file-earmark-text",
        "statement",
        (
            "sentence_add",
            "sentence_edit",
            "sentence_place",
            "sentence_cut",
            "sentence_history",
            "sentence_merge",
            "claim_edit",
        ),
    ),
    Place(
        Permission.EDIT_RECORDS,
        "meeting_list",
        _("Meetings"),
        "calendar3",
        "records",
        ("meeting_add", "meeting_edit", "meeting_delete"),
    ),
    Place(
        Permission.EDIT_RECORDS,
        "source_list",
        _("Source documents"),
        "journal-text",
        "records",
        ("source_add", "source_edit", "source_delete"),
    ),
    Place(
        Permission.SEE_PEOPLE,
        "delegation_list",
        _("Delegations"),
        "flag",
        "people",
        ("delegation_add", "delegation_edit", "delegation_delete"),
    ),
    Place(
        Permission.SEE_PEOPLE,
        "observer_list",
        _("Observers"),
        "person-badge",
        "people",
        ("observer_add", "observer_edit", "observer_delete"),
    ),
    Place(
        Permission.SEE_PEOPLE,
        "team_list",
        _("Teams"),
        "people",
        "people",
        ("team_add", "team_edit", "team_delete", "team_plan"),
    ),
    Place(
        Permission.SEE_PEOPLE,
        "deployment_list",
        _("Deployment"),
        "map",
        "people",
        ("deployment_add", "deployment_edit", "deployment_delete"),
    ),
    Place(
        Permission.SEE_OWN_DELEGATION,
        "my_delegation",
        _("My delegation"),
        "people",
        "people",
        ("nomination_add", "nomination_edit"),
    ),
    Place(
        Permission.SEE_HISTORY,
        "history_list",
        _("History"),
        "clock-history",
        "records",
        ("record_history",),
    ),
    Place(
        Permission.GIVE_ACCESS,
        "access_list",
        _("Accounts"),
        "key",
        "people",
        ("access_invite", "access_edit", "access_link", "device_list"),
    ),
    Place(
        Permission.SEE_CONTACTS,
        "contact_list",
        _("Contacts"),
        "telephone",
        "people",
        ("contact_add", "contact_edit", "contact_delete"),
    ),
    Place(Permission.SET_UP, "mission_settings", _("Settings"), "gear", "setup"),
    Place(
        Permission.SET_UP,
        "area_list",
        _("Areas"),
        "map",
        "setup",
        ("area_add", "area_edit", "area_delete"),
    ),
    Place(
        Permission.SET_UP,
        "station_setup",
        _("Stations"),
        "geo-alt",
        "setup",
        ("station_add", "station_edit", "station_delete"),
    ),
    Place(
        Permission.SET_UP,
        "form_list",
        _("Forms"),
        "ui-checks",
        "setup",
        ("form_detail", "form_preview", "question_add", "question_edit", "question_delete"),
    ),
    Place(Permission.SET_UP, "setup_upload", _("Upload"), "upload", "setup"),
)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def mission_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """Return the groups the request's role may open, and the pages of the group one is in.

    Where there are few pages, as on an observer's phone, each stands by itself in one row.
    """
    request: MissionRequest = context["request"]
    open_places = [place for place in PLACES if place.permission in request.may]
    here = next((place for place in open_places if _is_here(request, place)), None)
    links = [_link(request, place, here) for place in open_places]
    if len(links) <= FEW and len({place.group for place in open_places}) <= FEW_GROUPS:
        return {"groups": [{"links": [link], "here": link["here"]} for link in links]}
    groups = []
    for group in GROUPS:
        own = [link for link in links if link["place"].group == group.key]
        if own:
            groups.append({"group": group, "links": own, "here": here in _places(own)})
    return {"groups": groups}


def _is_here(request: MissionRequest, place: Place) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return name == place.url_name or name in place.within


def _link(request: MissionRequest, place: Place, here: Place | None) -> dict[str, Any]:
    href = reverse(place.url_name, args=[request.mission.slug])
    return {"place": place, "href": href, "here": place is here}


def _places(links: list[dict[str, Any]]) -> list[Place]:
    return [link["place"] for link in links]
