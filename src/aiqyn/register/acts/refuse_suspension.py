"""Refuse a request for suspension, with reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register import facts
from aiqyn.register.acting import ActError, Actor, act, lock_measure, record, require
from aiqyn.register.law_book import book
from aiqyn.register.rows import SuspensionRequest


@act
def refuse_suspension(*, request: SuspensionRequest, reasons: str, actor: Actor, at: datetime) -> SuspensionRequest:
    """Refuse it. ActRefused when the official may not, or gives no reasons."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    locked = lock_measure(request.measure)
    fresh = SuspensionRequest.objects.get(pk=request.pk)
    decision = facts.suspension_refusal(
        locked, by=actor.official, reasons=reasons, is_open=fresh.decided_at is None, at=at
    )
    require(book().decide(decision))
    record(
        "suspension-refusal",
        actor=actor,
        at=at,
        measure=locked,
        content={"measure": locked.ref, "reasons": reasons},
    )
    fresh.decided_at, fresh.decided_by, fresh.refusal_reasons = at, actor.official, reasons
    fresh.save(update_fields=["decided_at", "decided_by", "refusal_reasons"])
    return fresh
