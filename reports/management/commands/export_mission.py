"""`manage.py export_mission SLUG PATH [--anonymise]`: a mission as a mission folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _

from missions.models import Mission
from reports.actions.exported import record_export
from reports.folder.anonymised import anonymised_parts
from reports.folder.exporting import mission_parts
from reports.folder.problems import FolderRefused
from reports.folder.writing import write_folder
from reports.management.refusing import Refused


class Command(BaseCommand):
    """Write one mission to a folder, a .zip or a workbook."""

    help = "Export a mission as a mission folder: .zip or .xlsx by the path's suffix."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command line may say."""
        parser.add_argument("slug", help="the mission's short name, as in its addresses")
        parser.add_argument("path", type=Path, help="where to write it: new, or an empty folder")
        parser.add_argument(
            "--anonymise",
            action="store_true",
            help="the evidence only, without what leads to a person, a station or a team",
        )

    def handle(
        self, *args: Any, slug: str, path: Path, anonymise: bool = False, **options: Any
    ) -> None:
        """Export and say so. Raises Refused with a sentence."""
        try:
            mission = Mission.objects.filter(slug=slug).first() if slug.isprintable() else None
            if mission is None:
                raise Refused(
                    _("There is no mission with the short name “%(slug)s”.") % {"slug": slug}
                )
            write_folder(path, anonymised_parts(mission) if anonymise else mission_parts(mission))
            record_export(mission, anonymised=anonymise, by="export_mission")
        except FolderRefused as refused:
            raise Refused("\n".join(refused.sentences)) from None
        except OSError as error:
            told = {"path": path, "why": error.strerror or error}
            raise Refused(_("%(path)s cannot be written: %(why)s.") % told) from None
        except DatabaseError as error:
            told = {"why": str(error).splitlines()[0]}
            raise Refused(_("The database cannot be read: %(why)s.") % told) from None
        self.stdout.write(_("%(slug)s is written to %(path)s.") % {"slug": slug, "path": path})
