"""How far somebody's account is, for the list of accounts."""

from django import template

from observers.lists.access import state_of

register = template.Library()
register.simple_tag(state_of, name="access_state")
