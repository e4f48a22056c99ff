"""How many days somebody needs who asks about everybody: the figures of `docs/threat-model.md`, from the law's own
pace.

    python -m aiqyn.evaluator.enumeration      prints the table

Document numbers are not secrets: where a state issues them in sequence, a month's issue is a window. What is counted
here is not entropy but questions, and questions are what a desk's pace and day are made of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from aiqyn import law

#: People of a country. Kazakhstan has 20 million.
POPULATIONS = (1_000_000, 20_000_000, 80_000_000, 330_000_000)
#: How many desks an attacker has the credentials of.
DESKS = (1, 10, 1_000)
#: Years for which a document is valid, so that a year's issue is this part of the people.
VALIDITY = 10
#: Bits of a generic attack on the group of ristretto255, whose order is just above 2^252.
GROUP_BITS = 126


@dataclass(frozen=True, slots=True)
class Window:
    """What an attacker knows of a document's number: which part of all people's numbers that leaves."""

    name: str
    part: float

    def numbers(self, population: int) -> int:
        """How many numbers the window has, at least one."""
        return max(1, math.ceil(population * self.part))


#: A known person, and a document issued within a month or a year, or any document.
WINDOWS = (
    Window("a month's issue", 1 / (12 * VALIDITY)),
    Window("a year's issue", 1 / VALIDITY),
    Window("all documents", 1.0),
)


def expected_days(numbers: int, *, per_day: int, desks: int) -> float:
    """Days until one number out of so many equally likely ones is found, on the average: half of them are asked for."""
    return (numbers + 1) / 2 / (per_day * desks)


def whole_days(questions: int, *, per_day: int, desks: int) -> float:
    """Days until so many questions are asked: everybody of a population extract that has both facts."""
    return questions / (per_day * desks)


def bits_lost(evaluations: int) -> float:
    """Bits that so many evaluations under one key take from the group's (Brown and Gallant; Cheon): log2(Q)/2."""
    return math.log2(max(1, evaluations)) / 2


def written(days: float) -> str:
    """Days in few digits: minutes or hours below one, years above a thousand."""
    if days < 1:
        return f"{days * 24:.1f} h" if days * 24 >= 1 else f"{days * 24 * 60:.0f} min"
    return f"{days:,.0f} d" if days < 1_000 else f"{days / 365.25:,.0f} y"


def table(purpose: law.Purpose = law.Purpose.BORDER_DEPARTURE, country: str = "kz") -> str:
    """The table of one purpose, as Markdown."""
    return "\n".join(_lines(law.load(country).pace(purpose).per_day))


def _lines(per_day: int) -> Iterator[str]:
    heads = [f"{desks:,} desk{'s' if desks > 1 else ''}" for desks in DESKS]
    yield f"| people | asked about | numbers | {' | '.join(heads)} |"
    yield "|---|---|---|" + "---|" * len(DESKS)
    for population in POPULATIONS:
        for window in WINDOWS:
            numbers = window.numbers(population)
            cells = [written(expected_days(numbers, per_day=per_day, desks=desks)) for desks in DESKS]
            yield f"| {population:,} | one person, {window.name} | {numbers:,} | {' | '.join(cells)} |"
        cells = [written(whole_days(population, per_day=per_day, desks=desks)) for desks in DESKS]
        yield f"| {population:,} | everybody in an extract | {population:,} | {' | '.join(cells)} |"


if __name__ == "__main__":
    print(table())
