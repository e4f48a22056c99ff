"""Charge a fee or a cost. It is owed after the claim, and sustains no measure."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.money import MAX_MINOR
from aiqyn.register.rows import CHARGE_KINDS, Charge, Proceeding


@act
def record_charge(
    *, proceeding: Proceeding, kind: str, amount_minor: int, reasons: str, actor: Actor, at: datetime
) -> Charge:
    """Write the charge, by the agent of the case, with reasons that the debtor reads."""
    official = actor.official
    if official is None or official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    if kind not in CHARGE_KINDS:
        raise ActError("charge", "unknown-charge")
    if not 0 < amount_minor <= MAX_MINOR:
        raise ActError("amount_minor", "out-of-range")
    if not reasons.strip():
        raise ActError("reasons", "missing")
    locked = lock_proceeding(proceeding.pk)
    content = {"number": locked.number, "charge": kind, "amount_minor": amount_minor}
    record("charge", actor=actor, at=at, proceeding=locked, content=content, reasons=reasons)
    return Charge.objects.create(
        proceeding=locked, kind=kind, amount_minor=amount_minor, reasons=reasons, charged_at=at, charged_by=official
    )
