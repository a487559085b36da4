"""Who may bring in the file of a phone."""

from tests.access_table import REVIEWERS, Line

LINES = [
    Line("outbox_import", "GET", REVIEWERS, 200),
    # Without a file the page says so.
    Line("outbox_import", "POST", REVIEWERS, 200),
]
