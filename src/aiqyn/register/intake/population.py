"""People as the population register describes them: names, birth, death, guardian, documents.

Rows apply in their order: a later one stands. Rows of one person that follow each other must agree on the
person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from aiqyn.identifiers.document import Document, DocumentKind
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.acting import IMPORT
from aiqyn.register.acts.record_population import DocumentRecord, PersonRecord, record_population
from aiqyn.register.intake.kinds import Clock, Item, Outcome
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table, TableRow
from aiqyn.register.queries import imports

_PERSON = ("surname", "given_name", "patronymic", "birth_date", "died_on", "guardian_iin")
COLUMNS = Columns(
    required=("iin", *_PERSON),
    document=("kind", "state", "number", "issued_on", "valid_until", "cancelled_on"),
)
#: People a transaction, and the most rows it may hold when one person has many.
BATCH = 500
LONGEST_BATCH = 2 * BATCH
MAX_DOCUMENTS = 100


class Population:
    """A file of people."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)
        self._today = today

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[PersonRecord]]]:
        """Batches that end between two people, so that a resumed import sees the rows of one person
        together.
        """
        batch: list[Item[PersonRecord]] = []
        previous: PersonRecord | None = None
        for row in self._table.rows(line, position):
            item = Item(row.line, row.end, self._person(row, previous))
            same = isinstance(item.content, Fault) or (previous and item.content.iin == previous.iin)
            if (len(batch) >= BATCH and not same) or len(batch) >= LONGEST_BATCH:
                yield batch
                batch = []
            batch.append(item)
            if not isinstance(item.content, Fault):
                previous = item.content
        if batch:
            yield batch

    def write(self, contents: Sequence[PersonRecord], clock: Clock) -> list[Outcome | Fault]:
        """One act for everything that is new."""
        page = _Page(contents)
        outcomes = [page.enter(person) for person in contents]
        changed = page.changed()
        if changed:
            record_population(changed, actor=IMPORT, at=clock())
        return outcomes

    def _person(self, row: TableRow, previous: PersonRecord | None) -> PersonRecord | Fault:
        if isinstance(row.content, Fault):
            return row.content
        try:
            person = _read(row.content, self._today)
            if previous is not None and previous.iin == person.iin:
                _must_agree(previous, person)
        except RowRefused as refused:
            return refused.fault
        return person


def _read(row: Row, today: date) -> PersonRecord:
    person = PersonRecord(
        iin=row.iin("iin"),
        surname=row.needed("surname", 100),
        given_name=row.text("given_name", 100),
        patronymic=row.text("patronymic", 100),
        birth_date=row.day("birth_date", until=today),
        died_on=row.day_or_none("died_on", until=today),
        guardian_iin=row.iin("guardian_iin") if row.text("guardian_iin", 40) else "",
    )
    if person.died_on is not None and person.died_on < person.birth_date:
        raise RowRefused("died_on", "before-birth")
    if person.guardian_iin == person.iin:
        raise RowRefused("guardian_iin", "own-guardian")
    if len(row.documents) > MAX_DOCUMENTS:
        raise RowRefused("documents", "too-many")
    return replace(person, documents=tuple(read_document(document, today) for document in row.documents))


def read_document(row: Row, today: date) -> DocumentRecord:
    """A document of a row. RowRefused names the field that is wrong."""
    kind = row.choice("kind", DocumentKind)
    try:
        document = Document(row.needed("state", 40), row.needed("number", 40), kind)
    except IdentifierError as error:
        column, code = ("state", "not-a-state") if error.code == "state" else ("number", error.code)
        raise row.refuse(column, code) from None
    issued_on = row.day_or_none("issued_on", until=today)
    valid_until = row.day_or_none("valid_until")
    if issued_on is not None and valid_until is not None and valid_until < issued_on:
        raise row.refuse("valid_until", "before-issue")
    return DocumentRecord(document, issued_on, valid_until, row.day_or_none("cancelled_on", until=today))


def _must_agree(previous: PersonRecord, person: PersonRecord) -> None:
    for column in _PERSON:
        if getattr(previous, column) != getattr(person, column):
            raise RowRefused(column, "disagrees-with-earlier-row")


@dataclass(frozen=True, slots=True)
class _Holding:
    """A document in somebody's hands."""

    iin: str
    document: DocumentRecord


class _Page:
    """What the register says of the people and documents of a batch, carried forward row by row."""

    def __init__(self, contents: Sequence[PersonRecord]) -> None:
        self._people = imports.people_by_iin([person.iin for person in contents])
        numbers = {d.document.number for person in contents for d in person.documents}
        self._held = {
            (row.state, row.number): _Holding(
                row.person.iin or "",  # a document in the hands of somebody without IIN is in other hands
                DocumentRecord(
                    Document(row.state, row.number, DocumentKind(row.kind)),
                    row.issued_on,
                    row.valid_until,
                    row.cancelled_on,
                ),
            )
            for row in imports.documents_by_number(numbers)
        }
        self._touched: dict[str, PersonRecord] = {}
        self._moved: dict[tuple[str, str], _Holding] = {}

    def enter(self, person: PersonRecord) -> Outcome | Fault:
        """Take a row. A document in another person's hands moves only after it was cancelled there."""
        new = [(_place(d), _Holding(person.iin, d)) for d in person.documents]
        for place, _ in new:
            holding = self._held.get(place)
            if holding and holding.iin != person.iin and holding.document.cancelled_on is None:
                return Fault("document_number", "held-by-another-person")
        columns = astuple(replace(person, documents=()))[1:-1]
        moved = {place: holding for place, holding in new if self._held.get(place) != holding}
        if self._people.get(person.iin) == columns and not moved:
            return Outcome.KNOWN
        self._people[person.iin] = columns
        self._touched[person.iin] = person
        self._held.update(moved)
        self._moved.update(moved)
        return Outcome.ACCEPTED

    def changed(self) -> list[PersonRecord]:
        """The people to write, each once, with the documents that are new in their hands.

        In the order of their IINs: two imports at once lock them one after the other.
        """
        theirs: dict[str, list[DocumentRecord]] = {iin: [] for iin in self._touched}
        for holding in self._moved.values():
            theirs[holding.iin].append(holding.document)
        return [replace(self._touched[iin], documents=tuple(theirs[iin])) for iin in sorted(self._touched)]


def _place(document: DocumentRecord) -> tuple[str, str]:
    return document.document.state, document.document.number
