"""End a payment plan, with reasons."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.rows import PaymentPlan


@act
def end_plan(*, plan: PaymentPlan, reasons: str, actor: Actor, at: datetime) -> PaymentPlan:
    """End it, by the agent of the case. ActError when it has ended, or reasons are missing."""
    proceeding = lock_proceeding(plan.proceeding_id)
    if actor.official is None or actor.official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if not reasons.strip():
        raise ActError("reasons", "missing")
    fresh = PaymentPlan.objects.get(pk=plan.pk)
    if fresh.ended_at is not None:
        raise ActError("proceeding", "plan-ended")
    record(
        "plan-end", actor=actor, at=at, proceeding=proceeding, content={"number": proceeding.number}, reasons=reasons
    )
    fresh.ended_at, fresh.end_reasons = at, reasons
    fresh.save(update_fields=["ended_at", "end_reasons"])
    return fresh
