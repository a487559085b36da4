"""Who may use the tallies."""

from tests.access_table import REVIEWERS, Line

LINES = [Line("tally_list", "GET", REVIEWERS, 200)]
