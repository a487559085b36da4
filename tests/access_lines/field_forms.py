"""Who may use the field app's forms, and what fills them."""

from typing import Any

from tests.access_table import OBSERVERS, Line, World
from visits.form_versions import current_version


def _form(world: World) -> dict[str, Any]:
    version = current_version(world.cast.mission, "voting")
    return {"language": "en", "stage": "voting", "sha256": version.sha256}


LINES = [
    Line("field_home", "GET", OBSERVERS, 200),
    Line("field_form", "GET", OBSERVERS, 200, keys=_form),
    Line("field_finding", "GET", OBSERVERS, 200),
    Line("field_day", "GET", OBSERVERS, 200, otherwise={"anonymous": 401}),
    Line("field_stations", "GET", OBSERVERS, 200, otherwise={"anonymous": 401}),
]
