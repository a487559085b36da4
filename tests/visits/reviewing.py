"""Opening the pages of review as a test does: by the client, with the page's own keys."""

import html
from typing import Any
from uuid import UUID

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from visits.as_shown import finding_as_shown, visit_as_shown
from visits.models import Finding, Review, Visit


def waiting(client: Client, **query: Any) -> Any:
    """The list of what waits, narrowed by `query`."""
    return client.get(reverse("visit_waiting", args=["here"], query=query))


def listed(response: Any) -> list[str]:
    """The codes of the visits that a list shows, in order."""
    return [row.record.code for row in response.context["page"]]


def text_of(response: Any) -> str:
    """The page as text with single spaces."""
    return " ".join(html.unescape(response.content.decode()).split())


def page_of(client: Client, visit: Visit, **query: Any) -> Any:
    """A visit's page."""
    return client.get(reverse("visit_detail", args=["here", visit.uuid], query=query))


def decide(client: Client, visit: Visit, decision: str, query: str = "", **told: Any) -> Any:
    """Post a decision as the visit's page, opened now with this query, would post it."""
    last = Review.objects.filter(revision__visit=visit).order_by("pk").last()
    keys = {
        "decision": decision,
        "revision": visit.latest_revision,
        "latest_revision": visit.latest_revision,
        "last_review": last.pk if last else 0,
        "shown": visit_as_shown(Visit.objects.get(pk=visit.pk)),
    }
    address = reverse("visit_review", args=["here", visit.uuid])
    return client.post(f"{address}?{query}", {**keys, **told})


def settle(client: Client, name: str, finding: Finding, **told: Any) -> Any:
    """Post what a page of this finding, opened now, would post."""
    shown = finding_as_shown(Finding.objects.get(pk=finding.pk))
    address = reverse(name, args=["here", finding.uuid])
    return client.post(address, {"shown": shown, **told})


def put(client: Client, uuid: UUID, payload: bytes) -> Any:
    """Hand a visit in as a device does."""
    address = reverse("visit_intake", args=["here", uuid])
    return client.put(address, payload, content_type="application/json")


def said(response: Any) -> str:
    """The messages a response left for the next page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
