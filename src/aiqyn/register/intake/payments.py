"""Bank notices: money in, and money that went back. A file is taken whole or not at all; its money is never
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction

from aiqyn.register.acting import IMPORT
from aiqyn.register.acts.record_payment import Entry, record_payment
from aiqyn.register.intake import camt
from aiqyn.register.intake.entries import Entries, told_apart
from aiqyn.register.intake.kinds import Clock, Item, Outcome, by_count
from aiqyn.register.intake.refusals import Fault
from aiqyn.register.law_book import book
from aiqyn.register.queries import imports
from aiqyn.register.rows import BankEntry

#: One entry a transaction: whom it frees is free when it commits, and waits for no other entry.
BATCH = 1


class Payments:
    """A camt.054 file. Its rows are its entries, numbered from 1 through the file."""

    def __init__(self, path: Path, today: date) -> None:
        self._path = path

    def examine(self) -> None:
        """Read the file to its end: half a file, or one malformed entry, refuses all of it."""
        for _ in self._entries():
            pass

    def batches(self, line: int, position: int) -> Iterator[list[Item[Entry | None]]]:
        """Entries after number `line`. A notice cannot be entered in its middle: those before are read and
        passed.
        """
        numbered = enumerate(self._entries(), 1)
        return by_count((Item(number, number, entry) for number, entry in numbered if number > line), BATCH)

    def write(self, contents: Sequence[Entry | None], clock: Clock) -> list[Outcome | Fault]:
        """An act an entry; the moment it is accepted is taken just before."""
        return [Outcome.PASSED if entry is None else _write(entry, clock) for entry in contents]

    def _entries(self) -> Iterator[Entry | None]:
        entries = Entries(book().timezone)
        for _ in camt.read(self._path, entries):
            yield from entries.found
            entries.found.clear()


def _write(entry: Entry, clock: Clock) -> Outcome:
    for candidate in (entry, replace(entry, entry_ref=told_apart(entry))):
        recorded = _recorded(candidate)
        if recorded is None:
            try:
                with transaction.atomic():
                    record_payment(candidate, actor=IMPORT, at=clock())
                return Outcome.ACCEPTED
            except IntegrityError:
                # Another import recorded it between the question and the answer; if not, this is no race.
                recorded = _recorded(candidate)
                if recorded is None:
                    raise
        if _same(recorded, entry):
            return Outcome.KNOWN
    return Outcome.KNOWN


def _recorded(entry: Entry) -> BankEntry | None:
    return imports.bank_entry(entry.account, entry.entry_ref, booked=entry.booked, returned=entry.returned)


def _same(recorded: BankEntry, entry: Entry) -> bool:
    return (
        recorded.amount_minor == entry.amount.minor
        and recorded.currency == entry.amount.currency
        and recorded.reference == entry.reference
        and recorded.booked_on == entry.booked_on
    )
