"""Which cells of a table must not be shown, so that no small count can be computed from what is.

A count from 1 to 9 is not shown. Totals and the sums between figures would give many of them away: so further cells are
withheld until the equations that a reader knows leave every withheld cell open. Zero is shown: it counts nobody.
What is promised is that no withheld cell follows exactly; a reader may still know a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

LEAST = 10
TOTAL = ""
Cell = tuple[str, str]
Equation = dict[Cell, int]
Counts = Mapping[str, Mapping[str, int]]


def suppressed(rows: Counts, identities: Mapping[str, tuple[str, ...]]) -> set[Cell]:
    """The cells (row, figure) that must not be shown; the row `TOTAL` holds the sums of the columns."""
    values = with_totals(rows)
    equations = list(_equations(values, identities))
    hidden = {cell for cell, count in values.items() if 0 < count < LEAST}
    while given_away := determined(hidden, equations):
        companions = [
            cell
            for equation in equations
            if given_away & equation.keys()
            for cell in equation
            if cell not in hidden and values[cell] > 0
        ]
        if not companions:
            # Only zeros are left to withhold beside it: then they are.
            companions = [
                cell
                for equation in equations
                if given_away & equation.keys()
                for cell in equation
                if cell not in hidden
            ]
        if not companions:
            break
        hidden.add(min(companions, key=lambda cell: (cell[0] == TOTAL, values[cell], cell)))
    return hidden


def with_totals(rows: Counts) -> dict[Cell, int]:
    """All cells with their counts, the totals among them."""
    values = {(row, figure): count for row, figures in rows.items() for figure, count in figures.items()}
    for figure in {figure for figures in rows.values() for figure in figures}:
        values[TOTAL, figure] = sum(figures[figure] for figures in rows.values())
    return values


def _equations(values: Mapping[Cell, int], identities: Mapping[str, tuple[str, ...]]) -> Iterator[Equation]:
    """What a reader knows: columns add up to their totals, and figures to each other, in every row."""
    rows = sorted({row for row, _ in values})
    for figure in sorted({figure for _, figure in values}):
        yield {(row, figure): -1 if row == TOTAL else 1 for row in rows}
    for whole, parts in identities.items():
        for row in rows:
            yield {(row, part): 1 for part in parts} | {(row, whole): -1}


def determined(hidden: set[Cell], equations: list[Equation]) -> set[Cell]:
    """The withheld cells that follow from the equations and the cells shown (Gaussian elimination, exact)."""
    order = sorted(hidden)
    matrix = [row for equation in equations if any(row := [Fraction(equation.get(cell, 0)) for cell in order])]
    pivots: list[int] = []
    for column in range(len(order)):
        at = len(pivots)
        found = next((number for number in range(at, len(matrix)) if matrix[number][column]), None)
        if found is None:
            continue
        matrix[at], matrix[found] = matrix[found], matrix[at]
        scale = matrix[at][column]
        matrix[at] = [value / scale for value in matrix[at]]
        for number, row in enumerate(matrix):
            if number != at and row[column]:
                factor = row[column]
                matrix[number] = [value - factor * other for value, other in zip(row, matrix[at], strict=True)]
        pivots.append(column)
    return {order[column] for at, column in enumerate(pivots) if sum(map(bool, matrix[at])) == 1}
