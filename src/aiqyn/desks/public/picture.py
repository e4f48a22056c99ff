"""The release clock as bars: one bar a release, the newest on the right, on a scale of tens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 260, 64, 28, 16
#: The promise: a second, in milliseconds.
PROMISE = 1000.0
_MOST = 120
_FLOOR, _CEILING = 0.0, 4.0  # powers of ten: 1 ms to 10 s


@dataclass(frozen=True, slots=True)
class Bar:
    """One release; `late` when it took longer than the promise."""

    x: float
    y: float
    width: float
    height: float
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale, at `y`, marked in milliseconds."""

    y: float
    mark: int
    promise: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, in units of its own view box."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def draw(series: Sequence[float]) -> Chart:
    """Bars for the newest of the series (milliseconds, oldest first)."""
    newest = list(series)[-_MOST:]
    step = (WIDTH - LEFT - 8) / max(24, len(newest))
    bars = tuple(
        Bar(
            x=round(WIDTH - 8 - step * (len(newest) - place), 1),
            y=(top := _height(value)),
            width=round(step * 0.72, 1),
            height=round(HEIGHT - BOTTOM - top, 1),
            late=value > PROMISE,
        )
        for place, value in enumerate(newest)
    )
    lines = tuple(Line(_height(10.0**power), 10**power, 10**power == PROMISE) for power in range(5))
    return Chart(bars, lines)


def _height(value: float) -> float:
    power = min(_CEILING, max(_FLOOR, math.log10(max(value, 1.0))))
    return round(HEIGHT - BOTTOM - 1 - (HEIGHT - BOTTOM - TOP - 1) * power / _CEILING, 1)
