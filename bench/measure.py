"""Timing against a reference in the same run, and the line that each measurement prints."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One measurement: what, how much, and the bar it must not pass; no bar is only told."""

    what: str
    told: str
    value: float
    bar: float | None
    unit: str

    @property
    def over(self) -> bool:
        """Whether the bar is broken."""
        return self.bar is not None and self.value > self.bar

    def line(self) -> str:
        """Return the measurement as it is printed: what, measured, bar, ok or over."""
        bar = "no bar" if self.bar is None else f"bar {self.bar:g}{self.unit}"
        verdict = "" if self.bar is None else "over" if self.over else "ok"
        return f"{self.what:<52} {self.told:<32} {bar:<11} {verdict}".rstrip()


def times(what: str, seconds: float, reference: float, bar: float | None) -> Measured:
    """Return how many times its reference something takes."""
    told = f"{seconds / reference:.2f} x ({_short(seconds)} / {_short(reference)})"
    return Measured(what, told, seconds / reference, bar, " x")


def at_most(what: str, value: float, bar: float, unit: str = "", told: str = "") -> Measured:
    """Return a plain amount beside its bar."""
    return Measured(what, told or f"{value:g}{unit}", value, bar, unit)


def _short(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def interleaved(rounds: int, *acts: Callable[[], Any]) -> list[float]:
    """Run the acts in turn, `rounds` times after one warm-up; return each one's median seconds.

    In turn, so that whatever else the machine does meets all of them alike.
    """
    # What is there already is not looked through again before each act.
    gc.collect()
    gc.freeze()
    taken: list[list[float]] = [[] for _ in acts]
    for round_number in range(rounds + 1):
        for place, act in enumerate(acts):
            seconds = _timed(act)
            if round_number:
                taken[place].append(seconds)
    return [statistics.median(each) for each in taken]


def _timed(act: Callable[[], Any]) -> float:
    # What one act left behind must not be cleared away in another one's time.
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
