"""Who may use the overview and the statement."""

from tests.access_table import ADMINISTRATORS, OBSERVERS, REVIEWERS, Line

LINES = [
    Line(
        "mission_overview",
        "GET",
        ("head_of_delegation", *REVIEWERS, *ADMINISTRATORS, "reader"),
        200,
        otherwise=dict.fromkeys(OBSERVERS, 302),
    ),
    Line("statement_draft", "GET", REVIEWERS, 200),
    Line(
        "statement_download",
        "GET",
        REVIEWERS,
        200,
        keys=lambda world: {"kind": "short", "suffix": "json"},
    ),
    # Nothing adverse is verified: the page says so, and the head is led back to it.
    Line(
        "pattern_acknowledge",
        "POST",
        ("head_of_mission",),
        302,
        body=lambda world, keys: {"kind": "short", "pattern": "matters.voting.interference"},
    ),
]
