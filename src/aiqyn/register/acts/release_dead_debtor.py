"""End a measure whose debtor has died: nobody is left to restrict."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import Actor, act, lock_measure
from aiqyn.register.acts._ending import end
from aiqyn.register.rows import Measure


@act
def release_dead_debtor(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """End the measure in force, with the reason `death`."""
    locked = lock_measure(measure)
    state = facts.state(locked, at)
    expired = state is law.MeasureState.EXPIRED
    kind, reason = ("expiry", "expired") if expired else ("annulment", "death")
    end(locked, kind=kind, reason=reason, actor=actor, at=at)
    return locked
