"""The state system's extract: measures by court, writ and kind, and where each stands at the end of a day.

One row a measure. It names no person: the register is asked about cases, not about people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from aiqyn import law
from aiqyn.register.intake.kinds import Item, by_count
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table

COLUMNS = Columns(
    required=("court", "writ", "measure", "sanctioned_on", "ends_on", "state", "ended_on"),
)
BATCH = 500


class There(StrEnum):
    """Where a measure stands in the state's system."""

    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """A measure as the state's system has it. `ended_on` is there exactly when it has ended."""

    court: str
    writ: str
    kind: law.MeasureKind
    sanctioned_on: date
    ends_on: date
    state: There
    ended_on: date | None


class Extract:
    """A file of the state's measures as they stood at the end of `as_of`."""

    def __init__(self, path: Path, as_of: date) -> None:
        """Read the header. FileRefused when the file has none that fits."""
        self._table = Table(path, COLUMNS)
        self._as_of = as_of

    def batches(self) -> Iterator[list[Item[ExtractRow]]]:
        """All rows, in batches that are looked up together."""
        return by_count((Item(row.line, row.end, self._read(row.content)) for row in self._table.rows()), BATCH)

    def _read(self, row: Row | Fault) -> ExtractRow | Fault:
        if isinstance(row, Fault):
            return row
        try:
            return _measure(row, self._as_of)
        except RowRefused as refused:
            return refused.fault


def _measure(row: Row, as_of: date) -> ExtractRow:
    found = ExtractRow(
        court=row.needed("court", 20),
        writ=row.needed("writ", 60),
        kind=row.choice("measure", law.MeasureKind),
        sanctioned_on=row.day("sanctioned_on", until=as_of),
        ends_on=row.day("ends_on"),
        state=row.choice("state", There),
        ended_on=row.day_or_none("ended_on", until=as_of),
    )
    if found.ends_on < found.sanctioned_on:
        raise row.refuse("ends_on", "before-sanction")
    if found.ended_on is not None and found.ended_on < found.sanctioned_on:
        raise row.refuse("ended_on", "before-sanction")
    if found.state is There.ENDED and found.ended_on is None:
        raise row.refuse("ended_on", "missing")
    if found.state is not There.ENDED and found.ended_on is not None:
        raise row.refuse("ended_on", "not-ended")
    return found
