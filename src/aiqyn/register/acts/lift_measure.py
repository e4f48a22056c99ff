"""Lift a measure before its end: the agent's or the court's decision, with reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, require
from aiqyn.register.acts._ending import end
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def lift_measure(*, measure: Measure, reasons: str, actor: Actor, at: datetime) -> Measure:
    """Lift the measure now. ActRefused when it is not in force, the case is another's, or reasons are missing."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(measure)
    require(book().decide(facts.lift(locked, by=actor.official, reasons=reasons, at=at)))
    end(locked, kind="lift", reason="lifted", actor=actor, at=at, reasons=reasons)
    return locked
