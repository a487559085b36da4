"""Charts as geometry: everything inside the drawing, heights true to the numbers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.charts import (
    HEIGHT,
    LEFT,
    MOST_LABELS,
    RIGHT,
    TOP,
    WIDTH,
    Column,
    row_step,
    stacked,
)

unhurried = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
numbers = st.integers(0, 5000)


@st.composite
def columns(draw):
    parts = st.lists(numbers, min_size=1, max_size=4)
    return [
        Column(str(place), tuple((f"s{n}", value, "told") for n, value in enumerate(each)))
        for place, each in enumerate(draw(st.lists(parts, min_size=1, max_size=40)))
    ]


@unhurried
@given(columns())
def test_every_bar_is_inside_the_drawing_and_as_high_as_its_number(drawn):
    chart = stacked(drawn)
    by_number = [number for column in drawn for _series, number, _told in column.parts if number]
    assert len(chart.bars) == len(by_number)
    unit = (chart.rows[0].at - chart.rows[-1].at) / int(chart.rows[-1].text)
    for bar, number in zip(chart.bars, by_number, strict=True):
        assert bar.height == pytest.approx(number * unit, abs=0.1)
        assert bar.x >= LEFT and bar.x + bar.width <= WIDTH - RIGHT + 0.1
        assert bar.y >= TOP - 0.1 and bar.y + bar.height <= HEIGHT


@unhurried
@given(columns())
def test_there_is_room_for_every_name_and_line(drawn):
    chart = stacked(drawn)
    assert 1 <= len(chart.names) <= MOST_LABELS
    assert 2 <= len(chart.rows) <= 7


@unhurried
@given(st.integers(0, 10**6))
def test_lines_are_at_round_whole_numbers(most):
    step = row_step(most)
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert most / step <= 5


def test_nothing_is_an_empty_drawing():
    assert stacked([]).bars == ()
