"""The definition of what is in force, over random histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn import law
from aiqyn.law import MeasureAct, MeasureActKind, MeasureState

BOOK = law.load()
START = datetime(2026, 1, 1, tzinfo=UTC)
LAST = date(2026, 6, 30)
OVER = datetime(2026, 6, 30, 19, tzinfo=UTC)
ENDED = {MeasureState.RELEASED, MeasureState.EXPIRED, MeasureState.REFUSED}

# Few days, so that acts of one moment are common; a last day may be missing.
days = st.integers(0, 40)
acts = st.builds(
    MeasureAct,
    st.sampled_from(list(MeasureActKind)),
    days.map(lambda number: START + timedelta(days=number)),
    st.none() | days.map(lambda number: date(2026, 1, 1) + timedelta(days=number)),
    st.none() | days.map(lambda number: date(2026, 1, 1) + timedelta(days=number)),
    st.sampled_from(("S-1", "S-2")),
)
moments = st.integers(-5, 60).map(lambda number: START + timedelta(days=number))


@st.composite
def _histories(draw: st.DrawFn) -> list[MeasureAct]:
    """Any acts at all; half of them upon a measure that was proposed and sanctioned, so that much is in force."""
    noise = draw(st.lists(acts, max_size=10))
    if draw(st.booleans()):
        return noise
    proposed, after, lasts = draw(days), draw(st.integers(0, 10)), draw(st.integers(0, 40))
    sanctioned = START + timedelta(days=proposed + after)
    ends_on = sanctioned.date() + timedelta(days=lasts)
    return [
        MeasureAct(MeasureActKind.PROPOSED, START + timedelta(days=proposed), ends_on),
        MeasureAct(MeasureActKind.SANCTIONED, sanctioned, ends_on),
        *noise,
    ]


histories: Any = _histories()


@given(histories, moments)
def test_never_in_force_without_a_proposal_and_a_sanction_before(history: list[MeasureAct], at: datetime) -> None:
    if BOOK.standing(history, at).in_force:
        before = {act.kind for act in history if act.at <= at}
        assert {MeasureActKind.PROPOSED, MeasureActKind.SANCTIONED} <= before


@given(histories, moments)
def test_without_a_sanction_nothing_is_ever_in_force(history: list[MeasureAct], at: datetime) -> None:
    unsanctioned = [act for act in history if act.kind is not MeasureActKind.SANCTIONED]
    assert not BOOK.standing(unsanctioned, at).in_force


@given(histories, moments, moments)
def test_what_has_ended_never_comes_back(history: list[MeasureAct], one: datetime, two: datetime) -> None:
    first, second = sorted((one, two))
    earlier = BOOK.standing(history, first)
    if earlier.state in ENDED:
        assert BOOK.standing(history, second) == earlier


@given(histories, moments, st.lists(acts, max_size=5))
def test_no_later_act_revives_what_has_ended(history: list[MeasureAct], at: datetime, more: list[MeasureAct]) -> None:
    past = [act for act in history if act.at <= at]
    if BOOK.standing(past, at).state in ENDED:
        later = [MeasureAct(act.kind, at + (act.at - START) + timedelta(seconds=1), act.ends_on) for act in more]
        assert BOOK.standing(past + later, at + timedelta(days=100)) == BOOK.standing(past, at)


@given(histories, moments)
def test_never_in_force_after_the_last_day(history: list[MeasureAct], at: datetime) -> None:
    standing = BOOK.standing(history, at)
    if standing.in_force:
        assert standing.ends_on is not None
        assert at < BOOK.end_of(standing.ends_on)


@given(histories)
def test_expired_past_the_last_day_even_if_no_act_says_so(history: list[MeasureAct]) -> None:
    silent = [act for act in history if act.kind is not MeasureActKind.EXPIRED]
    for at in (act.at for act in history):
        standing = BOOK.standing(silent, at)
        if standing.in_force and standing.ends_on is not None:
            known = [act for act in silent if act.at <= at]
            over = BOOK.standing(known, BOOK.end_of(standing.ends_on))
            assert over.state is MeasureState.EXPIRED
            assert over.since == BOOK.end_of(standing.ends_on)


@given(histories, moments)
def test_an_act_of_expiry_changes_nothing(history: list[MeasureAct], at: datetime) -> None:
    silent = [act for act in history if act.kind is not MeasureActKind.EXPIRED]
    assert BOOK.standing(history, at) == BOOK.standing(silent, at)


@given(st.data(), histories, moments)
def test_equal_histories_stand_equal_in_any_order(data: st.DataObject, history: list[MeasureAct], at: datetime) -> None:
    shuffled = data.draw(st.permutations(history))
    assert BOOK.standing(shuffled, at) == BOOK.standing(history, at)


@given(histories, moments)
def test_what_happens_later_changes_nothing_now(history: list[MeasureAct], at: datetime) -> None:
    past = [act for act in history if act.at <= at]
    assert BOOK.standing(history, at) == BOOK.standing(past, at)


@given(histories)
def test_before_any_act_there_is_nothing(history: list[MeasureAct]) -> None:
    assert BOOK.standing(history, START - timedelta(seconds=1)) == law.Standing(MeasureState.NONE)


def road(*more: MeasureAct, ends_on: date | None = LAST) -> list[MeasureAct]:
    proposed = MeasureAct(MeasureActKind.PROPOSED, START, ends_on)
    return [proposed, MeasureAct(MeasureActKind.SANCTIONED, START + timedelta(days=1), ends_on), *more]


def test_a_measure_lives_from_its_sanction_to_the_end_of_its_last_day() -> None:
    second = timedelta(seconds=1)
    assert BOOK.standing(road(), START + timedelta(days=1) - second).state is MeasureState.PROPOSED
    assert BOOK.standing(road(), START + timedelta(days=1)).in_force
    assert BOOK.standing(road(), OVER - second).in_force
    assert BOOK.standing(road(), OVER) == law.Standing(MeasureState.EXPIRED, OVER, LAST, "expired")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(MeasureActKind.LIFTED, "lifted"), (MeasureActKind.PAID, "paid"), (MeasureActKind.ANNULLED, "annulled")],
)
def test_what_ends_it_is_its_reason(kind: MeasureActKind, reason: str) -> None:
    at = START + timedelta(days=9)
    assert BOOK.standing(road(MeasureAct(kind, at)), at) == law.Standing(MeasureState.RELEASED, at, LAST, reason)


def test_a_sanction_without_a_last_day_brings_nothing_into_force() -> None:
    assert BOOK.standing(road(ends_on=None), START + timedelta(days=2)).state is MeasureState.PROPOSED


def test_refused_and_sanctioned_in_one_moment_leaves_the_person_free() -> None:
    refused = MeasureAct(MeasureActKind.REFUSED, START + timedelta(days=1))
    for history in (road(refused), road(refused)[::-1]):
        assert BOOK.standing(history, START + timedelta(days=2)).state is MeasureState.REFUSED


def test_of_two_sanctions_in_one_moment_the_sooner_end_counts() -> None:
    sooner = MeasureAct(MeasureActKind.SANCTIONED, START + timedelta(days=1), date(2026, 2, 1))
    for history in (road(sooner), road(sooner)[::-1]):
        assert BOOK.standing(history, START + timedelta(days=2)).ends_on == date(2026, 2, 1)


@pytest.mark.parametrize("kind", [MeasureActKind.LIFTED, MeasureActKind.PAID, MeasureActKind.ANNULLED])
def test_what_has_expired_is_not_released_afterwards(kind: MeasureActKind) -> None:
    history = road(MeasureAct(kind, OVER), MeasureAct(MeasureActKind.EXPIRED, OVER + timedelta(days=1)))
    assert BOOK.standing(history, OVER + timedelta(days=9)) == law.Standing(MeasureState.EXPIRED, OVER, LAST, "expired")


@pytest.mark.parametrize("kind", [MeasureActKind.LIFTED, MeasureActKind.PAID, MeasureActKind.ANNULLED])
def test_only_what_is_in_force_is_released(kind: MeasureActKind) -> None:
    early = MeasureAct(kind, START + timedelta(hours=1))
    assert BOOK.standing(road(early), START + timedelta(hours=2)).state is MeasureState.PROPOSED
    refused = [road()[0], MeasureAct(MeasureActKind.REFUSED, START), early]
    assert BOOK.standing(refused, START + timedelta(days=2)).state is MeasureState.REFUSED


def test_no_sanction_after_a_release_or_a_refusal() -> None:
    again = MeasureAct(MeasureActKind.SANCTIONED, START + timedelta(days=9), LAST)
    paid = road(MeasureAct(MeasureActKind.PAID, START + timedelta(days=5)), again)
    assert BOOK.standing(paid, START + timedelta(days=10)).state is MeasureState.RELEASED
    refused = [road()[0], MeasureAct(MeasureActKind.REFUSED, START), again]
    assert BOOK.standing(refused, START + timedelta(days=10)).state is MeasureState.REFUSED


def test_an_act_of_expiry_before_the_end_of_the_last_day_ends_nothing() -> None:
    early = MeasureAct(MeasureActKind.EXPIRED, OVER - timedelta(seconds=2))
    assert BOOK.standing(road(early), OVER - timedelta(seconds=1)).in_force


@given(histories, moments)
def test_a_suspension_only_ever_frees(history: list[MeasureAct], at: datetime) -> None:
    asleep = {MeasureActKind.SUSPENDED, MeasureActKind.RESUMED}
    awake = [act for act in history if act.kind not in asleep]
    if BOOK.standing(history, at).in_force:
        assert BOOK.standing(awake, at).in_force


@given(histories, moments)
def test_what_sleeps_would_bind_without_its_suspensions(history: list[MeasureAct], at: datetime) -> None:
    if BOOK.standing(history, at).state is MeasureState.SUSPENDED:
        awake = [act for act in history if act.kind is not MeasureActKind.SUSPENDED]
        assert BOOK.standing(awake, at).in_force


@given(histories, moments)
def test_an_unsanctioned_measure_neither_sleeps_nor_binds(history: list[MeasureAct], at: datetime) -> None:
    unsanctioned = [act for act in history if act.kind is not MeasureActKind.SANCTIONED]
    assert BOOK.standing(unsanctioned, at).state not in {MeasureState.IN_FORCE, MeasureState.SUSPENDED}
