"""The definition of what is in force, over random histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aiqyn import law

BOOK = law.load()
START = datetime(2026, 1, 1, tzinfo=UTC)
kinds = st.sampled_from(list(law.MeasureActKind))
acts = st.builds(
    law.MeasureAct,
    kinds,
    st.integers(0, 500).map(lambda days: START + timedelta(days=days)),
    st.integers(0, 500).map(lambda days: date(2026, 1, 1) + timedelta(days=days)),
)
moments = st.integers(-10, 600).map(lambda days: START + timedelta(days=days))
histories = st.lists(acts, max_size=12)


@given(histories, moments)
def test_never_in_force_without_a_proposal_and_a_sanction_before(history: list[law.MeasureAct], at: datetime) -> None:
    if BOOK.standing(history, at).in_force:
        before = {act.kind for act in history if act.at <= at}
        assert {law.MeasureActKind.PROPOSED, law.MeasureActKind.SANCTIONED} <= before


@given(histories, moments, moments)
def test_what_has_ended_never_comes_back(history: list[law.MeasureAct], one: datetime, two: datetime) -> None:
    first, second = sorted((one, two))
    ended = {law.MeasureState.RELEASED, law.MeasureState.EXPIRED, law.MeasureState.REFUSED}
    earlier = BOOK.standing(history, first).state
    if earlier in ended:
        assert BOOK.standing(history, second).state is earlier


@given(histories, moments)
def test_never_in_force_after_the_last_day(history: list[law.MeasureAct], at: datetime) -> None:
    standing = BOOK.standing(history, at)
    if standing.in_force:
        assert standing.ends_on is not None
        assert at < BOOK.end_of(standing.ends_on)


@given(histories, moments)
def test_what_happens_later_changes_nothing_now(history: list[law.MeasureAct], at: datetime) -> None:
    past = [act for act in history if act.at <= at]
    assert BOOK.standing(history, at) == BOOK.standing(past, at)


@given(histories)
def test_before_any_act_there_is_nothing(history: list[law.MeasureAct]) -> None:
    assert BOOK.standing(history, START - timedelta(seconds=1)).state is law.MeasureState.NONE
