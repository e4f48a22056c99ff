"""People without an IIN, as the migration service describes them: names, birth date, documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from aiqyn.register.acting import IMPORT, ActError
from aiqyn.register.acts.record_foreigners import record_foreigners
from aiqyn.register.acts.record_population import PersonRecord
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.population import MAX_DOCUMENTS, read_document
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table
from aiqyn.register.queries import imports

COLUMNS = Columns(
    required=("surname", "given_name", "patronymic", "birth_date", "died_on"),
    document=("kind", "state", "number", "issued_on", "valid_until", "cancelled_on"),
)
BATCH = 100


class Foreigners:
    """A file of people without an IIN."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)
        self._today = today

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[PersonRecord]]]:
        """Batches of rows."""
        rows = self._table.rows(line, position)
        return by_count((Item(row.line, row.end, _read(row.content, self._today)) for row in rows), BATCH)

    def write(self, contents: Sequence[PersonRecord], clock: Clock) -> list[Outcome | Fault]:
        """An act a person: one whose documents contradict the register must not stop the others."""
        return [_write(person, clock) for person in contents]


def _write(person: PersonRecord, clock: Clock) -> Outcome | Fault:
    if _known(person):
        return Outcome.KNOWN
    try:
        with transaction.atomic():
            record_foreigners([person], actor=IMPORT, at=clock())
    except ActError as error:
        return Fault(error.field, error.code)
    return Outcome.ACCEPTED


def _known(person: PersonRecord) -> bool:
    """Whether the register says all of this already."""
    who = (person.surname, person.given_name, person.patronymic, person.birth_date, person.died_on)
    return all(
        imports.foreigner_by_document(held.document.state, held.document.number)
        == ((str(held.document.kind), held.issued_on, held.valid_until, held.cancelled_on), who)
        for held in person.documents
    )


def _read(row: Row | Fault, today: date) -> PersonRecord | Fault:
    if isinstance(row, Fault):
        return row
    try:
        person = PersonRecord(
            iin="",
            surname=row.needed("surname", 100),
            given_name=row.text("given_name", 100),
            patronymic=row.text("patronymic", 100),
            birth_date=row.day("birth_date", until=today),
            died_on=row.day_or_none("died_on", until=today),
            documents=tuple(read_document(document, today) for document in row.documents),
        )
        if not 0 < len(person.documents) <= MAX_DOCUMENTS:
            raise RowRefused("documents", "too-many" if person.documents else "missing")
    except RowRefused as refused:
        return refused.fault
    return person
