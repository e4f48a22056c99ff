"""What every act that ends a measure writes: the projection, and a leaf that opens as a release."""

from __future__ import annotations

from datetime import datetime

from aiqyn.protocol.leaves import ReleaseLeaf
from aiqyn.register.acting import Actor, record
from aiqyn.register.rows import Measure


def end(measure: Measure, *, kind: str, reason: str, actor: Actor, at: datetime, reasons: str = "") -> None:
    """End the (locked) measure now. The leaf says `release` to whoever it is opened to; the act keeps its own kind."""
    record(
        kind,
        actor=actor,
        at=at,
        measure=measure,
        reasons=reasons,
        content=ReleaseLeaf(measure=measure.ref, reason=reason, at=at.isoformat()).content(),
    )
    measure.ended_at = at
    measure.end_reason = reason
    measure.save(update_fields=["ended_at", "end_reason"])
