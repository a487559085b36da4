"""Django's server for working on Mushahid: it also says how the first administrator gets in."""

from contextlib import suppress

from django.contrib.staticfiles.management.commands import runserver
from django.db import DatabaseError

from missions.first_administrator import announcement


class Command(runserver.Command):
    """As Django's; where nobody has an account, it prints a link for the first administrator."""

    # Set by Django from what was typed; its types do not say so.
    addr: str
    _raw_ipv6: bool

    def on_bind(self, server_port: int) -> None:
        """Print where the server is, and the link."""
        super().on_bind(server_port)
        host = f"[{self.addr}]" if self._raw_ipv6 else self.addr
        # Without its tables the server starts as well: Django has said what to run.
        with suppress(DatabaseError):
            self.stdout.write(announcement(f"{self.protocol}://{host}:{server_port}"), ending="")
