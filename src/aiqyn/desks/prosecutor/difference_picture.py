"""The differences of a comparison as bars, one bar a kind, the gravest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiqyn.register.queries.reconciling import Tally

WIDTH, ROW, LABELS, NUMBERS, TOP = 720, 34, 300, 70, 8
_BAR = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A kind of difference: where its bar begins and ends, and its count. `grave`: one system lets go, one does not."""

    kind: str
    count: int
    y: int
    width: float
    grave: bool

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.y + _BAR // 2

    @property
    def end(self) -> float:
        """Where its number stands."""
        return LABELS + self.width + 8


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, in units of its own view box."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LABELS
    bar: int = _BAR


def draw(tallies: Sequence[Tally]) -> Chart:
    """Bars as long as their counts, beside the longest of them; a count of one is still to be seen."""
    longest = max((tally.count for tally in tallies), default=0) or 1
    room = WIDTH - LABELS - NUMBERS
    bars = tuple(
        Bar(
            tally.kind,
            tally.count,
            y=TOP + place * ROW,
            width=max(2.0, round(room * tally.count / longest, 1)) if tally.count else 0.0,
            grave=tally.kind.startswith("bound-"),
        )
        for place, tally in enumerate(tallies)
    )
    return Chart(bars, height=TOP + ROW * len(bars))
