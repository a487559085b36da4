"""Short ways to edit the statement of the cast's mission in tests."""

from typing import Any

from reports.actions.editing import Wording, reword_sentence
from reports.draft_types import Draft, Sentence
from reports.drafting import draft_statement
from reports.models import BlockText
from tests.factories import AnswerFactory, VisitFactory


def answered(cast: Any, question: str, value: str, *, adverse: bool = False, **told: Any) -> Any:
    """A verified voting visit of the north that answered one question."""
    keys = {"team": cast.north_team, "state": "verified", "awaits_review": False}
    visit = VisitFactory(mission=cast.mission, **{**keys, **told})
    AnswerFactory(visit=visit, question=question, value=value, adverse=adverse)
    return visit


def newest(cast: Any, key: str, kind: str = "short") -> int | None:
    """The number of the text that holds for a sentence; None for the machine's own."""
    texts = BlockText.objects.filter(
        block__statement__mission=cast.mission, block__statement__kind=kind, block__key=key
    )
    return texts.filter(beside=False).order_by("-number").values_list("pk", flat=True).first()


def reworded(cast: Any, key: str, text: str, about: str = "", stated: str = "", **told: Any) -> Any:
    """Give a sentence a text, from the one that holds, as the secretariat."""
    usual = {
        "mission": cast.mission,
        "kind": "short",
        "key": key,
        "wording": Wording(text, about, stated),
        "started_from": newest(cast, key),
        "by": cast.secretariat,
    }
    return reword_sentence(**{**usual, **told})


def sentences(draft: Draft) -> dict[str, Sentence]:
    """The sentences of a draft by key."""
    return {each.key: each for section in draft.sections for each in section.sentences}


def drafted(cast: Any, kind: str = "short") -> dict[str, Sentence]:
    """The sentences of the mission's draft by key."""
    return sentences(draft_statement(cast.mission, kind=kind))


def blockers(cast: Any, key: str) -> list[str]:
    """Why a sentence of the short draft keeps it from being signed."""
    return [each.why for each in draft_statement(cast.mission).blockers if each.sentence == key]


def seven_visits(cast: Any) -> None:
    """Seven voting visits in which nobody interfered, with campaign material in one."""
    for number in range(7):
        visit = answered(cast, "voting.interference", "no")
        value = "no" if number else "yes"
        visit.answers.create(question="voting.campaign_material", value=value, adverse=not number)
