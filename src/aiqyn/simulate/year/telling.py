"""What a simulated year comes to: the promises, the mistakes and where each was caught, the invariants."""

from __future__ import annotations

from collections.abc import Iterator

from aiqyn import ledger
from aiqyn.register.queries import invariants
from aiqyn.simulate.year.running import Year


def verdict(year: Year, store: ledger.TileStore) -> tuple[bool, list[str]]:
    """Whether everything holds, and the lines to print."""
    broken = [(words, count) for words, count in _checked(year, store) if count]
    lines = list(_lines(year))
    lines += [f"  BROKEN: {words}: {count}" for words, count in broken] or ["every invariant holds"]
    lines.append(f"persons stopped without an order that names them: {year.visits.met.stopped_without_order}")
    return not broken, lines


def _checked(year: Year, store: ledger.TileStore) -> Iterator[tuple[str, int]]:
    yield from invariants.broken(year.clock.now)
    yield "leaves that differ from the public ledger", invariants.differs_from_ledger(store)
    met = year.visits.met
    yield "persons stopped without an order that names them", met.stopped_without_order
    yield "persons stopped by an order that was not in force", met.stopped_out_of_force
    yield "orders in force that a desk missed", met.missed
    yield "questions that were not answered", met.not_answered
    for mistake, count in year.tally.missed().items():
        yield f"caught nowhere: {mistake.value}", count


def _lines(year: Year) -> Iterator[str]:
    met = year.visits.met
    yield f"{len(year.citizens.people)} people, {met.questions} questions at two desks"
    yield "answers: " + ", ".join(f"{state} {count}" for state, count in sorted(met.answers.items()))
    for what, count in sorted(year.bench.told.items()):
        yield f"{what}: {count}"
    yield f"mistakes made in files: {sum(year.tally.made.values())}"
    for mistake, count in sorted(year.tally.made.items()):
        yield f"  {mistake.value}: {count}"
        for where, caught in sorted(year.tally.caught.get(mistake, {}).items()):
            yield f"    caught {caught}: {where}"
    wrongly = met.stopped_by_mistaken_writ
    yield f"stops by an order whose writ named the wrong person, before that person said so: {wrongly}"
