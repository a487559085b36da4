"""What pages say of delegations, in words."""

from django import template

from observers.delegation_counts import against_quota

register = template.Library()


@register.simple_tag
def quota_words(named: int, quota: int | None) -> str:
    """Return how many a delegation named of how many it was asked for."""
    return against_quota(named, quota)
