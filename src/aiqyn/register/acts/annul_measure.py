"""Annul a measure: a judge says that it should not have been."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, require
from aiqyn.register.acts._ending import end
from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure


@act
def annul_measure(*, measure: Measure, reasons: str, actor: Actor, at: datetime) -> Measure:
    """Annul it now. ActRefused when the official may not, it binds nobody, or reasons are missing."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(measure)
    require(book().decide(facts.annulment(locked, by=actor.official, reasons=reasons, at=at)))
    end(locked, kind="annulment", reason="annulled", actor=actor, at=at, reasons=reasons)
    return locked
