"""Record how the register and the state's system agreed at the end of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aiqyn import law
from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import Reconciliation, ReconciliationDifference, ReconciliationFault

_PORTION = 1_000


@dataclass(frozen=True, slots=True)
class DifferenceRecord:
    """One measure on which the two differ. `measure_id` is ours, None where there is none; `line` 0 likewise."""

    kind: str
    court: str
    writ: str
    measure_kind: law.MeasureKind
    column: str
    here: str = ""
    there: str = ""
    measure_id: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """A row that could not be read."""

    line: int
    column: str
    code: str


@act
def record_reconciliation(
    *,
    digest: str,
    as_of: date,
    rows: int,
    agreeing: int,
    differences: Sequence[DifferenceRecord],
    faults: Sequence[FaultRecord],
    actor: Actor,
    at: datetime,
) -> Reconciliation:
    """Write the comparison whole: a crash leaves none of it, and the same file is then compared anew.

    `digest` is SHA-256 of the extract, in hexadecimal digits. The leaf has counts and names no case.
    """
    counts = Counter(one.kind for one in differences)
    record(
        "reconciliation",
        actor=actor,
        at=at,
        content={
            "digest": digest,
            "as_of": as_of.isoformat(),
            "rows": rows,
            "agreeing": agreeing,
            "faults": len(faults),
            "differences": dict(sorted(counts.items())),
        },
    )
    made = Reconciliation.objects.create(digest=digest, as_of=as_of, compared_at=at, rows=rows, agreeing=agreeing)
    ReconciliationDifference.objects.bulk_create([_row(made, one) for one in differences], batch_size=_PORTION)
    ReconciliationFault.objects.bulk_create(
        [ReconciliationFault(reconciliation=made, line=one.line, column=one.column, code=one.code) for one in faults],
        batch_size=_PORTION,
    )
    return made


def _row(made: Reconciliation, one: DifferenceRecord) -> ReconciliationDifference:
    return ReconciliationDifference(
        reconciliation=made,
        kind=one.kind,
        court=one.court,
        writ=one.writ,
        measure_kind=one.measure_kind.value,
        measure_id=one.measure_id,
        line=one.line,
        column=one.column,
        here=one.here,
        there=one.there,
    )
