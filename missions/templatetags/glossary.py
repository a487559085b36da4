"""The way from a word of the field to what it means."""

from typing import Any

from django import template

from missions.glossary import TERMS

register = template.Library()


@register.inclusion_tag("components/term_help.html")
def term_help(key: str) -> dict[str, Any]:
    """Return a small link to a word of the glossary; raises KeyError for a word it has not."""
    return {"term": TERMS[key]}


@register.filter
def term_named(key: str) -> Any:
    """Return the word of the glossary with this key."""
    return TERMS[key].word
