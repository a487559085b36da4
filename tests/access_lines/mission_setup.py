"""Who may make a mission, and who sets one up."""

from typing import Any

from tests.access_table import ADMINISTRATORS, EVERYBODY, Line, World

# Making missions is for who administers the installation; for others there is nothing there.
NOBODY_ELSE = {
    who: 404 for who in EVERYBODY if who not in ("installation_administrator", "anonymous")
}


def new_mission(name: str, method: str, status: int, **more: Any) -> Line:
    """A page beside the missions, for who administers the installation."""
    return Line(
        name,
        method,
        ("installation_administrator",),
        status,
        in_mission=False,
        otherwise=NOBODY_ELSE,
        **more,
    )


def _typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Mission anew",
        "organisation": "Organisation of Examples",
        "election": "Presidential election",
        "election_type": "presidential",
        "host_country": "KZ",
        "election_date": "2025-03-16",
        "timezone": "Asia/Almaty",
        "late_after_minutes": "15",
        "thin_below": "5",
        "station_selection": "non_random",
        "languages": "en",
    }


LINES = [
    new_mission("mission_new", "GET", 200),
    new_mission("mission_new", "POST", 302, body=_typed),
    new_mission("mission_upload", "GET", 200),
    # No file: the page says so.
    new_mission("mission_upload", "POST", 200),
    new_mission("mission_workbook", "GET", 200),
    Line("setup_upload", "GET", ADMINISTRATORS, 200),
    Line("setup_upload", "POST", ADMINISTRATORS, 200),
    Line("setup_workbook", "GET", ADMINISTRATORS, 200),
    Line("mission_settings", "GET", ADMINISTRATORS, 200),
    Line("mission_settings", "POST", ADMINISTRATORS, 302, body=_typed),
]
