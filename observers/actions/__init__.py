"""Every write of this room."""

from observers.actions.accounts import act_for_delegation, tie_account

__all__ = ["act_for_delegation", "tie_account"]
