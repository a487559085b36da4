"""Who may see what happened."""

from typing import Any

from tests.access_table import ADMINISTRATORS, REVIEWERS, Line, World
from tests.factories import MeetingFactory

READERS = REVIEWERS + ADMINISTRATORS


def _meeting(world: World) -> dict[str, Any]:
    meeting = MeetingFactory(mission=world.cast.mission)
    return {"record_type": "missions.meeting", "pk": meeting.pk}


def _foreign(world: World) -> dict[str, Any]:
    meeting = MeetingFactory(mission=world.cast.other_mission)
    return {"record_type": "missions.meeting", "pk": meeting.pk}


LINES = [
    Line("history_list", "GET", READERS, 200),
    Line("record_history", "GET", READERS, 200, _meeting, _foreign),
]
