"""Money against a debt: the part that acts on payments, matches and corrections share."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register import facts
from aiqyn.register.acting import Actor
from aiqyn.register.acts.release_paid import release_paid
from aiqyn.register.law_book import book
from aiqyn.register.queries.debts import left_of, outstanding_minor
from aiqyn.register.rows import BankEntry, Measure, Official, PaymentMatch, Proceeding


def put_against(entry: BankEntry, proceeding: Proceeding, *, by: Official | None, at: datetime) -> int:
    """Match what the entry has left against what the (locked) proceeding owes. Returns the minor units matched."""
    amount = min(left_of(entry), outstanding_minor(proceeding))
    if amount > 0:
        PaymentMatch.objects.create(
            entry=entry, proceeding=proceeding, amount_minor=amount, matched_at=at, matched_by=by
        )
    return amount


def release_if_paid(proceeding: Proceeding, *, actor: Actor, at: datetime) -> None:
    """Release every measure in force that the law lets a paid debt release: nested acts, the same transaction."""
    open_measures = Measure.objects.filter(
        proceeding=proceeding, in_force_from__isnull=False, ended_at__isnull=True
    ).order_by("pk")
    for measure in open_measures:
        measure.proceeding = proceeding
        if isinstance(book().decide(facts.payment_release(measure, at=at)), law.Allowed):
            release_paid(measure=measure, actor=actor, at=at)
