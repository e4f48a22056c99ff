"""End a search: the person sought was met, and the papers were delivered. One delivery ends it."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure
from aiqyn.register.acts._ending import end
from aiqyn.register.rows import Measure


@act
def end_search(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """End the search in force, with the reason `found`."""
    locked = lock_measure(measure)
    if locked.kind != law.MeasureKind.DEBTOR_SEARCH.value:
        raise ActError("measure", "not-a-search")
    if facts.state(locked, at) is not law.MeasureState.IN_FORCE:
        raise ActError("measure", "not-in-force")
    end(locked, kind="found", reason="found", actor=actor, at=at)
    return locked
