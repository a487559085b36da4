"""Every write of this room."""

from observers.actions.accounts import act_for_delegation, tie_account
from observers.actions.records import create_observers, place_members

__all__ = ["act_for_delegation", "create_observers", "place_members", "tie_account"]
