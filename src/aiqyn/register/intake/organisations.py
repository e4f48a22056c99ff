"""Organisations, and who heads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from aiqyn.identifiers import bin as bins
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.acting import IMPORT, ActError
from aiqyn.register.acts.record_organisations import OrganisationRecord, record_organisations
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table
from aiqyn.register.queries import imports

COLUMNS = Columns(required=("bin", "name", "head_iin", "head_since"))
BATCH = 200


class Organisations:
    """A file of organisations."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)
        self._today = today

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[OrganisationRecord]]]:
        """Batches of rows."""
        rows = self._table.rows(line, position)
        return by_count((Item(row.line, row.end, _read(row.content, self._today)) for row in rows), BATCH)

    def write(self, contents: Sequence[OrganisationRecord], clock: Clock) -> list[Outcome | Fault]:
        """An act an organisation: one whose head is unknown must not stop the others."""
        return [_write(one, clock) for one in contents]


def _write(one: OrganisationRecord, clock: Clock) -> Outcome | Fault:
    if imports.knows_organisation(one.bin, one.name, one.head_iin):
        return Outcome.KNOWN
    try:
        with transaction.atomic():
            record_organisations([one], actor=IMPORT, at=clock())
    except ActError as error:
        return Fault(error.field, error.code)
    return Outcome.ACCEPTED


def _read(row: Row | Fault, today: date) -> OrganisationRecord | Fault:
    if isinstance(row, Fault):
        return row
    try:
        return OrganisationRecord(
            bin=read_bin(row, "bin"),
            name=row.needed("name", 200),
            head_iin=row.iin("head_iin") if row.text("head_iin", 40) else "",
            head_since=row.day_or_none("head_since", until=today),
        )
    except RowRefused as refused:
        return refused.fault


def read_bin(row: Row, column: str) -> str:
    """A BIN in normal form. RowRefused names what is wrong."""
    try:
        return bins.validate(row.needed(column, 40))
    except IdentifierError as error:
        raise row.refuse(column, error.code) from None
