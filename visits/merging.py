"""Two versions of one visit side by side: where they agree, where they differ, and what is chosen.

Nothing here is stored. What both say is told once; of what they say otherwise one is chosen, or
both where both can stand beside each other (findings, comments). What neither the team nor this
module knows is taken over from the latest revision as it was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from visits.definition import FormDefinition
from visits.merge_places import CommentOf, CommentsOfVisit, FindingOf, Place, ValueOf, header_places
from visits.payload import told_answers, told_findings

LATEST, COPY, BOTH = "latest", "copy", "both"
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One thing that the two versions say otherwise; "" is nothing said.

    `name` is of the field in the page, `chosen` what is ticked, "" for nothing yet.
    """

    name: str
    label: str
    latest: str
    copy: str
    may_keep_both: bool
    chosen: str


@dataclass(frozen=True)
class Merge:
    """Two versions of a visit, what they follow (None where that is not known), and the form."""

    latest: Raw
    copy: Raw
    base: Raw | None
    form: FormDefinition
    language: str

    @cached_property
    def places(self) -> list[Place]:
        """Everything that either version may say, in the order of the form."""
        found: list[Place] = [*header_places(), CommentsOfVisit(_("Comments"))]
        told = {**told_answers(self.latest), **told_answers(self.copy)}
        known = {question.code: question for question in self.form.questions}
        for code in [*known, *(code for code in told if code not in known)]:
            if code in told:
                found += [
                    ValueOf(code, known.get(code), self.language),
                    CommentOf(code, known.get(code), self.language),
                ]
        findings = [*told_findings(self.latest), *told_findings(self.copy)]
        numbers = dict.fromkeys(str(each["id"]) for each in findings if _has_number(each))
        return [*found, *(FindingOf(number, _("Finding")) for number in numbers)]

    @property
    def agreed(self) -> list[tuple[str, str]]:
        """What both say alike: label and words."""
        alike = [each for each in self.places if each.told(self.latest) == each.told(self.copy)]
        told = ((each.label, each.words(self.latest)) for each in alike)
        return [(label, words) for label, words in told if words]

    def parts(self, chosen: Mapping[str, str]) -> list[Part]:
        """Return where the two differ, with what was chosen so far, or is likely."""
        return [
            Part(
                name=each.name,
                label=each.label,
                latest=each.words(self.latest),
                copy=each.words(self.copy),
                may_keep_both=self._may_keep_both(each),
                chosen=chosen.get(each.name) or self._likely(each),
            )
            for each in self._differing
        ]

    @cached_property
    def _differing(self) -> list[Place]:
        return [each for each in self.places if each.told(self.latest) != each.told(self.copy)]

    def _may_keep_both(self, place: Place) -> bool:
        return place.joins and bool(place.told(self.latest)) and bool(place.told(self.copy))

    def _likely(self, place: Place) -> str:
        """Return what only one of the two changed or said; "" where the team has to choose."""
        if isinstance(place, FindingOf):
            # What somebody told is not taken back by another phone that did not know of it.
            return "" if self._may_keep_both(place) else self._said_alone(place)
        if self.base is not None and place.told(self.base) == place.told(self.latest):
            return COPY
        if self.base is not None and place.told(self.base) == place.told(self.copy):
            return LATEST
        return BOTH if self._may_keep_both(place) else self._said_alone(place)

    def _said_alone(self, place: Place) -> str:
        if not place.told(self.copy):
            return LATEST
        return "" if place.told(self.latest) else COPY

    def undecided(self, chosen: Mapping[str, str]) -> list[str]:
        """Return the names of the parts for which nothing that is offered was chosen."""
        offered = {
            each.name: {LATEST, COPY} | ({BOTH} if self._may_keep_both(each) else set())
            for each in self._differing
        }
        return [name for name, choices in offered.items() if chosen.get(name) not in choices]

    def merged(self, chosen: Mapping[str, str]) -> dict[str, Any]:
        """Return the visit that the choices make, as a payload's keys.

        Photos of both are kept, and findings that nobody gave a number: none is lost by choosing.
        """
        made: dict[str, Any] = {**self.latest, "answers": {**told_answers(self.latest)}}
        for place in self._differing:
            choice = chosen.get(place.name)
            if choice == COPY:
                place.take(made, self.copy)
            elif choice == BOTH:
                place.keep_both(made, self.copy)
        if more := _without_number(made, self.copy, self.base or {}):
            made["findings"] = [*told_findings(made), *more]
        photos = _photos_of_both(self.latest, self.copy)
        return made | ({"photos": photos} if photos else {})


def _has_number(told: Any) -> bool:
    return isinstance(told, dict) and bool(told.get("id"))


def _without_number(made: Raw, copy: Raw, base: Raw) -> list[Any]:
    # What both versions began with was changed or taken out by the latest one.
    known = [*told_findings(made), *told_findings(base)]
    return [each for each in told_findings(copy) if not _has_number(each) and each not in known]


def _photos_of_both(latest: Raw, copy: Raw) -> list[Any]:
    found: dict[str, Any] = {}
    for raw in (latest, copy):
        told = raw.get("photos")
        for each in told if isinstance(told, list) else []:
            found.setdefault(str(each.get("id") if isinstance(each, dict) else each), each)
    return list(found.values())
