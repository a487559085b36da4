"""`manage.py import_mission PATH [--dry-run]`: a mission folder comes in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _

from reports.folder.importing import FolderRefused, Outcome, import_folder
from reports.management.refusing import Refused


class Command(BaseCommand):
    """Bring a mission folder in: all of it, or nothing and every reason at once."""

    help = "Imports a mission folder (a folder of CSV files, a .zip of it, or an .xlsx workbook)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a path and --dry-run."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check all, save nothing")

    def handle(self, *args: Any, path: Path, dry_run: bool, **options: Any) -> None:
        """Import and print a short count per file."""
        try:
            outcome = import_folder(path, by="import_mission", dry_run=dry_run)
        except FolderRefused as refused:
            raise Refused("\n".join((_("Nothing was imported."), *refused.sentences))) from None
        except DatabaseError as error:
            told = {"why": " ".join(str(error).split())}
            sentence = _("Nothing was imported: the database did not take it (%(why)s).")
            raise Refused(sentence % told) from None
        except OSError as error:
            place = {"path": path, "why": error.strerror or error}
            raise Refused(_("%(path)s cannot be read: %(why)s.") % place) from None
        self._tell(outcome, dry_run)

    def _tell(self, outcome: Outcome, dry_run: bool) -> None:
        done = _("%(slug)s would be imported:") if dry_run else _("%(slug)s is imported:")
        self.stdout.write(done % {"slug": outcome.slug})
        for name, count in outcome.counts.items():
            line = _("%(name)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged")
            self.stdout.write("  " + line % {"name": name, **vars(count)})
        for name, codes in outcome.kept_reviews.items():
            line = _(
                "%(name)s: reviewed, or changed, here since the last import;"
                " the review stays: %(codes)s"
            )
            self.stdout.write("  " + line % {"name": name, "codes": ", ".join(codes)})
        for name, codes in outcome.sent_back.items():
            line = _("%(name)s: no import moves a review back; the state stays: %(codes)s")
            self.stdout.write("  " + line % {"name": name, "codes": ", ".join(codes)})
