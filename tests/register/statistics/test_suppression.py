"""No withheld count follows from the others: tried by an elimination of the test's own."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from aiqyn.register.queries.statistics import IDENTITIES, LEAST, RESTS, percent, suppressed
from aiqyn.register.queries.statistics.suppression import TOTAL, with_totals

COUNT = st.one_of(st.integers(0, 12), st.integers(0, 400))
LEAVES = ("waiting", "refused", "in-force", "suspended", "released", "expired")


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    rows = {}
    for number in range(draw(st.integers(1, 5))):
        row = {figure: draw(COUNT) for figure in LEAVES}
        row["sanctioned"] = row["in-force"] + row["suspended"] + row["released"] + row["expired"]
        row["proposed"] = row["waiting"] + row["refused"] + row["sanctioned"]
        for rest, (whole, part) in RESTS.items():
            row[part] = draw(st.integers(0, row[whole]))
            row[rest] = row[whole] - row[part]
        rows[f"75{number:02d}"] = row
    return rows


def solved(rows: dict[str, dict[str, int]], hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What a reader can compute: unknowns that every solution of the published equations has in common."""
    values, names = with_totals(rows), sorted(hidden)
    places = [*rows, TOTAL]
    lines: list[list[Fraction]] = []

    def equation(terms: dict[tuple[str, str], int]) -> None:
        known = sum(sign * values[cell] for cell, sign in terms.items() if cell not in hidden)
        lines.append([Fraction(terms.get(name, 0)) for name in names] + [Fraction(-known)])

    for figure in next(iter(rows.values())):
        equation({(row, figure): -1 if row == TOTAL else 1 for row in places})
    for whole, parts in IDENTITIES:
        for row in places:
            equation({(row, whole): -1} | {(row, part): 1 for part in parts})
    done = 0
    for column in range(len(names)):
        pivot = next((n for n in range(done, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [value / lines[done][column] for value in lines[done]]
        for n in range(len(lines)):
            if n != done and lines[n][column]:
                factor = lines[n][column]
                lines[n] = [a - factor * b for a, b in zip(lines[n], lines[done], strict=True)]
        done += 1
    found = set()
    for line in lines[:done]:
        used = [n for n in range(len(names)) if line[n]]
        if len(used) == 1:
            assert line[-1] == values[names[used[0]]]
            found.add(names[used[0]])
    return found


@settings(deadline=None)  # the elimination of this test is dense, and slow
@given(tables())
def test_no_withheld_count_can_be_computed(rows: dict[str, dict[str, int]]) -> None:
    hidden = suppressed(rows, IDENTITIES)
    small = {cell for cell, count in with_totals(rows).items() if 0 < count < LEAST}
    assert small <= hidden
    assert not small & solved(rows, hidden)


@given(tables())
def test_nothing_is_withheld_where_nothing_is_small(rows: dict[str, dict[str, int]]) -> None:
    large = {row: {figure: count * LEAST for figure, count in figures.items()} for row, figures in rows.items()}
    assert suppressed(large, IDENTITIES) == set()


def test_shares_are_computed_never_copied() -> None:
    assert percent(2118, 4560) == "46.4"
    assert percent(1, 8) == "12.5"
    assert percent(5, 10_000) == "0.0"  # 0.05 goes to the even digit
    assert percent(15, 10_000) == "0.2"
    assert percent(0, 0) == ""
