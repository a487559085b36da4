"""A stage's tallies as the rows of a file: one row an answer, and one an area."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.tally_page import AnswerLine, ShownGroup, ShownQuestion


def tally_rows(groups: Iterable[ShownGroup]) -> list[list[Any]]:
    """Return the headings and a row for each number of the page, areas among them."""
    headings = [
        _("Question"),
        _("Text"),
        _("Group"),
        _("Counted"),
        _("Area"),
        _("Answer"),
        _("Adverse"),
        _("n"),
        _("of N"),
        _("Share"),
    ]
    rows = [
        [shown.question.code, shown.label, group.title, *row]
        for group in groups
        for shown in group.questions
        for row in _rows(shown)
    ]
    return [headings, *rows]


def _rows(shown: ShownQuestion) -> Iterator[list[Any]]:
    visits, stations = _("visits"), _("stations, latest answer")
    for line in shown.answers:
        yield _row(visits, "", line)
    if shown.adverse:
        yield _row(visits, "", shown.adverse, _("all adverse answers"))
    if shown.stations:
        yield _row(stations, "", shown.stations, _("all adverse answers"))
    yield [visits, "", _("observed"), "", shown.answered.n, None, shown.note]
    for line in shown.silent:
        yield [visits, "", line.label, "", line.n, None, ""]
    for line in shown.areas:
        yield _row(visits, line.label, line, _("all adverse answers"))


def _row(counted: str, area: str, line: AnswerLine, answer: str = "") -> list[Any]:
    adverse = _("yes") if line.adverse else ""
    return [counted, area, answer or line.label, adverse, line.n, line.of, line.share]
