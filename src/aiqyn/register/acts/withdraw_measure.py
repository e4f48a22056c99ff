"""End a measure because the creditor took it back."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, require
from aiqyn.register.acts._ending import end
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def withdraw_measure(*, measure: Measure, reasons: str, actor: Actor, at: datetime) -> Measure:
    """End it now, by the agent of the case. ActRefused when the law does not allow it."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(measure)
    require(book().decide(facts.withdrawal(locked, by=actor.official, reasons=reasons, at=at)))
    end(locked, kind="withdrawal", reason="withdrawn", actor=actor, at=at, reasons=reasons)
    return locked
