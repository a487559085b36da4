"""Who may edit the draft statement, and read how it came about."""

from typing import Any

from reports.models import Block, BlockPlacement, BlockText, Statement
from tests.access_table import REVIEWERS, Line, World

KEY = "mission.identity"
TEXT = "The mission observed the election."


def _block(mission: Any, key: str = KEY) -> Block:
    statement, _made = Statement.objects.get_or_create(mission=mission, kind="short")
    return Block.objects.get_or_create(statement=statement, key=key)[0]


def _sentence(world: World) -> dict[str, Any]:
    return {"kind": "short", "key": KEY}


def _edited(world: World, mission: Any = None, *, beside: bool = False) -> dict[str, Any]:
    """A sentence somebody gave a text, with the number of that text."""
    block = _block(mission or world.cast.mission)
    told = {"text": TEXT, "beside": beside, "account": world.cast.outsider}
    text, _made = BlockText.objects.get_or_create(
        block=block, language="en", number=1, defaults=told
    )
    return {"kind": "short", "key": block.key, "pk": text.pk}


def _with_history(world: World) -> dict[str, Any]:
    keys = _edited(world)
    del keys["pk"]
    return keys


def _waiting(world: World) -> dict[str, Any]:
    return _edited(world, beside=True)


def _foreign(world: World) -> dict[str, Any]:
    return _edited(world, world.cast.other_mission)


def _foreign_waiting(world: World) -> dict[str, Any]:
    return _edited(world, world.cast.other_mission, beside=True)


def _cut(world: World) -> dict[str, Any]:
    block = _block(world.cast.mission)
    BlockPlacement.objects.get_or_create(block=block, number=1, defaults={"cut": True})
    return _sentence(world)


def _typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"text": TEXT}


def _added(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"text": TEXT, "place": "mission:"}


def _media(world: World) -> dict[str, Any]:
    return {"kind": "short", "key": "media"}


def _claim(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"text": "Media were followed."}


LINES = [
    Line("statement_changes", "GET", REVIEWERS, 200, keys=lambda world: {"kind": "short"}),
    Line("claim_edit", "GET", REVIEWERS, 200, keys=_media),
    Line("claim_edit", "POST", REVIEWERS, 302, keys=_media, body=_claim),
    Line("claim_withdraw", "POST", REVIEWERS, 302, keys=_media),
    Line("conclusion_sign", "POST", ("head_of_mission",), 302, keys=lambda w: {"kind": "short"}),
    Line("sentence_add", "GET", REVIEWERS, 200, keys=lambda world: {"kind": "short"}),
    Line("sentence_add", "POST", REVIEWERS, 302, keys=lambda w: {"kind": "short"}, body=_added),
    Line("sentence_edit", "GET", REVIEWERS, 200, keys=_sentence),
    Line("sentence_edit", "POST", REVIEWERS, 302, keys=_sentence, body=_typed),
    Line("sentence_restore", "POST", REVIEWERS, 302, keys=_sentence),
    Line("sentence_place", "GET", REVIEWERS, 200, keys=_sentence),
    Line(
        "sentence_place",
        "POST",
        REVIEWERS,
        302,
        keys=_sentence,
        body=lambda world, keys: {"place": "scope:"},
    ),
    Line("sentence_cut", "GET", REVIEWERS, 200, keys=_sentence),
    Line("sentence_cut", "POST", REVIEWERS, 302, keys=_sentence),
    Line("sentence_put_back", "POST", REVIEWERS, 302, keys=_cut),
    Line("sentence_history", "GET", REVIEWERS, 200, keys=_with_history),
    Line("sentence_merge", "GET", REVIEWERS, 200, keys=_waiting, foreign=_foreign_waiting),
    Line(
        "sentence_merge",
        "POST",
        REVIEWERS,
        302,
        keys=_waiting,
        foreign=_foreign_waiting,
        body=_typed,
    ),
    Line("sentence_reuse", "POST", REVIEWERS, 302, keys=_edited, foreign=_foreign),
]
