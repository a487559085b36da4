"""How a command refuses: one sentence on standard error, exit code 1, never a traceback."""

from django.core.management.base import CommandError


class Refused(CommandError):
    """A command cannot do what it was asked; its text is a sentence that says why.

    Django prints it as "Refused: ..." and ends with exit code 1.
    """
