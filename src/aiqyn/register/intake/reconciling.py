"""A comparison of the register with an extract of the state's system, from the file to the recorded report.

(1) The file is copied and its digest taken; (2) a comparison of the same file and day is reported as it was made;
(3) rows are read in batches and each is held against our measures of the same court, writ and kind; (4) what binds
here and was in no row is added; (5) one act writes all of it. A crash before (5) leaves nothing, and the next start
begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError

from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.record_reconciliation import DifferenceRecord, FaultRecord, record_reconciliation
from aiqyn.register.intake import comparing
from aiqyn.register.intake.copying import copied
from aiqyn.register.intake.extract import Extract, ExtractRow
from aiqyn.register.intake.kinds import Item
from aiqyn.register.intake.refusals import Fault, FileRefused
from aiqyn.register.law_book import book
from aiqyn.register.queries import reconciling
from aiqyn.register.queries.reconciling import Ours
from aiqyn.register.rows import Reconciliation

#: How many rows were read, each time a batch is done.
Watcher = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, and whether it had been made before and nothing was done now."""

    made: Reconciliation
    already: bool


@dataclass(slots=True)
class _Findings:
    rows: int = 0
    agreeing: int = 0
    differences: list[DifferenceRecord] = field(default_factory=list)
    faults: list[FaultRecord] = field(default_factory=list)
    #: Keys of our measures that a row was about.
    met: set[int] = field(default_factory=set)


def reconcile(path: Path, as_of: date, *, at: datetime, progress: Watcher | None = None) -> Compared:
    """Hold the register against the extract at the end of `as_of`. FileRefused when the file cannot be taken whole, or
    the day is not over."""
    if book().end_of(as_of) > at:
        raise FileRefused("in-the-future", field="as-of")
    with copied(path, settings.AIQYN.inbox, utf8=True) as copy:
        before = reconciling.made_of(copy.digest, as_of)
        if before is not None:
            return Compared(before, already=True)
        findings = _Findings()
        for batch in Extract(copy.path, as_of).batches():
            _take(batch, as_of, findings)
            if progress is not None:
                progress(findings.rows)
        findings.differences += [
            comparing.only_here(ours) for ours in reconciling.binding_but(findings.met, as_of)
        ]  # fmt: skip
        return _written(copy.digest, as_of, findings, at)


def _take(batch: list[Item[ExtractRow]], as_of: date, findings: _Findings) -> None:
    rows = [(item.line, item.content) for item in batch if not isinstance(item.content, Fault)]
    findings.rows += len(batch)
    findings.faults += [
        FaultRecord(item.line, item.content.field, item.content.code)
        for item in batch
        if isinstance(item.content, Fault)
    ]
    ours: dict[comparing.Case, list[Ours]] = {}
    for one in reconciling.of_writs({(row.court, row.writ) for _, row in rows}, as_of):
        if one.measure_id not in findings.met:
            ours.setdefault((one.court, one.writ, one.kind), []).append(one)
    for line, row in rows:
        free = ours.get((row.court, row.writ, row.kind), [])
        found = comparing.counterpart(row, free)
        if found is not None:
            free.remove(found)
            findings.met.add(found.measure_id)
        differing = comparing.difference(row, line, found)
        if differing is None:
            findings.agreeing += 1
        else:
            findings.differences.append(differing)


def _written(digest: str, as_of: date, findings: _Findings, at: datetime) -> Compared:
    try:
        made = record_reconciliation(
            digest=digest,
            as_of=as_of,
            rows=findings.rows,
            agreeing=findings.agreeing,
            differences=findings.differences,
            faults=findings.faults,
            actor=OPERATOR,
            at=at,
        )
    except IntegrityError:
        # The same file was compared at once by another command, which came first.
        before = reconciling.made_of(digest, as_of)
        if before is None:
            raise
        return Compared(before, already=True)
    return Compared(made, already=False)
