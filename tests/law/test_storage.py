"""Storage: the tariff of each day, time to come and fetch, nothing for what should not have been."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import law
from aiqyn.law import Storage

BOOK = law.load("kz")
DAY = date(2026, 3, 2)


def stored(days: int, *, ended_after: int | None = None, annulled: bool = False, since: date = DAY) -> Storage:
    ended_on = None if ended_after is None else since + timedelta(days=ended_after)
    return law.storage(BOOK, since, since + timedelta(days=days), ended_on=ended_on, annulled=annulled)


def test_a_day_begun_is_a_day() -> None:
    assert stored(0) == Storage(1, 1, 55_000)
    assert stored(4) == Storage(5, 5, 275_000)


def test_each_day_has_the_tariff_of_its_own_day() -> None:
    assert stored(3, since=date(2025, 12, 30)) == Storage(4, 4, 2 * 50_000 + 2 * 55_000)


def test_there_is_time_to_come_and_fetch() -> None:
    assert stored(2, ended_after=2).charged == 3
    assert stored(5, ended_after=2) == Storage(6, 3, 165_000)
    assert stored(6, ended_after=2) == Storage(7, 4, 220_000)


def test_nobody_pays_for_what_was_annulled() -> None:
    assert stored(40, ended_after=30, annulled=True) == Storage(41, 0, 0)


def test_nothing_is_kept_before_it_came() -> None:
    with pytest.raises(ValueError):
        stored(-1)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_fee_never_falls_with_time_and_never_counts_a_day_twice(days: int, ended: int) -> None:
    now, next_day = stored(days, ended_after=ended), stored(days + 1, ended_after=ended)
    assert now.charged <= now.days == days + 1
    assert 0 <= next_day.charged - now.charged <= 1
    assert now.fee_minor <= next_day.fee_minor
    assert now.fee_minor <= stored(days).fee_minor


def test_every_entry_of_the_tariff_is_marked_as_our_own() -> None:
    for code in law.STORAGE_RULES:
        rule = BOOK.rule(code, DAY)
        assert not rule.verified
        assert rule.article == "unknown"
