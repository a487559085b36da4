"""Who may use the way in."""

from tests.access_table import EVERYBODY, Line

LINES = [
    Line("login", "GET", EVERYBODY, 302, in_mission=False, otherwise={"anonymous": 200}),
    Line("login", "POST", EVERYBODY, 302, in_mission=False, otherwise={"anonymous": 200}),
    Line("logout", "POST", EVERYBODY, 302, in_mission=False),
    # Where there is one mission and a page of it to begin on, the start leads there.
    Line(
        "start",
        "GET",
        EVERYBODY,
        302,
        in_mission=False,
        otherwise={"focal_point": 200, "installation_administrator": 200},
    ),
]
