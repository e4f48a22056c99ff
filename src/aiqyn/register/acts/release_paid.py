"""Release a measure because its debt is paid."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import Actor, act, lock_measure, require
from aiqyn.register.acts._ending import end
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def release_paid(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """End the measure: what was owed in its proceeding is paid in full by booked entries."""
    locked = lock_measure(measure)
    require(book().decide(facts.payment_release(locked, at=at)))
    end(locked, kind="paid", reason="paid", actor=actor, at=at)
    return locked
