"""`manage.py draft_statement SLUG`: a statement drafted from a mission's verified records."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from missions.models import Mission
from missions.rules import NotAllowed
from reports.drafting import draft_statement
from reports.exports import FORMATS, render
from reports.exports.pdf import TypesettingError
from reports.management.refusing import Refused

TO_STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    """Writes the document to a file or to standard output, and nothing else there."""

    help = "Draft a mission's statement from its verified records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command line may say."""
        parser.add_argument("slug", help="the mission's short name, as in its addresses")
        parser.add_argument(
            "--language", default="en", help="the statement's language (default: en)"
        )
        parser.add_argument(
            "--kind",
            default="short",
            choices=["short", "preliminary", "final"],
            help="the kind of statement (default: short)",
        )
        parser.add_argument(
            "--format", default="json", choices=list(FORMATS), help="the format (default: json)"
        )
        parser.add_argument(
            "--output",
            default=TO_STANDARD_OUTPUT,
            metavar="FILE",
            help="where to write it (default: -, the standard output)",
        )
        parser.add_argument(
            "--as-of", metavar="TIME", help="only what was known at this time (not possible yet)"
        )
        parser.add_argument(
            "--include",
            choices=["submitted"],
            help="count visits not yet verified too; the draft is then marked provisional",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Draft and write. Raises Refused with a sentence."""
        if options["as_of"] is not None:
            raise Refused("Drafting as of an earlier time is not possible yet: leave --as-of out.")
        document = _document(options)
        if options["output"] == TO_STANDARD_OUTPUT:
            self._print(document)
        else:
            _write(document, Path(options["output"]))

    def _print(self, document: bytes) -> None:
        """Write the document to standard output byte for byte, or as text where that is text."""
        stream = getattr(self.stdout, "buffer", None)
        if stream is None:
            self.stdout.write(document.decode(), ending="")
            return
        try:
            stream.write(document)
            stream.flush()
        except OSError as error:
            # What is still held back must not be tried again when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            raise Refused(f"Standard output cannot be written: {error.strerror}.") from error


def _document(options: dict[str, Any]) -> bytes:
    try:
        draft = draft_statement(
            _mission(options["slug"]),
            kind=options["kind"],
            language=options["language"],
            include_submitted=options["include"] == "submitted",
        )
        return render(draft, options["format"])
    except (NotAllowed, TypesettingError) as error:
        raise Refused(str(error)) from error
    except DatabaseError as error:
        raise Refused(
            f"The database cannot be read ({str(error).splitlines()[0]}): "
            "check DATABASE_URL, and run manage.py migrate."
        ) from error


def _mission(slug: str) -> Mission:
    # Bytes that are no UTF-8 come in as characters that no database takes.
    mission = Mission.objects.filter(slug=slug).first() if slug.isprintable() else None
    if mission is None:
        known = ", ".join(Mission.objects.values_list("slug", flat=True)[:10])
        raise Refused(
            f"There is no mission with the short name “{slug}”. "
            + (f"There are: {known}." if known else "No mission is loaded yet.")
        )
    return mission


def _write(document: bytes, path: Path) -> None:
    try:
        path.write_bytes(document)
    except OSError as error:
        raise Refused(f"“{path}” cannot be written: {error.strerror}.") from error
