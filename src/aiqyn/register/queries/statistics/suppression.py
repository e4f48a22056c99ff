"""Which cells of a table must not be shown, so that no small count can be computed from what is.

A count from 1 to 9 is not shown. Totals and the sums between figures would give many of them away: so further cells are
withheld until the equations that a reader knows leave every withheld cell open. Zero is shown: it counts nobody.
What is promised is that no withheld cell follows exactly; a reader may still know a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

LEAST = 10
TOTAL = ""
Cell = tuple[str, str]
Equation = dict[Cell, int]
Row = dict[Cell, Fraction]
Counts = Mapping[str, Mapping[str, int]]
#: Wholes, each with its parts; a whole may be cut in several ways.
Identities = Sequence[tuple[str, tuple[str, ...]]]


def suppressed(rows: Counts, identities: Identities) -> set[Cell]:
    """The cells (row, figure) that must not be shown; the row `TOTAL` holds the sums of the columns."""
    values = with_totals(rows)
    equations = list(_equations(values, identities))
    hidden = {cell for cell, count in values.items() if 0 < count < LEAST}
    while leaks := _leaks(hidden, equations):
        companions = {cell for leak in leaks if (cell := _companion(leak, hidden, values)) is not None}
        if not companions:
            break
        hidden |= companions
    return hidden


def _leaks(hidden: set[Cell], equations: list[Equation]) -> list[set[Cell]]:
    """Places that each need one more withheld cell: first the plain ones, one cell alone in an equation."""
    plain = [set(equation) for equation in equations if len(equation.keys() & hidden) == 1]
    if plain:
        return plain
    return [
        {cell for equation in equations if given_away in equation for cell in equation}
        for given_away in sorted(determined(hidden, equations))
    ]


def _companion(leak: set[Cell], hidden: set[Cell], values: Mapping[Cell, int]) -> Cell | None:
    """The cell to withhold there: the smallest that counts somebody, else a zero; a total last."""
    return min(leak - hidden, key=lambda cell: (values[cell] == 0, cell[0] == TOTAL, values[cell], cell), default=None)


def with_totals(rows: Counts) -> dict[Cell, int]:
    """All cells with their counts, the totals among them."""
    values = {(row, figure): count for row, figures in rows.items() for figure, count in figures.items()}
    for figure in {figure for figures in rows.values() for figure in figures}:
        values[TOTAL, figure] = sum(figures[figure] for figures in rows.values())
    return values


def _equations(values: Mapping[Cell, int], identities: Identities) -> Iterator[Equation]:
    """What a reader knows: columns add up to their totals, and figures to each other, in every row."""
    rows = sorted({row for row, _ in values})
    for figure in sorted({figure for _, figure in values}):
        yield {(row, figure): -1 if row == TOTAL else 1 for row in rows}
    for whole, parts in identities:
        for row in rows:
            yield {(row, part): 1 for part in parts} | {(row, whole): -1}


def determined(hidden: set[Cell], equations: list[Equation]) -> set[Cell]:
    """The withheld cells that follow from the equations and the cells shown (elimination, exact and sparse)."""
    rows = [row for equation in equations if (row := {c: Fraction(v) for c, v in equation.items() if c in hidden})]
    where: dict[Cell, set[int]] = {}
    for number, row in enumerate(rows):
        for cell in row:
            where.setdefault(cell, set()).add(number)
    pivots: dict[int, Cell] = {}
    # Rare cells first: then the long equations of the totals are met last, and stay the only long ones.
    for column in sorted(where, key=lambda cell: (len(where[cell]), cell)):
        free = [number for number in where[column] if number not in pivots]
        if not free:
            continue
        at = min(free, key=lambda number: (len(rows[number]), number))
        pivots[at] = column
        scale = rows[at][column]
        rows[at] = {cell: value / scale for cell, value in rows[at].items()}
        for number in where[column] - {at}:
            _subtract(rows[number], rows[at], rows[number][column], number, where)
    return {column for at, column in pivots.items() if len(rows[at]) == 1}


def _subtract(row: Row, pivot: Row, factor: Fraction, number: int, where: dict[Cell, set[int]]) -> None:
    for cell, value in pivot.items():
        rest = row.get(cell, 0) - factor * value
        if rest:
            row[cell] = rest
            where[cell].add(number)
        else:
            row.pop(cell, None)
            where[cell].discard(number)
