"""The way from a record's page to its history."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from missions.access import Permission

register = template.Library()


@register.inclusion_tag("components/history_link.html", takes_context=True)
def history_link(context: dict[str, Any], record: Model | None) -> dict[str, str]:
    """Return the address of a stored record's history; "" for who may not see it."""
    request = context["request"]
    mission = getattr(request, "mission", None)
    if mission is None or Permission.SEE_HISTORY not in request.may or not _stored(record):
        return {"href": ""}
    # Of a page with a history link there is always a mission.
    keys = [mission.slug, record._meta.label_lower, record.pk]  # type: ignore[union-attr]
    return {"href": reverse("record_history", args=keys)}


def _stored(record: Model | None) -> bool:
    """Return whether the record has a number of its own."""
    return isinstance(record, Model) and isinstance(record.pk, int)
