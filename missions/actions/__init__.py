"""Every write of this room."""

from missions.actions.accounts import give_role, open_account, set_password

__all__ = ["give_role", "open_account", "set_password"]
