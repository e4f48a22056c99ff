"""Close a proceeding: the debt is paid, or the writ went back to the creditor."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import Measure, Proceeding


@act
def close_proceeding(*, proceeding: Proceeding, reasons: str, actor: Actor, at: datetime) -> Proceeding:
    """Close it. Measures must have ended first: an open one would outlive its basis."""
    locked = lock_proceeding(proceeding.pk)
    if locked.closed_at is not None:
        raise ActError("proceeding", "already-closed")
    if not reasons.strip():
        raise ActError("reasons", "missing")
    if Measure.objects.filter(proceeding=locked, ended_at__isnull=True, refused_at__isnull=True).exists():
        raise ActError("proceeding", "measure-open")
    record(
        "closure",
        actor=actor,
        at=at,
        proceeding=locked,
        content={"number": locked.number, "reasons": reasons},
    )
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    return locked
