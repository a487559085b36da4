"""What is wrong with a mission folder: all of it at once, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

SHOWN_VALUE = 80
SHOWN_PROBLEMS = 1000


@dataclass(frozen=True, order=True)
class Problem:
    """One cell, row or file that cannot be read; `line` 0 and `column` "" where none applies."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(_("line %(line)d") % {"line": self.line})
        if self.column:
            place.append(_("column %(column)s") % {"column": self.column})
        return _("%(place)s: %(found)s, expected %(expected)s.") % {
            "place": ", ".join(place),
            "found": self._found(),
            "expected": self.expected,
        }

    @property
    def shown_value(self) -> str:
        """The value as a person is shown it: one line, not without end."""
        return self._found()

    def _found(self) -> str:
        if not self.value:
            return _("nothing")
        # A newline in a cell must not look like a new problem.
        text = " ".join(self.value.split())
        return f"“{text[:SHOWN_VALUE]}…”" if len(text) > SHOWN_VALUE else f"“{text}”"


class FolderRefused(Exception):
    """A mission folder that is not imported or written; `sentences` say why.

    `found` are the problems among them that stand in a cell, row or file; `general` the others.
    """

    def __init__(self, *sentences: str, found: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.found = found

    @property
    def general(self) -> tuple[str, ...]:
        """The sentences that concern no single place."""
        told = {str(problem) for problem in self.found}
        return tuple(each for each in self.sentences if each not in told)


@dataclass
class Problems:
    """Collects problems, so that one import tells all of them."""

    found: list[Problem] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def add(self, file: str, line: int, column: str, value: str, expected: str) -> None:
        """Note one problem."""
        self.found.append(Problem(file, line, column, value, expected))

    def say(self, sentence: str) -> None:
        """Note what concerns no single cell."""
        self.sentences.append(sentence)

    def refuse(self) -> None:
        """Raise FolderRefused with every problem, in the order of files and lines, if any."""
        if told := list(self._told()):
            raise FolderRefused(*told, found=tuple(self._in_order()[:SHOWN_PROBLEMS]))

    def _in_order(self) -> list[Problem]:
        """Return the problems, each once: a cell read as empty for a reason told is not told so.

        A detail of the mission is told under its key, and its cell under the column "value".
        """
        told = {(each.file, each.line, each.column) for each in self.found if each.value}

        def is_told(empty: Problem) -> bool:
            return any((empty.file, empty.line, at) in told for at in (empty.column, "value"))

        return sorted(each for each in set(self.found) if each.value or not is_told(each))

    def _told(self) -> Iterator[str]:
        yield from self.sentences
        for problem in self._in_order()[:SHOWN_PROBLEMS]:
            yield str(problem)
        more = len(self._in_order()) - SHOWN_PROBLEMS
        if more > 0:
            yield _("... and %(more)d more.") % {"more": more}
