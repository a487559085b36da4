"""Who keeps meetings and source documents."""

from typing import Any

from tests.access_table import REVIEWERS, Line, World
from tests.factories import MeetingFactory, SourceDocumentFactory


def _meeting(world: World) -> dict[str, Any]:
    return {"pk": MeetingFactory(mission=world.cast.mission).pk}


def _foreign_meeting(world: World) -> dict[str, Any]:
    return {"pk": MeetingFactory(mission=world.cast.other_mission).pk}


def _typed_meeting(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"organisation": "Ministry", "category": "government", "date": "2025-03-14"}


def _source(world: World) -> dict[str, Any]:
    return {"pk": SourceDocumentFactory(mission=world.cast.mission).pk}


def _foreign_source(world: World) -> dict[str, Any]:
    return {"pk": SourceDocumentFactory(mission=world.cast.other_mission).pk}


def _typed_source(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Turnout", "issuer": "Election commission"}


LINES = [
    Line("meeting_list", "GET", REVIEWERS, 200),
    Line("meeting_add", "GET", REVIEWERS, 200),
    Line("meeting_add", "POST", REVIEWERS, 302, body=_typed_meeting),
    Line("meeting_edit", "GET", REVIEWERS, 200, _meeting, _foreign_meeting),
    Line("meeting_edit", "POST", REVIEWERS, 302, _meeting, _foreign_meeting, body=_typed_meeting),
    Line("meeting_delete", "GET", REVIEWERS, 200, _meeting, _foreign_meeting),
    Line("meeting_delete", "POST", REVIEWERS, 302, _meeting, _foreign_meeting),
    Line("source_list", "GET", REVIEWERS, 200),
    Line("source_add", "GET", REVIEWERS, 200),
    Line("source_add", "POST", REVIEWERS, 302, body=_typed_source),
    Line("source_edit", "GET", REVIEWERS, 200, _source, _foreign_source),
    Line("source_edit", "POST", REVIEWERS, 302, _source, _foreign_source, body=_typed_source),
    Line("source_delete", "GET", REVIEWERS, 200, _source, _foreign_source),
    Line("source_delete", "POST", REVIEWERS, 302, _source, _foreign_source),
]
