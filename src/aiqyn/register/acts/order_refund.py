"""Order money back that nobody owed."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.queries.debts import left_of
from aiqyn.register.rows import BankEntry, Refund


@act
def order_refund(*, entry: BankEntry, actor: Actor, at: datetime) -> Refund:
    """Order back all that the booked credit has left. It can be matched to nothing from then on."""
    official = actor.official
    if official is None:
        raise ActError("actor", "not-an-official")
    fresh = BankEntry.objects.select_for_update().get(pk=entry.pk)
    if not fresh.booked or fresh.returned:
        raise ActError("entry", "not-booked")
    amount = left_of(fresh)
    if amount <= 0:
        raise ActError("entry", "nothing-left")
    record("refund", actor=actor, at=at, content={"entry": fresh.pk, "amount_minor": amount})
    return Refund.objects.create(entry=fresh, amount_minor=amount, ordered_at=at, ordered_by=official)
