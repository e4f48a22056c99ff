"""Writs of execution; with an agent named, also the proceeding on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from aiqyn import law
from aiqyn.identifiers import document
from aiqyn.identifiers.document import Document
from aiqyn.identifiers.errors import IdentifierError
from aiqyn.register.acting import IMPORT, ActError
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.acts.record_writ import DebtorClaim, OrganisationClaim, WritRecord, record_writ
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.organisations import read_bin
from aiqyn.register.intake.refusals import Fault, RowRefused
from aiqyn.register.intake.row import Row
from aiqyn.register.intake.table import Columns, Table
from aiqyn.register.queries import imports
from aiqyn.register.queries.cases import official
from aiqyn.register.rows import Writ

COLUMNS = Columns(
    required=(
        "court", "number", "issued_on", "claim", "amount", "currency",
        "iin", "surname", "given_name", "patronymic", "birth_date", "arrears_since", "creditor",
    ),
    optional=("agent", "category", "document", "bin", "organisation"),
)  # fmt: skip
#: Writs a transaction: on SQLite nobody else writes meanwhile, and a desk must not wait for an import.
BATCH = 50


@dataclass(frozen=True, slots=True)
class WritRow:
    """A writ, and the official who is to run its proceeding, if the file names one."""

    writ: WritRecord
    agent: str


class Writs:
    """A file of writs."""

    def __init__(self, path: Path, today: date) -> None:
        self._table = Table(path, COLUMNS)
        self._today = today

    def examine(self) -> None:
        """Nothing beyond the header, which was read."""

    def batches(self, line: int, position: int) -> Iterator[list[Item[WritRow]]]:
        """Batches of rows."""
        rows = self._table.rows(line, position)
        return by_count((Item(row.line, row.end, _read(row.content, self._today)) for row in rows), BATCH)

    def write(self, contents: Sequence[WritRow], clock: Clock) -> list[Outcome | Fault]:
        """An act a writ, another for its proceeding, both or neither."""
        return [_write(row, clock()) for row in contents]


def _read(row: Row | Fault, today: date) -> WritRow | Fault:
    if isinstance(row, Fault):
        return row
    try:
        return WritRow(_writ(row, today), row.text("agent", 40))
    except RowRefused as refused:
        return refused.fault


def _writ(row: Row, today: date) -> WritRecord:
    return WritRecord(
        court_code=row.needed("court", 20),
        number=row.needed("number", 60),
        issued_on=row.day("issued_on", until=today),
        claim=row.choice("claim", law.ClaimKind),
        amount=row.money("amount", "currency"),
        debtor=_debtor(row, today),
        arrears_since=row.day_or_none("arrears_since", until=today),
        creditor=row.text("creditor", 200),
        category=row.choice("category", law.ClaimCategory) if row.text("category", 60) else law.ClaimCategory.OTHER,
    )


def _debtor(row: Row, today: date) -> DebtorClaim | OrganisationClaim:
    """A person by IIN, a person without one by a document, or an organisation by BIN: exactly one of them."""
    named = [column for column in ("iin", "document", "bin") if row.text(column, 60)]
    if len(named) > 1:
        raise row.refuse(named[1], "one-debtor")
    if named == ["bin"]:
        return OrganisationClaim(read_bin(row, "bin"), row.needed("organisation", 200))
    return DebtorClaim(
        iin="" if named == ["document"] else row.iin("iin"),
        surname=row.needed("surname", 100),
        given_name=row.text("given_name", 100),
        patronymic=row.text("patronymic", 100),
        birth_date=row.day("birth_date", until=today),
        document=_document(row) if named == ["document"] else None,
    )


def _document(row: Row) -> Document:
    try:
        return document.parse(row.needed("document", 60))
    except IdentifierError as error:
        raise row.refuse("document", error.code) from None


def _write(row: WritRow, at: datetime) -> Outcome | Fault:
    try:
        with transaction.atomic():
            writ = record_writ(row.writ, actor=IMPORT, at=at)
            if row.agent:
                _open(writ, row.agent, at)
    except ActError as error:
        if error.code == "duplicate-writ":
            return _again(row, at)
        return Fault(error.field, error.code)
    except IntegrityError:
        # Another import wrote the same court and number between the question and the answer.
        return _again(row, at)
    return Outcome.ACCEPTED


def _again(row: WritRow, at: datetime) -> Outcome | Fault:
    """A court and number that is recorded: the same writ is known, another one under it is refused."""
    recorded = imports.writ(row.writ.court_code, row.writ.number)
    if recorded is None or not _same(row.writ, recorded):
        return Fault("number", "duplicate-writ")
    if not row.agent:
        return Outcome.KNOWN
    agent = imports.agent_of(recorded)
    if agent is not None:
        return Outcome.KNOWN if agent.ref == row.agent else Fault("agent", "proceeding-exists")
    try:
        with transaction.atomic():
            _open(recorded, row.agent, at)
    except ActError as error:
        return Fault(error.field, error.code)
    except IntegrityError:
        return Fault("agent", "proceeding-exists")
    return Outcome.ACCEPTED


def _open(writ: Writ, ref: str, at: datetime) -> None:
    agent = official(ref)
    if agent is None:
        raise ActError("agent", "unknown-official")
    open_proceeding(writ=writ, agent=agent, actor=IMPORT, at=at)


def _same(writ: WritRecord, recorded: Writ) -> bool:
    """Whether the file says what the writ said when it came in: corrections since then are the register's
    own.
    """
    first = imports.before_corrections(recorded)
    return (
        writ.issued_on == recorded.issued_on
        and writ.claim.value == recorded.claim
        and str(writ.amount.minor) == first.get("amount_minor", str(recorded.amount_minor))
        and writ.amount.currency == recorded.currency
        and str(writ.arrears_since) == first.get("arrears_since", str(recorded.arrears_since))
        and writ.creditor == recorded.creditor
        and writ.category.value == recorded.category
        and _same_debtor(writ.debtor, recorded)
    )


def _same_debtor(claimed: DebtorClaim | OrganisationClaim, recorded: Writ) -> bool:
    if isinstance(claimed, OrganisationClaim):
        return recorded.organisation is not None and recorded.organisation.bin == claimed.bin
    if recorded.debtor is None:
        return False
    if claimed.document is None:
        return recorded.debtor.iin == claimed.iin
    return imports.holds(recorded.debtor, claimed.document.state, claimed.document.number)
