"""Record that an ordered refund was paid out."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import Refund


@act
def record_refund_paid(*, refund: Refund, actor: Actor, at: datetime) -> Refund:
    """Write that the bank paid it, once, by whoever ordered it or a colleague."""
    if actor.official is None:
        raise ActError("actor", "not-an-official")
    fresh = Refund.objects.get(pk=refund.pk)
    if fresh.paid_at is not None:
        raise ActError("refund", "paid-already")
    record("refund-paid", actor=actor, at=at, content={"entry": fresh.entry_id, "amount_minor": fresh.amount_minor})
    fresh.paid_at = at
    fresh.save(update_fields=["paid_at"])
    return fresh
