"""Match money that waited to a debt: a person decides."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, lock_proceeding, record
from aiqyn.register.acts._debt import put_against, release_if_paid
from aiqyn.register.rows import BankEntry, PaymentMatch, Proceeding


@act
def match_payment(*, entry: BankEntry, proceeding: Proceeding, actor: Actor, at: datetime) -> BankEntry:
    """Put what the booked entry has left against the agent's own proceeding; what is then paid off is released."""
    if actor.official is None or actor.official.pk != proceeding.agent_id:
        raise ActError("proceeding", "not-own-case")
    locked = lock_proceeding(proceeding.pk)
    # The entry's row too: two agents may reach for the same money at once.
    fresh = BankEntry.objects.select_for_update().get(pk=entry.pk)
    if not fresh.booked or fresh.returned:
        raise ActError("entry", "not-booked")
    if fresh.currency != locked.writ.currency:
        raise ActError("entry", "other-currency")
    if PaymentMatch.objects.filter(entry=fresh, proceeding=locked).exists():
        raise ActError("entry", "already-matched")
    record(
        "match",
        actor=actor,
        at=at,
        proceeding=locked,
        content={"proceeding": locked.number, "entry": fresh.pk},
    )
    if put_against(fresh, locked, by=actor.official, at=at) == 0:
        raise ActError("entry", "nothing-left-to-match")
    release_if_paid(locked, actor=actor, at=at)
    return fresh
