"""Who may use the way in."""

from tests.access_table import EVERYBODY, OBSERVERS, Line

LINES = [
    # With the secret of a link it answers, tests/missions/test_first_administrator.py.
    Line(
        "first_administrator",
        "GET",
        EVERYBODY,
        404,
        in_mission=False,
        keys=lambda world: {"secret": "unknown"},
    ),
    Line(
        "first_administrator",
        "POST",
        EVERYBODY,
        404,
        in_mission=False,
        keys=lambda world: {"secret": "unknown"},
    ),
    # An observer of one mission is led on to it.
    Line(
        "start",
        "GET",
        EVERYBODY,
        200,
        in_mission=False,
        otherwise=dict.fromkeys(("anonymous", *OBSERVERS), 302),
    ),
]
