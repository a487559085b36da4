"""Who may use the observers' own pages."""

from tests.access_table import OBSERVERS, Line

LINES = [
    Line("my_visits", "GET", OBSERVERS, 200),
]
