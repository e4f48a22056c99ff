"""Write down that a measure's time is over. It stopped being in force at the end of its day, with or without this."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import Actor, act, lock_measure, require
from aiqyn.register.acts._ending import end
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def expire_measure(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """End the measure with the reason `expired`. ActRefused before the end of its last day."""
    locked = lock_measure(measure)
    require(book().decide(facts.expiry(locked, at=at)))
    end(locked, kind="expiry", reason="expired", actor=actor, at=at)
    return locked
