"""The clock of "this is not my debt" as bars: one bar an answer, the newest on the right, on a scale of minutes."""

from __future__ import annotations

from collections.abc import Sequence

from aiqyn.desks.public.picture import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Bar, Chart, Line

_MOST = 120
_MINUTE = 60_000.0


def draw(series: Sequence[float], promise: int) -> Chart:
    """Bars for the newest of the series (milliseconds, oldest first); the scale ends at twice the promise (minutes)."""
    newest = [value / _MINUTE for value in series][-_MOST:]
    step = (WIDTH - LEFT - 8) / max(24, len(newest))
    bars = tuple(
        Bar(
            x=round(WIDTH - 8 - step * (len(newest) - place), 1),
            y=(top := _height(value, promise)),
            width=round(step * 0.72, 1),
            height=round(HEIGHT - BOTTOM - top, 1),
            late=value > promise,
        )
        for place, value in enumerate(newest)
    )
    marks = (0, promise / 2, promise, promise * 1.5, promise * 2)
    return Chart(bars, tuple(Line(_height(mark, promise), round(mark), mark == promise) for mark in marks))


def _height(minutes: float, promise: int) -> float:
    share = min(1.0, max(0.0, minutes / (2 * promise)))
    return round(HEIGHT - BOTTOM - 1 - (HEIGHT - BOTTOM - TOP - 1) * share, 1)
