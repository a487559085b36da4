"""A mission's own form: the standard one with its own questions in and others switched off."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

Raw = dict[str, Any]

OWN_GROUP: Raw = {"key": "own", "title": {"en": "Questions of this mission"}}


def compose(
    raw_standard: Mapping[str, Any], own: Sequence[Raw], switched_off: Collection[str]
) -> Raw:
    """The raw definition of a mission's own form; `raw_standard` and `own` stay as they are.

    `own` are raw questions, each with an optional `after`: the code of the question it follows,
    standard or own. Where there is no such question it goes into a last group. Switched-off
    codes are left out, and with them every question that depends on them; codes of other forms
    are ignored. Raises nothing: `parse_definition` says what is wrong with the outcome.
    """
    groups = _with_own(raw_standard["groups"], own)
    off = _with_dependants(groups, switched_off)
    kept = [
        {**group, "questions": [each for each in group["questions"] if each.get("code") not in off]}
        for group in groups
    ]
    return {**raw_standard, "groups": [group for group in kept if group["questions"]]}


def _with_own(groups: Iterable[Raw], own: Sequence[Raw]) -> list[Raw]:
    waiting = list(own)
    extended = [
        {**group, "questions": list(_followed(group["questions"], waiting))} for group in groups
    ]
    # What follows no question of the form, or follows in a circle, in the order given.
    rest: list[Raw] = []
    while waiting:
        known = {each.get("code") for each in waiting}
        first = next((each for each in waiting if each.get("after") not in known), waiting[0])
        waiting.remove(first)
        rest += _followed([_bare(first)], waiting)
    return [*extended, {**OWN_GROUP, "questions": rest}]


def _followed(questions: Iterable[Raw], waiting: list[Raw]) -> Iterator[Raw]:
    """Each question, then those of `waiting` that follow it, which leave the list."""
    for question in questions:
        yield question
        followers = [each for each in waiting if each.get("after") == question.get("code")]
        for follower in followers:
            waiting.remove(follower)
        yield from _followed([_bare(each) for each in followers], waiting)


def _bare(own: Raw) -> Raw:
    """The question as a definition has it: marked as the mission's own, its place left out."""
    return {**{key: value for key, value in own.items() if key != "after"}, "own": True}


def _with_dependants(groups: Iterable[Raw], switched_off: Collection[str]) -> set[str]:
    # One pass is enough: a condition speaks of an earlier question.
    off = set(switched_off)
    for group in groups:
        for question in group["questions"]:
            condition = question.get("only_if") or {}
            if condition.get("question") in off:
                off.add(question["code"])
    return off
