"""An import from its first byte to its report.

(1) The file is copied and its digest taken; (2) a finished import of the same digest is reported and nothing
done; (3) the file is examined as a whole; (4) rows are written batch by batch, each batch in one transaction
with its refusals and the run's progress. A crash before (4) leaves a copy without a run; a crash within a
batch leaves the batches before it, and the next start of the same file goes on there. Two starts at once:
the batch of one of them finds the run moved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction

from aiqyn.register.intake.copying import Copy, copied
from aiqyn.register.intake.courts import Courts
from aiqyn.register.intake.foreigners import Foreigners
from aiqyn.register.intake.kinds import Clock, Intake, Item, Outcome
from aiqyn.register.intake.organisations import Organisations
from aiqyn.register.intake.payments import Payments
from aiqyn.register.intake.population import Population
from aiqyn.register.intake.refusals import Fault, FileRefused
from aiqyn.register.intake.reporting import Progress, Report, Watcher, report_of
from aiqyn.register.intake.vehicles import Vehicles
from aiqyn.register.intake.writs import Writs
from aiqyn.register.law_book import book
from aiqyn.register.queries import imports
from aiqyn.register.rows import ImportRefusal, ImportRun

log = logging.getLogger(__name__)

#: SQLSTATE of PostgreSQL's `deadlock_detected`.
DEADLOCK = "40P01"

#: The kinds of files, in the order in which a new installation imports them.
KINDS: dict[str, Callable[[Path, date], Intake[Any]]] = {
    "courts": Courts,
    "population": Population,
    "foreigners": Foreigners,
    "organisations": Organisations,
    "vehicles": Vehicles,
    "writs": Writs,
    "payments": Payments,
}


def run(
    kind: str,
    path: Path,
    *,
    at_clock: Callable[[], datetime],
    progress: Watcher | None = None,
    again: bool = False,
) -> Report:
    """Import a file of a kind. FileRefused when it is refused as a whole; refused rows are in the report.

    `at_clock` gives aware moments: that of each act, taken just before it. `again` starts a finished import
    over: rows that are recorded are known, and those refused for what was missing get another chance.
    """

    def clock() -> datetime:
        at = at_clock()
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        # Acts compare days, and the day is the country's.
        return at.astimezone(book().timezone)

    at = clock()
    with copied(path, settings.AIQYN.inbox, utf8=kind != "payments") as copy:
        before = imports.run_of(kind, copy.digest)
        if before is not None and before.finished_at is not None and not again:
            return report_of(before, already=True, resumed=False)
        intake = KINDS[kind](copy.path, at.date())
        intake.examine()
        copy.keep()
        intake = KINDS[kind](copy.path, at.date())
        row = _begin(kind, copy.digest, at, again=again)
        resumed = row.line > 0
        log.info("import %d of %s: begins after line %d", row.pk, kind, row.line)
        row = _carry_on(row, intake, clock, copy, progress)
    log.info(
        "import %d of %s: %d accepted, %d known, %d refused",
        row.pk, kind, row.accepted, row.known, row.refused,
    )  # fmt: skip
    return report_of(row, already=False, resumed=resumed)


def _begin(kind: str, digest: str, at: datetime, *, again: bool) -> ImportRun:
    """The file's run: new, where an earlier start left it, or at its beginning once more."""
    until = at.date() + book().import_retention
    try:
        with transaction.atomic():
            row, new = ImportRun.objects.select_for_update().get_or_create(
                kind=kind, digest=digest, defaults={"started_at": at, "delete_after": until}
            )
            if not new:
                row.delete_after = until
                if row.finished_at is not None and again:
                    row.refusals.all().delete()
                    row.finished_at, row.started_at = None, at
                    row.line = row.position = row.accepted = row.known = row.refused = 0
                row.save()
            return row
    except IntegrityError:
        raise FileRefused("being-imported") from None


def _carry_on(row: ImportRun, intake: Intake[Any], clock: Clock, copy: Copy, progress: Watcher | None) -> ImportRun:
    for batch in intake.batches(row.line, row.position):
        row = _written(row, batch, intake, clock)
        if progress is not None:
            progress(Progress(row.kind, row.line, row.position, copy.size, row.accepted, row.known, row.refused))
    with transaction.atomic():
        locked = _locked(row)
        locked.finished_at = clock()
        locked.save(update_fields=["finished_at"])
    return locked


def _written(row: ImportRun, batch: Sequence[Item[Any]], intake: Intake[Any], clock: Clock) -> ImportRun:
    """Write the batch. When PostgreSQL gives it up, since another import holds rows of it and waits for others of it,
    its rows are written one by one: whoever holds one row and waits for none blocks nobody for long."""
    try:
        return _write(row, batch, intake, clock)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != DEADLOCK or len(batch) == 1:
            raise
    for item in batch:
        row = _write(row, [item], intake, clock)
    return row


def _write(row: ImportRun, batch: Sequence[Item[Any]], intake: Intake[Any], clock: Clock) -> ImportRun:
    with transaction.atomic():
        locked = _locked(row)
        outcomes = iter(intake.write([item.content for item in batch if not isinstance(item.content, Fault)], clock))
        refused = []
        for item in batch:
            outcome = item.content if isinstance(item.content, Fault) else next(outcomes)
            if isinstance(outcome, Fault):
                refused.append(ImportRefusal(run=locked, line=item.line, column=outcome.field, code=outcome.code))
            elif outcome is Outcome.ACCEPTED:
                locked.accepted += 1
            elif outcome is Outcome.KNOWN:
                locked.known += 1
        ImportRefusal.objects.bulk_create(refused)
        locked.refused += len(refused)
        locked.line, locked.position = batch[-1].line, batch[-1].position
        locked.save(update_fields=["line", "position", "accepted", "known", "refused"])
    return locked


def _locked(row: ImportRun) -> ImportRun:
    """The run, locked, if it stands where this process left it."""
    locked = ImportRun.objects.select_for_update().get(pk=row.pk)
    if (locked.line, locked.position, locked.finished_at) != (row.line, row.position, None):
        raise FileRefused("being-imported")
    return locked
