"""The navigation of a mission: what the role may open, and where one is."""

from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from missions.access import MissionRequest, Permission

register = template.Library()


class Place(NamedTuple):
    """A page the navigation leads to, and the permission it takes."""

    permission: Permission
    url_name: str
    label: Promise
    icon: str


PLACES = (
    Place(Permission.SEE_OVERVIEW, "mission_overview", _("Overview"), "house"),
    Place(Permission.SEE_STATIONS, "station_list", _("Stations"), "geo-alt"),
    Place(Permission.REVIEW_VISITS, "visit_waiting", _("Waiting"), "hourglass-split"),
    Place(Permission.SEE_DRAFT, "statement_draft", _("Statement"), "file-earmark-text"),
)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def mission_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """Return the places of the mission that the request's role may open, in order."""
    request: MissionRequest = context["request"]
    links = []
    for place in PLACES:
        if place.permission in request.may:
            href = reverse(place.url_name, args=[request.mission.slug])
            links.append({"place": place, "href": href, "here": request.path == href})
    return {"links": links}
