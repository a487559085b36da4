"""`manage.py verify_statement FILE`: checks a published statement, once there is publication."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.management.refusing import Refused


class Command(BaseCommand):
    """Refuses: a bundle to check is made by publication."""

    help = "Check a published statement offline (not possible yet: it comes with publication)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command line may say."""
        parser.add_argument("file", help="the published bundle")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise Refused."""
        raise Refused("Published statements cannot be checked yet: this comes with publication.")
