"""The places of a visit in which two versions may differ: how each is read, told and taken over."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from missions.enumerations import Theme
from visits.answer_values import AnswerType
from visits.differences import DETAILS, PLACE, header_label, header_words
from visits.payload import told_answer, told_answers, told_findings
from visits.question import Question

# Where a visit was is one thing: a station of one version and an area of the other is nowhere.
WHERE = (*PLACE, "position")
ONE_BY_ONE = (*DETAILS, "figures_confirmed")
EMPTY: tuple[Any, ...] = (None, "", [], {})
Raw = Mapping[str, Any]
Made = MutableMapping[str, Any]


class Place(ABC):
    """One place: `told` compares, `words` shows, `take` writes what a version says into another.

    Of some places `name` and `label` are given, of others they follow from a code: mypy would have
    both be settable, which nothing does.
    """

    name: str
    label: str
    joins: ClassVar[bool] = False

    @abstractmethod
    def told(self, raw: Raw) -> Any:
        """Return what a version says here, to compare; something empty for nothing."""

    @abstractmethod
    def words(self, raw: Raw) -> str:
        """Return what a version says here, in words; "" for nothing."""

    @abstractmethod
    def take(self, made: Made, raw: Raw) -> None:
        """Let `made` say here what `raw` says."""

    def keep_both(self, made: Made, raw: Raw) -> None:
        """Let `made` say here what it says, and what `raw` says too; only of a place that joins."""
        raise TypeError(f"{self.label}: of two versions one is chosen here.")


@dataclass(frozen=True)
class Header(Place):
    """One or several keys of the header that belong together."""

    name: str
    label: str
    keys: tuple[str, ...]

    def told(self, raw: Raw) -> Any:
        """Return the keys that say something."""
        return tuple((key, str(raw[key])) for key in self.keys if raw.get(key) not in EMPTY)

    def words(self, raw: Raw) -> str:
        """Return their words, one after the other."""
        return ", ".join(words for key in self.keys if (words := header_words(key, raw)))

    def take(self, made: Made, raw: Raw) -> None:
        """Take all the keys over."""
        for key in self.keys:
            made.pop(key, None)
            if raw.get(key) not in EMPTY:
                made[key] = raw[key]


def header_places() -> list[Place]:
    """Return the places of the header: where it was, then each detail by itself."""
    found: list[Place] = [Header("where", _("Where"), WHERE)]
    for key in ONE_BY_ONE:
        found.append(Header(key, _label(key), (key,)))
    return found


def _label(key: str) -> str:
    if key == "figures_confirmed":
        return _("The figures were checked")
    return header_label(key)


@dataclass(frozen=True)
class CommentsOfVisit(Place):
    """What is said of the visit in words of one's own."""

    label: str
    name: str = "comments"
    joins: ClassVar[bool] = True

    def told(self, raw: Raw) -> str:
        """Return the words."""
        return str(raw.get("comments") or "").strip()

    def words(self, raw: Raw) -> str:
        """Return the words."""
        return self.told(raw)

    def take(self, made: Made, raw: Raw) -> None:
        """Take the words over."""
        made["comments"] = self.told(raw)

    def keep_both(self, made: Made, raw: Raw) -> None:
        """Put the other's words below."""
        made["comments"] = f"{self.told(made)}\n\n{self.told(raw)}"


@dataclass(frozen=True)
class OfAnswer(Place):
    """A part of the answer to a question; `question` is None where the form has it not."""

    code: str
    question: Question | None
    language: str

    @property
    def _several(self) -> bool:
        return self.question is None or self.question.type is AnswerType.CHOICES

    def _answer(self, raw: Raw) -> tuple[str, str]:
        return told_answer(told_answers(raw).get(self.code), several=self._several)

    def _values(self, raw: Raw) -> list[str]:
        value = self._answer(raw)[0].strip()
        values = value.split(";") if self._several else [value]
        return [each for each in values if each]

    def _write(self, made: Made, value: str, comment: str) -> None:
        answers = {key: told for key, told in told_answers(made).items() if key != self.code}
        said = {key: told for key, told in (("value", value), ("comment", comment)) if told}
        made["answers"] = answers | ({self.code: said} if said else {})

    @property
    def _asked(self) -> str:
        return self.question.label(self.language) if self.question else self.code


@dataclass(frozen=True)
class ValueOf(OfAnswer):
    """What a question was answered."""

    @property
    def name(self) -> str:  # type: ignore[override]  # see Place
        """The field's name."""
        return f"answer-{self.code}"

    @property
    def label(self) -> str:  # type: ignore[override]  # see Place
        """The question."""
        return self._asked

    def told(self, raw: Raw) -> Any:
        """Return the values, in whatever order they were ticked."""
        return tuple(sorted(self._values(raw)))

    def words(self, raw: Raw) -> str:
        """Return the answer in words."""
        if self.question is None:
            return self._answer(raw)[0]
        return ", ".join(
            self.question.value_label(each, self.language) for each in self._values(raw)
        )

    def take(self, made: Made, raw: Raw) -> None:
        """Take the answer over; the comment stays."""
        self._write(made, self._answer(raw)[0], self._answer(made)[1])


@dataclass(frozen=True)
class CommentOf(OfAnswer):
    """What was said to an answer."""

    joins: ClassVar[bool] = True

    @property
    def name(self) -> str:  # type: ignore[override]  # see Place
        """The field's name."""
        return f"comment-{self.code}"

    @property
    def label(self) -> str:  # type: ignore[override]  # see Place
        """The question, and that it is the comment."""
        return _("Comment: %(question)s") % {"question": self._asked}

    def told(self, raw: Raw) -> str:
        """Return the comment."""
        return self._answer(raw)[1].strip()

    def words(self, raw: Raw) -> str:
        """Return the comment."""
        return self.told(raw)

    def take(self, made: Made, raw: Raw) -> None:
        """Take the comment over; the answer stays."""
        self._write(made, self._answer(made)[0], self.told(raw))

    def keep_both(self, made: Made, raw: Raw) -> None:
        """Put the other's comment below."""
        both = f"{self.told(made)}\n\n{self.told(raw)}"
        self._write(made, self._answer(made)[0], both)


@dataclass(frozen=True)
class FindingOf(Place):
    """One finding, by its number."""

    number: str
    label: str
    joins: ClassVar[bool] = True

    @property
    def name(self) -> str:  # type: ignore[override]  # see Place
        """The field's name."""
        return f"finding-{self.number}"

    def told(self, raw: Raw) -> Any:
        """Return the finding; None where the version has none of this number."""
        return next((each for each in told_findings(raw) if self._is(each)), None)

    def _is(self, told: Any) -> bool:
        return isinstance(told, dict) and str(told.get("id")) == self.number

    def words(self, raw: Raw) -> str:
        """Return the finding's theme and summary."""
        told = self.told(raw) or {}
        theme = dict(Theme.choices).get(str(told.get("theme") or ""), "")
        return ": ".join(str(each) for each in (theme, told.get("summary") or "") if each)

    def take(self, made: Made, raw: Raw) -> None:
        """Take the finding over, or leave it out where the version has none."""
        others = [each for each in told_findings(made) if not self._is(each)]
        told = self.told(raw)
        made["findings"] = [*others, told] if told else others

    def keep_both(self, made: Made, raw: Raw) -> None:
        """Add the other's finding under a number that follows from what it says."""
        told = self.told(raw)
        said = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
        number = uuid5(_space(self.number), hashlib.sha256(said).hexdigest())
        made["findings"] = [*told_findings(made), {**told, "id": str(number)}]


def _space(number: str) -> UUID:
    try:
        return UUID(number)
    except ValueError:
        return UUID(int=0)
