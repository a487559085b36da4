"""Every write of this room."""

from reports.actions.folder_import import write_import

__all__ = ["write_import"]
