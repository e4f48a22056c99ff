"""Money against debts: the part that acts on payments, matches and corrections share."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import Actor
from aiqyn.register.acts.release_paid import release_paid
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import (
    CLAIM,
    FEES,
    fees_outstanding_minor,
    left_of,
    oldest_unsettled,
    outstanding_minor,
)
from aiqyn.register.rows import BankEntry, Measure, Official, PaymentMatch, Proceeding


def put_against(entry: BankEntry, proceeding: Proceeding, *, by: Official | None, at: datetime) -> int:
    """Match what the entry has left against what the (locked) proceeding owes, in the law's order of claim and fees.

    Wages that were withheld before and now arrive are settled first: they counted already. Returns the minor units.
    """
    settled = oldest_unsettled(proceeding, left_of(entry))
    if settled is not None:
        settled.settled_by = entry
        settled.save(update_fields=["settled_by"])
    claims_first = book().value("fees-after-claims", book().local_day(at))
    total = 0
    for part in (CLAIM, FEES) if claims_first else (FEES, CLAIM):
        owed = outstanding_minor(proceeding) if part == CLAIM else fees_outstanding_minor(proceeding)
        amount = min(left_of(entry), owed)
        if amount > 0:
            PaymentMatch.objects.create(
                entry=entry, proceeding=proceeding, part=part, amount_minor=amount, matched_at=at, matched_by=by
            )
            total += amount
    return total


def release_if_paid(proceeding: Proceeding, *, actor: Actor, at: datetime) -> None:
    """Release every measure in force that the law lets a paid debt release: nested acts, the same transaction."""
    open_measures = Measure.objects.filter(
        proceeding=proceeding, in_force_from__isnull=False, ended_at__isnull=True
    ).order_by("pk")
    for measure in open_measures:
        measure.proceeding = proceeding
        if isinstance(book().decide(facts.payment_release(measure, at=at)), law.Allowed):
            release_paid(measure=measure, actor=actor, at=at)
