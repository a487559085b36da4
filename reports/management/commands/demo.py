"""`manage.py demo`: the founding mission, and somebody of each kind to sign in as."""

import os
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from reports.demo import NotTheDemo, load_demo, sign_in_table
from reports.folder.importing import FolderRefused
from reports.management.refusing import Refused


class Command(BaseCommand):
    """Loads what is not there yet and prints how to sign in; a second run changes nothing."""

    help = "Load the founding mission (partly reconstructed) and one account per kind of user."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print. Raises Refused with a sentence."""
        try:
            loaded_now = load_demo()
        except (NotTheDemo, FolderRefused) as error:
            raise Refused(str(error)) from error
        except DatabaseError as error:
            raise Refused(
                f"The database cannot be used ({str(error).splitlines()[0]}): "
                "check DATABASE_URL, and run manage.py migrate."
            ) from error
        what = "is loaded" if loaded_now else "was loaded before and is left as it is"
        self.stdout.write(f"The founding mission (partly reconstructed) {what}.\n\n")
        self.stdout.write(f"{sign_in_table()}\n\n")
        port = os.environ.get("PORT") or "8000"
        self.stdout.write(f"Sign in at http://127.0.0.1:{port}")
