"""The register against the state system's extract: every way in which two records of one measure can differ."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from aiqyn.law import MeasureKind, MeasureState, SuspensionGround
from aiqyn.register.acting import Actor
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.intake import comparing
from aiqyn.register.intake.extract import COLUMNS, ExtractRow, There
from aiqyn.register.intake.reconciling import reconcile
from aiqyn.register.intake.refusals import FileRefused
from aiqyn.register.law_book import book
from aiqyn.register.queries import reconciling
from aiqyn.register.queries.reconciling import Ours
from aiqyn.register.rows import Act, Measure, Reconciliation
from tests.register.conftest import T0, Country

AS_OF = (T0 + timedelta(days=5)).date()
NOW = T0 + timedelta(days=9)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, settings: Settings) -> Write:
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path / "register")

    def writing(*rows: dict[str, str], name: str = "extract.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as handle:
            table = csv.DictWriter(handle, COLUMNS.required)
            table.writeheader()
            table.writerows(rows)
        return path

    return writing


def row(measure: Measure, **other: str) -> dict[str, str]:
    """What a state's system that agrees with us would say while the measure is in force."""
    writ = measure.proceeding.writ
    assert measure.in_force_from is not None
    return {
        "court": writ.court.code,
        "writ": writ.number,
        "measure": measure.kind,
        "sanctioned_on": str(book().local_day(measure.in_force_from)),
        "ends_on": str(measure.ends_on),
        "state": "in-force",
        "ended_on": "",
    } | other


def kinds(made: Reconciliation) -> list[str]:
    return sorted(made.differences.values_list("kind", flat=True))


def test_two_systems_that_agree(country: Country, write: Write) -> None:
    one, other, paid = country.in_force(), country.in_force(), country.in_force()
    country.pay(paid.proceeding, 50_000_000)
    ended = str(book().local_day(T0 + timedelta(days=3)))
    path = write(row(one), row(other), row(paid, state="ended", ended_on=ended))
    made = reconcile(path, AS_OF, at=NOW).made
    assert (made.rows, made.agreeing, kinds(made), made.faults.count()) == (3, 3, [], 0)


def test_paid_here_and_barred_there(country: Country, write: Write) -> None:
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000)
    made = reconcile(write(row(measure)), AS_OF, at=NOW).made
    (found,) = reconciling.differences(made)
    assert (found.kind, found.here, found.there, found.line) == ("bound-there-free-here", "paid", "in-force", 2)
    assert found.measure == measure
    assert [tally.count for tally in reconciling.tallies(made)] == [1, 0, 0, 0, 0, 0]


def test_every_other_difference(country: Country, write: Write) -> None:
    over_there, asleep, moved, ours_alone = (country.in_force() for _ in range(4))
    suspend_measure(
        measure=asleep,
        ground=SuspensionGround.COURT,
        starts_on=None,
        ends_on=None,
        reasons="Heard on Monday.",
        papers=True,
        actor=Actor.of(country.judge),
        at=T0 + timedelta(days=3),
    )
    path = write(
        row(over_there, state="ended", ended_on=str(AS_OF)),
        row(asleep),
        row(moved, ends_on="2027-01-01"),
        row(moved, writ="7-UNKNOWN"),
    )
    made = reconcile(path, AS_OF, at=NOW).made
    assert kinds(made) == ["asleep-in-one", "bound-here-free-there", "dates-differ", "only-here", "only-there"]
    told = {one.kind: (one.column, one.here, one.there) for one in reconciling.differences(made)}
    assert told["dates-differ"] == ("ends_on", "2026-12-31", "2027-01-01")
    assert told["asleep-in-one"] == ("state", "suspended", "in-force")
    assert told["only-there"] == ("state", "", "in-force")
    only_here = reconciling.differences(made, "only-here").get()
    assert (only_here.measure, only_here.line) == (ours_alone, 0)


def test_the_day_decides_not_today(country: Country, write: Write) -> None:
    """A payment on the sixth day changes nothing of how the fifth ended."""
    measure = country.in_force()
    country.pay(measure.proceeding, 50_000_000, at=T0 + timedelta(days=6))
    assert kinds(reconcile(write(row(measure)), AS_OF, at=NOW).made) == []
    next_day = AS_OF + timedelta(days=1)
    assert kinds(reconcile(write(row(measure)), next_day, at=NOW).made) == ["bound-there-free-here"]


def test_not_yet_sanctioned_and_refused_bind_nowhere(country: Country, write: Write) -> None:
    proposed = country.proposed()
    lifted = country.in_force()
    lift_measure(measure=lifted, reasons="Agreed.", actor=Actor.of(country.agent), at=T0 + timedelta(days=3))
    made = reconcile(write(), AS_OF, at=NOW).made
    assert kinds(made) == []
    assert proposed.in_force_from is None


def test_the_same_file_is_compared_once(country: Country, write: Write) -> None:
    path = write(row(country.in_force()))
    first = reconcile(path, AS_OF, at=NOW)
    acts = Act.objects.count()
    again = reconcile(path, AS_OF, at=NOW + timedelta(hours=1))
    assert (first.already, again.already, again.made) == (False, True, first.made)
    assert Act.objects.count() == acts
    assert reconcile(path, AS_OF - timedelta(days=1), at=NOW).already is False


def test_nothing_is_left_of_a_comparison_that_died(
    country: Country, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(row(country.in_force()))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(comparing, "difference", die)
    with pytest.raises(KeyboardInterrupt):
        reconcile(path, AS_OF, at=NOW)
    monkeypatch.undo()
    assert Reconciliation.objects.count() == 0
    assert reconcile(path, AS_OF, at=NOW).already is False


def test_bad_rows_are_told_by_line_column_and_reason(country: Country, write: Write) -> None:
    good = row(country.in_force())
    path = write(
        good,
        good | {"state": "paused"},
        good | {"ended_on": str(AS_OF)},
        good | {"state": "ended"},
        good | {"ends_on": "2020-01-01"},
        good | {"sanctioned_on": str(AS_OF + timedelta(days=1))},
        good | {"measure": "metro-gate"},
        good | {"state": "ended", "ended_on": "2026-01-01"},
    )
    made = reconcile(path, AS_OF, at=NOW).made
    assert [(fault.line, fault.column, fault.code) for fault in reconciling.faults(made)] == [
        (3, "state", "unknown-word"),
        (4, "ended_on", "not-ended"),
        (5, "ended_on", "missing"),
        (6, "ends_on", "before-sanction"),
        (7, "sanctioned_on", "in-the-future"),
        (8, "measure", "unknown-word"),
        (9, "ended_on", "before-sanction"),
    ]
    assert (made.rows, made.agreeing) == (8, 1)


def test_a_file_that_is_none_and_a_day_that_is_not_over(country: Country, write: Write, tmp_path: Path) -> None:
    path = write(row(country.in_force()))
    with pytest.raises(FileRefused, match="in-the-future"):
        reconcile(path, NOW.date(), at=NOW)
    with pytest.raises(FileRefused, match="no-such-file"):
        reconcile(tmp_path / "none.csv", AS_OF, at=NOW)
    (tmp_path / "other.csv").write_text("court,writ\n7501,1\n")
    with pytest.raises(FileRefused, match="missing-column"):
        reconcile(tmp_path / "other.csv", AS_OF, at=NOW)


def test_the_leaf_names_no_case(country: Country, write: Write) -> None:
    measure = country.in_force()
    reconcile(write(row(measure, state="ended", ended_on=str(AS_OF))), AS_OF, at=NOW)
    content = bytes(Act.objects.get(kind="reconciliation").leaf.content).decode()
    assert measure.proceeding.writ.number not in content
    assert '"bound-here-free-there":1' in content


# Pairing, without a database

days = st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


def ours(key: int, since: date, state: MeasureState) -> Ours:
    over = state is MeasureState.RELEASED
    return Ours(
        key, "7501", "2-1/26", MeasureKind.VEHICLE_DISPOSAL_BAN, since, date(2026, 12, 31), state,
        how="paid" if over else "", ended_on=date(2026, 2, 20) if over else None,
    )  # fmt: skip


def theirs(one: Ours) -> ExtractRow:
    return ExtractRow(
        one.court, one.writ, one.kind, one.sanctioned_on, one.ends_on, comparing.here(one), one.ended_on
    )  # fmt: skip


@given(
    st.lists(
        st.tuples(days, st.sampled_from([MeasureState.IN_FORCE, MeasureState.RELEASED])),
        unique_by=lambda one: one[0],
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_several_measures_of_one_writ_find_each_other_in_any_order(
    made: list[tuple[date, MeasureState]], dice: Random
) -> None:
    held = [ours(key, since, state) for key, (since, state) in enumerate(made)]
    rows = [theirs(one) for one in held]
    dice.shuffle(rows)  # the order of the file says nothing
    free = list(held)
    for one in rows:
        found = comparing.counterpart(one, free)
        assert found is not None
        free.remove(found)
        assert comparing.difference(one, 2, found) is None
    assert free == []


def test_a_row_without_any_of_ours() -> None:
    row_there = theirs(ours(1, date(2026, 1, 1), MeasureState.IN_FORCE))
    assert comparing.counterpart(row_there, []) is None
    found = comparing.difference(row_there, 7, None)
    assert found is not None
    assert (found.kind, found.line, found.measure_id) == ("only-there", 7, None)
    assert There.IN_FORCE.value == found.there


def test_the_last_moment_belongs_to_its_day() -> None:
    assert reconciling.last_moment(date(2026, 3, 7)) < book().end_of(date(2026, 3, 7))
    assert book().local_day(reconciling.last_moment(date(2026, 3, 7))) == date(2026, 3, 7)
    assert datetime(2026, 3, 7, 19, tzinfo=UTC) > reconciling.last_moment(date(2026, 3, 7))
