"""Courts of the country: code and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from aiqyn.register.acting import IMPORT
from aiqyn.register.acts.record_courts import CourtRecord, record_courts
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table
from aiqyn.register.queries import imports

COLUMNS = Columns(required=("code", "name_kk", "name_ru", "name_en"), json_lines=False)
BATCH = 500


class Courts:
    """A file of courts. A code that is known gets the names of the file."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[CourtRecord]]]:
        """Batches of rows."""
        rows = self._table.rows(line, position)
        return by_count((Item(row.line, row.end, _court(row.content)) for row in rows), BATCH)

    def write(self, contents: Sequence[CourtRecord], clock: Clock) -> list[Outcome | Fault]:
        """One act for the courts that are new or renamed; of two rows with one code the later stands."""
        recorded = imports.courts_by_code([court.code for court in contents])
        changed: dict[str, CourtRecord] = {}
        outcomes: list[Outcome | Fault] = []
        for court in contents:
            names = (court.name_kk, court.name_ru, court.name_en)
            if recorded.get(court.code) == names:
                outcomes.append(Outcome.KNOWN)
                continue
            recorded[court.code] = names
            changed[court.code] = court
            outcomes.append(Outcome.ACCEPTED)
        if changed:
            record_courts(list(changed.values()), actor=IMPORT, at=clock())
        return outcomes


def _court(row: Row | Fault) -> CourtRecord | Fault:
    if isinstance(row, Fault):
        return row
    try:
        return CourtRecord(
            code=row.needed("code", 20),
            name_kk=row.needed("name_kk", 200),
            name_ru=row.needed("name_ru", 200),
            name_en=row.needed("name_en", 200),
        )
    except RowRefused as refused:
        return refused.fault
