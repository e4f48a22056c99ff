"""End a suspension before its time: the measure binds again."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.law_book import book
from aiqyn.register.rows import Suspension


@act
def resume_measure(*, suspension: Suspension, reasons: str, actor: Actor, at: datetime) -> Suspension:
    """Wake the measure now. ActRefused when the law does not allow it; ActError when the suspension is over already."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(suspension.measure)
    fresh = Suspension.objects.get(pk=suspension.pk)
    if fresh.ends_at is not None and fresh.ends_at <= at:
        raise ActError("suspension", "already-over")
    require(book().decide(facts.resumption(locked, fresh, by=actor.official, reasons=reasons, at=at)))
    record(
        "resumption",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "suspension": fresh.ref, "reasons": reasons, "at": at.isoformat()},
    )
    # A suspension that had not begun never covers a moment.
    fresh.ends_at = at
    fresh.save(update_fields=["ends_at"])
    return fresh
