"""Charts as plain geometry: numbers in, the places of bars, lines and words out.

A template of templates/reports/charts/ draws them; colours are the stylesheet's. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# The drawing, in its own units; at 390 px wide its text is about 11 px high.
WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 32, 6, 8, 24
MOST_LABELS = 8
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """A part of a column; `series` names its kind, `told` says it in words."""

    x: float
    y: float
    width: float
    height: float
    series: str
    told: str


@dataclass(frozen=True)
class Mark:
    """A word on an axis, and where its line or its middle is."""

    at: float
    text: str


@dataclass(frozen=True)
class Columns:
    """A chart of stacked columns."""

    bars: tuple[Bar, ...]
    rows: tuple[Mark, ...]
    names: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Column:
    """One column: its name on the axis, and its parts from below: (series, number, in words)."""

    name: str
    parts: tuple[tuple[str, int, str], ...]

    @property
    def total(self) -> int:
        """How high it is."""
        return sum(number for _series, number, _told in self.parts)


def stacked(columns: Sequence[Column]) -> Columns:
    """Return the drawing of these columns; an empty one for none."""
    if not columns:
        return Columns((), (), ())
    step = row_step(max(column.total for column in columns))
    top = step * -(-max(1, max(column.total for column in columns)) // step)
    high = (HEIGHT - TOP - BOTTOM) / top
    wide = (WIDTH - LEFT - RIGHT) / len(columns)
    rows = tuple(
        Mark(_rounded(HEIGHT - BOTTOM - value * high), str(value))
        for value in range(0, top + 1, step)
    )
    bars = tuple(
        bar for place, column in enumerate(columns) for bar in _bars(column, place, wide, high)
    )
    return Columns(bars, rows, _names(columns, wide))


def row_step(most: int) -> int:
    """Return how far apart the lines of a chart are: 1, 2 or 5 times a power of ten, at most six.

    Visits are whole: never less than one.
    """
    power = 1
    while True:
        for step in STEPS:
            if most <= 5 * step * power:
                return step * power
        power *= 10


def _bars(column: Column, place: int, wide: float, high: float) -> list[Bar]:
    gap = min(2.0, wide / 5)
    x, y = LEFT + place * wide + gap / 2, float(HEIGHT - BOTTOM)
    found = []
    for series, number, told in column.parts:
        if number:
            y -= number * high
            size = (_rounded(wide - gap), _rounded(number * high))
            found.append(Bar(_rounded(x), _rounded(y), *size, series, told))
    return found


def _names(columns: Sequence[Column], wide: float) -> tuple[Mark, ...]:
    """Return the names below the columns, as many as there is room for."""
    every = next(
        step for step in (1, 2, 3, 6, 12, len(columns)) if len(columns) <= step * MOST_LABELS
    )
    return tuple(
        Mark(_rounded(LEFT + (place + 0.5) * wide), column.name)
        for place, column in enumerate(columns)
        if place % every == 0
    )


def _rounded(value: float) -> float:
    return round(value, 2)
