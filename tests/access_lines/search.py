"""Who may search a mission, and read what the field's words mean."""

from tests.access_table import ADMINISTRATORS, EVERYBODY, OBSERVERS, REVIEWERS, Line

LINES = [
    Line(
        "mission_search",
        "GET",
        (*OBSERVERS, "head_of_delegation", "focal_point", *REVIEWERS, *ADMINISTRATORS),
        200,
    ),
    Line("glossary", "GET", EVERYBODY, 200, in_mission=False),
]
