"""What refusing looks like in every room: a sentence that the screen can show."""


class NotAllowed(Exception):
    """An act that may not happen now, or not by this person; its text is one plain sentence."""
