"""The pace of a desk, and the public counts of what was asked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from aiqyn.evaluator import counts as counting
from aiqyn.evaluator.counts import Counts
from aiqyn.evaluator.pace import PaceError, Paces
from aiqyn.law import Pace

PACE = Pace(per_minute=30, burst=5)
DAY = date(2026, 11, 25)


class Clock:
    """A clock that a test moves, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_steady_pace() -> None:
    clock = Clock()
    paces = Paces(clock)
    for _ in range(5):
        paces.take("a", 1, PACE)
    with pytest.raises(PaceError) as caught:
        paces.take("a", 1, PACE)
    assert caught.value.wait == 2
    clock.now += 2
    paces.take("a", 1, PACE)
    with pytest.raises(PaceError):
        paces.take("a", 1, PACE)


def test_points_do_not_share_a_pace() -> None:
    paces = Paces(Clock())
    paces.take("a", 5, PACE)
    paces.take("b", 5, PACE)


def test_what_was_refused_was_not_taken_and_nobody_saves_more_than_a_burst() -> None:
    clock = Clock()
    paces = Paces(clock)
    paces.take("a", 3, PACE)
    with pytest.raises(PaceError) as caught:
        paces.take("a", 4, PACE)
    assert caught.value.wait == 4
    paces.take("a", 2, PACE)
    clock.now += 86_400
    paces.take("a", 5, PACE)
    with pytest.raises(PaceError):
        paces.take("a", 1, PACE)


def test_counts_add_up_over_restarts(tmp_path: Path) -> None:
    first = Counts(tmp_path, lambda: DAY)
    first.add("a", 3)
    first.add("b", 1)
    first.keep()
    second = Counts(tmp_path, lambda: DAY)
    second.add("a", 2)
    second.keep()
    assert counting.read(tmp_path, DAY) == {"a": 5, "b": 1}
    assert counting.read(tmp_path, DAY + timedelta(1)) == {}


def test_a_new_day_begins_at_nothing_and_the_old_one_is_kept(tmp_path: Path) -> None:
    days = [DAY]
    counts = Counts(tmp_path, lambda: days[0])
    counts.add("a", 3)
    days[0] += timedelta(1)
    counts.add("a", 1)
    counts.keep()
    assert counting.read(tmp_path, DAY) == {"a": 3}
    assert counting.read(tmp_path, days[0]) == {"a": 1}
