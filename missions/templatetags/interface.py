"""Small pieces of the screen: icons, and what a script of the page reads."""

import json
from typing import Any
from uuid import uuid4

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from missions.sent_forms import NUMBER, opened_as

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the named icon of the sprite; the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def opened(context: dict[str, Any]) -> SafeString:
    """Return the hidden field by which a form that adds is known when it is sent twice."""
    number = opened_as(context["request"]) or uuid4()
    # Some browsers fill a page that is opened anew with what its fields held before.
    field = '<input type="hidden" name="{}" value="{}" autocomplete="off">'
    return format_html(field, NUMBER, number)


@register.filter
def as_json(told: Any) -> str:
    """Return JSON for an attribute of an element, where a script of the page reads it."""
    return json.dumps(told, cls=DjangoJSONEncoder)
