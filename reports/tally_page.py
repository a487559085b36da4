"""A stage's tallies as the page shows them: each number with the list of just those visits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.figures import QuestionCount
from reports.quantifiers import number, per_cent
from reports.tallies import StageTally
from visits.answer_values import OPEN_TYPES, SILENT, SILENT_LABELS, AnswerType
from visits.filters import ADVERSE, NOT_ASKED, OBSERVED, PROVISIONAL
from visits.models import VisitState
from visits.question import Question

# Width of a bar's drawing; a share of it is filled.
BAR = 100


@dataclass(frozen=True)
class AnswerLine:
    """How many of how many gave one answer; `query` lists just those visits, "" where none do.

    `share` is in words where the rules of statements allow a percentage, else "".
    """

    label: str
    n: int
    of: int
    adverse: bool = False
    query: str = ""

    @property
    def share(self) -> str:
        """The share in words, "" where so few are better told in numbers."""
        return per_cent(self.n, self.of) if self.of else ""

    @property
    def bar(self) -> int:
        """How much of the bar is filled, of 100; what is not none is never invisible."""
        return max(1, BAR * self.n // self.of) if self.n and self.of else 0


@dataclass(frozen=True)
class ShownQuestion:
    """One question: its answers, what is adverse, who said nothing, and the areas.

    `stations` is set where the question counts stations: adverse of all stations, by the latest
    observed answer of each. Visits and stations are never mixed in one line.
    """

    question: Question
    label: str
    answered: AnswerLine
    answers: tuple[AnswerLine, ...]
    adverse: AnswerLine | None
    stations: AnswerLine | None
    silent: tuple[AnswerLine, ...]
    areas: tuple[AnswerLine, ...]
    note: str

    @property
    def several(self) -> bool:
        """Whether a visit may give several answers, so that they add up to more than all."""
        return self.question.type is AnswerType.CHOICES


@dataclass(frozen=True)
class ShownGroup:
    """Questions that the form asks together."""

    key: str
    title: str
    questions: tuple[ShownQuestion, ...]


def shown_groups(tally: StageTally) -> list[ShownGroup]:
    """Return every question of a stage, in the order of its form; no query."""
    language = get_language() or "en"
    show = _Showing(tally, language)
    groups = [
        ShownGroup(group.key, group.title(language), tuple(map(show.question, group.questions)))
        for group in tally.form.groups
    ]
    if tally.left:
        title = _("No longer asked")
        groups.append(ShownGroup("left", title, tuple(map(show.question, tally.left))))
    return groups


@dataclass(frozen=True)
class _Showing:
    """Puts the questions of one tally into lines."""

    tally: StageTally
    language: str

    def question(self, question: Question) -> ShownQuestion:
        """Return one question with all its lines."""
        count = self.tally.counts.by_visit.get(question.code, QuestionCount())
        of = count.of
        stations = None
        if question.unit == "station" and question.has_adverse:
            stations = self._stations(question)
        return ShownQuestion(
            question=question,
            label=question.label(self.language),
            answered=self._line(question, _("Answered"), of, of, OBSERVED),
            answers=tuple(self._answers(question, count)),
            adverse=self._adverse(question, _("Adverse"), count.adverse, of),
            stations=stations,
            silent=tuple(self._silent(question)),
            areas=tuple(self._areas(question, count)),
            note=_told(question, count),
        )

    def _line(
        self,
        question: Question,
        label: str,
        n: int,
        of: int,
        answer: str,
        *,
        adverse: bool = False,
        area: str = "",
    ) -> AnswerLine:
        query = self._query(question.code, answer, area) if n else ""
        return AnswerLine(label, n, of, adverse, query)

    def _query(self, code: str, answer: str, area: str = "") -> str:
        state = PROVISIONAL if self.tally.provisional else VisitState.VERIFIED.value
        asked = {"state": state, "stage": self.tally.stage, "area": area}
        asked |= {"question": code, "answer": answer}
        return urlencode({name: value for name, value in asked.items() if value})

    def _adverse(
        self, question: Question, label: str, n: int, of: int, area: str = ""
    ) -> AnswerLine | None:
        if not question.has_adverse:
            return None
        return self._line(question, label, n, of, ADVERSE, adverse=True, area=area)

    def _answers(self, question: Question, count: QuestionCount) -> Iterator[AnswerLine]:
        if question.type in OPEN_TYPES:
            return
        # A version before may have offered what the form no longer does.
        further = sorted(set(count.values) - set(question.substantive_values))
        for value in (*question.substantive_values, *further):
            label, adverse = question.value_label(value, self.language), value in question.adverse
            yield self._line(question, label, count.values[value], count.of, value, adverse=adverse)

    def _stations(self, question: Question) -> AnswerLine:
        # No list of visits shows just these: what a later visit replaced is in none of them.
        found = self.tally.counts.by_station.get(question.code, QuestionCount())
        return AnswerLine(_("Adverse"), found.adverse, found.of, adverse=True)

    def _silent(self, question: Question) -> Iterator[AnswerLine]:
        found = self.tally.silent_of(question.code)
        for value in question.values:
            if value in SILENT and (n := found.pop(value, 0)):
                yield self._line(question, str(SILENT_LABELS[value]), n, 0, value)
        for value in SILENT & set(found):
            yield self._line(question, str(SILENT_LABELS[value]), found.pop(value), 0, value)
        if n := sum(found.values()):
            yield self._line(question, _("Answered, though not asked for"), n, 0, NOT_ASKED)

    def _areas(self, question: Question, count: QuestionCount) -> Iterator[AnswerLine]:
        if not question.has_adverse:
            return
        names = {area.code: area.name for area in self.tally.counts.tops.values()}
        for code, (n, of) in sorted(count.by_area.items(), key=lambda item: names.get(item[0], "")):
            # What lies in no known area cannot be listed by its area.
            if not code:
                yield AnswerLine(_("Not known yet"), n, of, adverse=True)
            elif (line := self._adverse(question, names[code], n, of, code)) is not None:
                yield line


def _told(question: Question, count: QuestionCount) -> str:
    """Return what was written, in a sentence: the sum of numbers, the range of times."""
    if question.type is AnswerType.NUMBER and count.total is not None:
        total = number(int(count.total))
        about = _("together about %(total)s") if count.approximate else _("together %(total)s")
        return about % {"total": total}
    if question.type is AnswerType.TIME and count.values:
        return _range(count.values)
    if question.type is AnswerType.TEXT and count.of:
        return _("in the observers' own words: open the visits to read them")
    return ""


def _range(values: Counter[str]) -> str:
    times = sorted(values.elements())
    told: dict[str, Any] = {
        "first": times[0],
        "middle": times[(len(times) - 1) // 2],
        "last": times[-1],
    }
    if times[0] == times[-1]:
        return _("at %(first)s") % told
    return _("from %(first)s to %(last)s, half of them by %(middle)s") % told
