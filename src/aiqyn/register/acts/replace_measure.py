"""End a measure because another takes its place."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure
from aiqyn.register.acts._ending import end
from aiqyn.register.rows import Measure

_BINDING = {law.MeasureState.IN_FORCE, law.MeasureState.SUSPENDED}


@act
def replace_measure(*, measure: Measure, by: Measure, actor: Actor, at: datetime) -> Measure:
    """End the measure with the reason `replaced`: the sanction of `by`, in the same proceeding, takes its place."""
    if by.proceeding_id != measure.proceeding_id or by.replaces_id != measure.pk or by.in_force_from is None:
        raise ActError("replaces", "not-its-replacement")
    locked = lock_measure(measure)
    if facts.state(locked, at) not in _BINDING:
        raise ActError("replaces", "not-in-force")
    end(locked, kind="replacement", reason="replaced", actor=actor, at=at)
    return locked
