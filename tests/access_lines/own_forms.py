"""Who may use the pages of the mission's forms."""

from typing import Any

from tests.access_table import ADMINISTRATORS, Line, World
from tests.factories import MissionQuestionFactory


def _stage(world: World) -> dict[str, Any]:
    return {"stage": "voting"}


def _question(world: World) -> dict[str, Any]:
    question = MissionQuestionFactory(mission=world.cast.mission)
    return {"stage": "voting", "pk": question.pk}


def _foreign(world: World) -> dict[str, Any]:
    question = MissionQuestionFactory(mission=world.cast.other_mission)
    return {"stage": "voting", "pk": question.pk}


WRITTEN = {"label": "Was the radio on?", "type": "yn"}

LINES = [
    Line("form_list", "GET", ADMINISTRATORS, 200),
    Line("form_detail", "GET", ADMINISTRATORS, 200, keys=_stage),
    Line("form_preview", "GET", ADMINISTRATORS, 200, keys=_stage),
    Line("form_publish", "POST", ADMINISTRATORS, 302, keys=_stage),
    Line(
        "question_switch",
        "POST",
        ADMINISTRATORS,
        302,
        keys=_stage,
        body=lambda world, keys: {"question": "voting.queue", "turn": "off"},
    ),
    Line("question_add", "GET", ADMINISTRATORS, 200, keys=_stage),
    Line(
        "question_add",
        "POST",
        ADMINISTRATORS,
        302,
        keys=_stage,
        body=lambda world, keys: {"code": "radio", **WRITTEN},
    ),
    Line("question_edit", "GET", ADMINISTRATORS, 200, keys=_question, foreign=_foreign),
    Line(
        "question_edit",
        "POST",
        ADMINISTRATORS,
        302,
        keys=_question,
        foreign=_foreign,
        body=lambda world, keys: WRITTEN,
    ),
    Line("question_delete", "GET", ADMINISTRATORS, 200, keys=_question, foreign=_foreign),
    Line("question_delete", "POST", ADMINISTRATORS, 302, keys=_question, foreign=_foreign),
]
